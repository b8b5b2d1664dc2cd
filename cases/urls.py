"""A case beside its file: allocation, sharing, step up, closing, notes."""

from django.urls import path

from cases import views

app_name = "cases"
urlpatterns = [
    path("<uuid:case_id>/allocate", views.CaseAllocate.as_view(), name="allocate"),
    path("<uuid:case_id>/share", views.CaseShare.as_view(), name="share"),
    path("<uuid:case_id>/step-up", views.CaseStepUp.as_view(), name="step_up"),
    path("<uuid:case_id>/documents/add", views.DocumentAdd.as_view(), name="document_add"),
    path("<uuid:case_id>/close", views.CaseClose.as_view(), name="close"),
    path(
        "allocations/<uuid:allocation_id>/end",
        views.AllocationEnd.as_view(),
        name="allocation_end",
    ),
    path("<uuid:case_id>/notes/add", views.NoteAdd.as_view(), name="note_add"),
    path("notes/<uuid:note_id>", views.Note.as_view(), name="note"),
    path("notes/<uuid:note_id>/correct", views.NoteCorrect.as_view(), name="note_correct"),
    path("notes/<uuid:note_id>/mentions", views.NoteHeard.as_view(), name="note_heard"),
    path("shares/<uuid:share_id>/end", views.ShareEnd.as_view(), name="share_end"),
    path("<uuid:case_id>/hear", views.VoiceHear.as_view(), name="hear"),
    path("wishes/<uuid:wish_id>/answer", views.WishAnswer.as_view(), name="answer_wish"),
]
