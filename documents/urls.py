"""Documents, each under an id that nobody can guess."""

from django.urls import path

from documents import views

app_name = "documents"
urlpatterns = [
    path("<uuid:document_id>", views.DocumentDetail.as_view(), name="detail"),
    path("letters/<uuid:letter_id>", views.LetterDetail.as_view(), name="letter"),
    path("letters/<uuid:letter_id>/<slug:form>", views.LetterCopy.as_view(), name="letter_file"),
    path("<uuid:document_id>/file", views.DocumentFile.as_view(), name="file"),
    path("<uuid:document_id>/picture", views.DocumentPicture.as_view(), name="picture"),
    path("<uuid:document_id>/pages/<int:number>", views.DocumentPageShown.as_view(), name="page"),
    path("<uuid:document_id>/withdraw", views.DocumentWithdraw.as_view(), name="withdraw"),
]
