"""Home, what waits, cases, the case file, and who has looked."""

from django.urls import path

from desk import views

app_name = "desk"
urlpatterns = [
    path("", views.Home.as_view(), name="home"),
    path("find/", views.Find.as_view(), name="find"),
    path("cases/", views.Cases.as_view(), name="cases"),
    path("cases/<uuid:case_id>/", views.CaseFile.as_view(), name="case"),
    path(
        "cases/<uuid:case_id>/timeline/choose",
        views.TimelineChoose.as_view(),
        name="timeline_choose",
    ),
    path(
        "cases/<uuid:case_id>/timeline/print",
        views.TimelinePrint.as_view(),
        name="timeline_print",
    ),
    path("decisions/<uuid:decision_id>", views.Decision.as_view(), name="decision"),
    path(
        "referral-decisions/<uuid:decision_id>",
        views.ReferralDecision.as_view(),
        name="referral_decision",
    ),
    path("cases/<uuid:case_id>/as-of", views.AsOf.as_view(), name="as_of"),
    path("cases/<uuid:case_id>/<slug:section>/", views.CaseFile.as_view(), name="case_section"),
    path("access-log/", views.AccessLog.as_view(), name="access_log"),
    path("access-log/<uuid:child_id>/", views.SeenBy.as_view(), name="seen_by"),
    path("what-i-looked-at/", views.OwnActivity.as_view(), name="own_activity"),
    path("notices/", views.Notices.as_view(), name="notices"),
    path("notices/<uuid:notice_id>/", views.Notice.as_view(), name="notice"),
    path("filters/", views.Filters.as_view(), name="filters"),
    path("filters/new/<slug:of>/", views.FilterNew.as_view(), name="filter_new"),
    path("filters/<uuid:filter_id>/", views.Filter.as_view(), name="filter"),
    path("filters/<uuid:filter_id>/delete", views.FilterDelete.as_view(), name="filter_delete"),
    path("filters/<uuid:filter_id>/looked", views.FilterLooked.as_view(), name="filter_looked"),
    path("lists/<slug:of>/chart", views.Chart.as_view(), name="chart"),
    path("lists/<slug:of>/export", views.Export.as_view(), name="export"),
    path("waiting/", views.Waiting.as_view(), name="waiting"),
    path("raised/", views.Raised.as_view(), name="raised"),
    path("stopped/", views.Stopped.as_view(), name="stopped"),
]
