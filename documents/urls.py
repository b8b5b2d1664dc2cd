"""Documents, each under an id that nobody can guess."""

from django.urls import path

from documents import views

app_name = "documents"
urlpatterns = [
    path("<uuid:document_id>", views.DocumentDetail.as_view(), name="detail"),
    path("<uuid:document_id>/file", views.DocumentFile.as_view(), name="file"),
    path("<uuid:document_id>/picture", views.DocumentPicture.as_view(), name="picture"),
    path("<uuid:document_id>/withdraw", views.DocumentWithdraw.as_view(), name="withdraw"),
]
