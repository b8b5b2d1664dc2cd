"""A case beside its file: allocation, sharing, steps, notes, chronologies, voice, plan."""

from django.urls import path

from cases import views

app_name = "cases"
urlpatterns = [
    path("<uuid:case_id>/allocate", views.CaseAllocate.as_view(), name="allocate"),
    path("<uuid:case_id>/share", views.CaseShare.as_view(), name="share"),
    path("<uuid:case_id>/step-up", views.CaseStepUp.as_view(), name="step_up"),
    path("<uuid:case_id>/strategy", views.StrategyRecord.as_view(), name="strategy_record"),
    path("<uuid:case_id>/documents/add", views.DocumentAdd.as_view(), name="document_add"),
    path("<uuid:case_id>/close", views.CaseClose.as_view(), name="close"),
    path("<uuid:case_id>/close/<slug:step>", views.ClosingEntryAdd.as_view(), name="closing_entry"),
    path("<uuid:case_id>/move", views.CaseMove.as_view(), name="move"),
    path("<uuid:case_id>/step-down", views.CaseStepDown.as_view(), name="step_down"),
    path("<uuid:case_id>/reopen", views.CaseReopen.as_view(), name="reopen"),
    path("<uuid:case_id>/hand-over", views.HandOverToTeam.as_view(), name="hand_over_to_team"),
    path(
        "<uuid:case_id>/hand-over/authority",
        views.HandOverAcross.as_view(),
        name="hand_over_across",
    ),
    path(
        "<uuid:case_id>/hand-over/adult-lead",
        views.HandOverToAdult.as_view(),
        name="hand_over_to_adult",
    ),
    path(
        "<uuid:case_id>/transition/<slug:step>",
        views.TransitionEnter.as_view(),
        name="transition_enter",
    ),
    path("populations", views.Populations.as_view(), name="populations"),
    path("routing", views.Routing.as_view(), name="routing"),
    path("routing/<uuid:rule_id>/end", views.RoutingEnd.as_view(), name="routing_end"),
    path("transitions", views.Transitions.as_view(), name="transitions"),
    path("hand-overs/<uuid:hand_over_id>", views.HandOverDetail.as_view(), name="hand_over"),
    path(
        "hand-overs/<uuid:hand_over_id>/answer",
        views.HandOverAnswer.as_view(),
        name="hand_over_answer",
    ),
    path(
        "hand-overs/<uuid:hand_over_id>/take-back",
        views.HandOverTakeBack.as_view(),
        name="hand_over_take_back",
    ),
    path(
        "hand-overs/<uuid:hand_over_id>/write",
        views.HandOverNote.as_view(),
        name="hand_over_note",
    ),
    path("<uuid:case_id>/close-second", views.CaseCloseSecond.as_view(), name="close_second"),
    path(
        "allocations/<uuid:allocation_id>/end",
        views.AllocationEnd.as_view(),
        name="allocation_end",
    ),
    path("<uuid:case_id>/notes/add", views.NoteAdd.as_view(), name="note_add"),
    path("notes/<uuid:note_id>", views.Note.as_view(), name="note"),
    path("notes/<uuid:note_id>/correct", views.NoteCorrect.as_view(), name="note_correct"),
    path("notes/<uuid:note_id>/mentions", views.NoteHeard.as_view(), name="note_heard"),
    path(
        "<uuid:case_id>/chronologies/begin",
        views.ChronologyBegin.as_view(),
        name="chronology_begin",
    ),
    path("chronologies/<uuid:chronology_id>", views.Chronology.as_view(), name="chronology"),
    path(
        "chronologies/<uuid:chronology_id>/print",
        views.ChronologyPrint.as_view(),
        name="chronology_print",
    ),
    path(
        "chronologies/<uuid:chronology_id>/edit",
        views.ChronologyEdit.as_view(),
        name="chronology_edit",
    ),
    path(
        "chronologies/<uuid:chronology_id>/freeze",
        views.ChronologyFreeze.as_view(),
        name="chronology_freeze",
    ),
    path(
        "chronologies/<uuid:chronology_id>/entries/add",
        views.EntryAdd.as_view(),
        name="chronology_entry_add",
    ),
    path(
        "chronologies/entries/<uuid:entry_id>",
        views.EntryChange.as_view(),
        name="chronology_entry",
    ),
    path(
        "chronologies/entries/<uuid:entry_id>/move",
        views.EntryMove.as_view(),
        name="chronology_entry_move",
    ),
    path(
        "chronologies/entries/<uuid:entry_id>/remove",
        views.EntryRemove.as_view(),
        name="chronology_entry_remove",
    ),
    path("shares/<uuid:share_id>/end", views.ShareEnd.as_view(), name="share_end"),
    path("<uuid:case_id>/hear", views.VoiceHear.as_view(), name="hear"),
    path("wishes/<uuid:wish_id>/answer", views.WishAnswer.as_view(), name="answer_wish"),
    path("<uuid:case_id>/plan/begin", views.PlanBegin.as_view(), name="plan_begin"),
    path("plans/<uuid:plan_id>/", views.PlanOpen.as_view(), name="plan"),
    path("plans/<uuid:plan_id>/text", views.PlanText.as_view(), name="plan_text"),
    path("plans/<uuid:plan_id>/review", views.PlanReview.as_view(), name="plan_review"),
    path("plans/<uuid:plan_id>/letter", views.ChildPlanWrite.as_view(), name="child_plan_write"),
    path("hand-overs/<uuid:hand_over_id>/letter", views.PackWrite.as_view(), name="pack_write"),
    path("plans/<uuid:plan_id>/child", views.ChildPlanPage.as_view(), name="child_plan"),
    path("plans/<uuid:plan_id>/add", views.ActionAdd.as_view(), name="action_add"),
    path("reviews/<uuid:review_id>/", views.ReviewDetail.as_view(), name="review"),
    path("actions/<uuid:action_id>/", views.ActionDetail.as_view(), name="action"),
    path("actions/<uuid:action_id>/change", views.ActionChange.as_view(), name="action_change"),
    path("actions/<uuid:action_id>/close", views.ActionClose.as_view(), name="action_close"),
    path("actions/<uuid:action_id>/drop", views.ActionDrop.as_view(), name="action_drop"),
    path("<uuid:case_id>/offer", views.InterventionOffer.as_view(), name="offer"),
    path("interventions/", views.InterventionListDoor.as_view(), name="interventions"),
    path(
        "interventions/<uuid:intervention_id>/",
        views.InterventionDetail.as_view(),
        name="intervention",
    ),
    path(
        "interventions/<uuid:intervention_id>/answer",
        views.OfferAnswer.as_view(),
        name="offer_answer",
    ),
    path(
        "interventions/<uuid:intervention_id>/first-contact",
        views.FirstContact.as_view(),
        name="first_contact",
    ),
    path(
        "interventions/<uuid:intervention_id>/session",
        views.SessionAdd.as_view(),
        name="session_add",
    ),
    path(
        "interventions/<uuid:intervention_id>/end",
        views.InterventionEnd.as_view(),
        name="intervention_end",
    ),
]
