"""Addresses of tools and screenings."""

from django.urls import path

from screening import views

app_name = "screening"

urlpatterns = [
    path("", views.ScreeningList.as_view(), name="list"),
    path("start/<uuid:case_id>/", views.ScreeningStart.as_view(), name="start"),
    path("<uuid:pk>/", views.ScreeningDetail.as_view(), name="detail"),
    path("<uuid:pk>/compare/", views.ScreeningCompare.as_view(), name="compare"),
    path(
        "<uuid:pk>/compare/<uuid:other>/",
        views.ScreeningCompareWith.as_view(),
        name="compare_with",
    ),
    path("<uuid:pk>/on/<uuid:version>/", views.ScreeningCompareOn.as_view(), name="compare_on"),
    path("<uuid:pk>/fill/", views.ScreeningFill.as_view(), name="fill"),
    path("<uuid:pk>/autosave/", views.ScreeningAutosave.as_view(), name="autosave"),
    path("<uuid:pk>/suggest/", views.ScreeningSuggest.as_view(), name="suggest"),
    path("<uuid:pk>/danger/", views.ScreeningDanger.as_view(), name="danger"),
    path("<uuid:pk>/outcome/", views.ScreeningOutcome.as_view(), name="outcome"),
    path("<uuid:pk>/threshold/", views.ScreeningThreshold.as_view(), name="threshold"),
    path("<uuid:pk>/check/", views.ScreeningCheck.as_view(), name="check"),
    path("<uuid:pk>/sign/", views.ScreeningSign.as_view(), name="sign"),
    path("<uuid:pk>/countersign/", views.ScreeningCountersign.as_view(), name="countersign"),
    path("<uuid:pk>/answer/", views.ScreeningAnswer.as_view(), name="answer"),
    path("<uuid:pk>/correct/", views.ScreeningCorrect.as_view(), name="correct"),
    path("<uuid:pk>/abandon/", views.ScreeningAbandon.as_view(), name="abandon"),
    path("<uuid:pk>/take-over/", views.ScreeningTakeOver.as_view(), name="take_over"),
    path("tools/", views.ScreeningTools.as_view(), name="tools"),
    path("tools/use/", views.ToolUse.as_view(), name="tool_use"),
    path("tools/<uuid:pk>/", views.ToolDetail.as_view(), name="tool_detail"),
    path("tools/<uuid:pk>/draft/", views.ToolDraft.as_view(), name="tool_draft"),
    path("tools/<uuid:pk>/edit/", views.ToolEdit.as_view(), name="tool_edit"),
    path("tools/<uuid:pk>/publish/", views.ToolPublish.as_view(), name="tool_publish"),
    path("tools/<uuid:pk>/retire/", views.ToolRetire.as_view(), name="tool_retire"),
]
