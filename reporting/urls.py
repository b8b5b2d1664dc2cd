"""Addresses of returns."""

from django.urls import path

from reporting import views

app_name = "reporting"

urlpatterns = [
    path("", views.ReturnList.as_view(), name="list"),
    path("draft/", views.ReturnDraft.as_view(), name="draft"),
    path("requests/<uuid:pk>/", views.RequestDetail.as_view(), name="request"),
    path("<uuid:pk>/", views.ReturnDetail.as_view(), name="detail"),
    path("<uuid:pk>/compare/", views.ReturnCompare.as_view(), name="compare"),
    path("<uuid:pk>/sign-off/", views.ReturnSignOff.as_view(), name="sign_off"),
    path("<uuid:pk>/revise/", views.ReturnRevise.as_view(), name="revise"),
    path("<uuid:pk>/download/", views.ReturnDownload.as_view(), name="download"),
    path("<uuid:pk>/cells/<uuid:cell_id>/", views.CellRows.as_view(), name="cell_rows"),
    path("<uuid:pk>/<slug:code>/", views.FigureDetail.as_view(), name="figure"),
    path("<uuid:pk>/<slug:code>/rows/", views.FigureRows.as_view(), name="figure_rows"),
]
