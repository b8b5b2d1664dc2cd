"""Home, what waits, cases and the case file."""

from django.urls import path

from desk import views

app_name = "desk"
urlpatterns = [
    path("", views.Home.as_view(), name="home"),
    path("cases/<uuid:case_id>/", views.CaseFile.as_view(), name="case"),
    path("cases/<uuid:case_id>/<slug:section>/", views.CaseFile.as_view(), name="case_section"),
    path("waiting/", views.Waiting.as_view(), name="waiting"),
]
