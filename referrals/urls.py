"""Addresses of referrals."""

from django.urls import path

from referrals import views

app_name = "referrals"

urlpatterns = [
    path("", views.TriageQueue.as_view(), name="triage"),
    path("new/", views.ReferralStart.as_view(), name="start"),
    path("new/search/", views.ReferralSearch.as_view(), name="search"),
    path("record/", views.RecordStart.as_view(), name="record"),
    path("record/search/", views.RecordSearch.as_view(), name="record_search"),
    path("draft/<uuid:pk>/", views.DraftTasks.as_view(), name="draft"),
    path("draft/<uuid:pk>/danger/", views.DraftDanger.as_view(), name="danger"),
    path("draft/<uuid:pk>/children/", views.DraftChildren.as_view(), name="children"),
    path("draft/<uuid:pk>/discard/", views.DraftDiscard.as_view(), name="discard"),
    path("draft/<uuid:pk>/check/", views.DraftCheck.as_view(), name="check"),
    path("draft/<uuid:pk>/<int:number>/<slug:slug>/", views.DraftQuestion.as_view(), name="page"),
    path(
        "draft/<uuid:pk>/<int:number>/<slug:slug>/autosave/",
        views.DraftAutosave.as_view(),
        name="autosave",
    ),
    path(
        "draft/<uuid:pk>/<int:number>/<slug:slug>/other-text/",
        views.DraftDropped.as_view(),
        name="drop_other_text",
    ),
    path("receipt/<uuid:pk>/", views.Receipt.as_view(), name="receipt"),
    path("mine/", views.MyReferrals.as_view(), name="mine"),
    path("mine/<uuid:pk>/", views.ReferralFollow.as_view(), name="follow"),
    path("mine/<uuid:pk>/disagree/", views.ReferralDisagree.as_view(), name="disagree"),
    path("request/<uuid:pk>/", views.RequestAnswer.as_view(), name="answer"),
    path("<uuid:pk>/", views.ReferralDetail.as_view(), name="detail"),
    path("<uuid:pk>/answer/", views.RequestRecord.as_view(), name="record_answer"),
    path("<uuid:pk>/child/", views.ChildTie.as_view(), name="tie"),
    path("<uuid:pk>/tell/", views.ReferralTell.as_view(), name="tell"),
    path("<uuid:pk>/acknowledge/", views.ReferralAcknowledge.as_view(), name="acknowledge"),
    path("<uuid:pk>/course/", views.ReferralCourse.as_view(), name="course"),
    path("<uuid:pk>/reconsider/", views.ReferralReconsider.as_view(), name="reconsider"),
]
