"""Addresses of missing episodes and of files of them."""

from django.urls import path

from missing import views

app_name = "missing"

urlpatterns = [
    path("", views.EpisodeList.as_view(), name="list"),
    path("when/", views.EpisodeTimes.as_view(), name="when"),
    path("log/", views.EpisodeLog.as_view(), name="log"),
    path("log/episode/", views.EpisodeLogDetails.as_view(), name="log_details"),
    path("imports/", views.ImportUpload.as_view(), name="imports"),
    path("imports/<uuid:import_id>/", views.ImportDetail.as_view(), name="import"),
    path("imports/<uuid:import_id>/results.csv", views.ImportResults.as_view(), name="results"),
    path("parked/", views.ParkedList.as_view(), name="parked"),
    path("parked/<uuid:row_id>/", views.ParkedRow.as_view(), name="parked_row"),
    path("<uuid:episode_id>/", views.EpisodeDetail.as_view(), name="detail"),
    path("<uuid:episode_id>/return/", views.EpisodeReturn.as_view(), name="return"),
    path("<uuid:episode_id>/category/", views.EpisodeCategory.as_view(), name="category"),
    path("<uuid:episode_id>/correct/", views.EpisodeCorrect.as_view(), name="correct"),
]
