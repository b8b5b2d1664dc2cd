"""The kinds of record the access tables know. A registered policy without a row here fails."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.db.models import Model

from agencies import permissions
from agencies.models import Authority, Membership, ProposedPost, User
from agencies.permissions import Reach
from agencies.roles import Role
from cases.models import (
    Case,
    Chronology,
    Decided,
    DecisionRecord,
    HandOver,
    HandOverKind,
    Intervention,
    Note,
    PlanAction,
    RoutingRule,
    Voice,
)
from cases.services import keep_decision
from children.models import Child, MatchPair
from children.search.pairs import score_pair
from children.services import note_pairs
from core import references
from documents.models import Document, Letter
from duties.models import AccessReview
from missing.models import IMPORT_PATHWAY, Episode, EpisodeImport, ImportResult, ImportRow
from referrals.models import (
    Draft,
    Referral,
    ReferralDecision,
    ReferralStatus,
    RequestForInformation,
)
from referrals.services import accept_referral, ask_for_more
from referrals.services.deciding import keep_triage
from reporting.models import Return, ReturnRequest
from screening.models import AuthorityTool, Screening, ToolVersion
from tests.access.relations import NOW, Subject
from tests.agencies.factories import AgencyFactory, UserFactory
from tests.cases.factories import (
    NOTED,
    hear,
    make_action,
    make_case,
    make_chronology,
    make_intervention,
    make_plan,
)
from tests.children.factories import make_child
from tests.documents.factories import make_document, make_letter
from tests.missing.extracts import PARKED
from tests.missing.factories import make_episode
from tests.referrals.factories import HOUSE, make_referrals
from tests.referrals.factories import LATER as REFERRED
from tests.reporting.factories import AUTUMN
from tests.screening.factories import make_draft, tool_version

P = permissions.Permission
ALL_BUT_OWN = frozenset({Reach.CASE, Reach.SHARED, Reach.AUTHORITY})


def case_of_child(child: Any) -> Case:
    return Case.objects.get(child=child)


def case_of_document(made: Any) -> Case:
    return Case.objects.get(pk=made.case_id)


def child_of_case(where: Authority, by: User | None) -> Model:
    return make_case(where=where).child


CASE = Subject(
    make=lambda where, by: make_case(where=where),
    case_of=lambda case: case,  # type: ignore[arg-type,return-value]
    child_of=lambda case: case.child,  # type: ignore[attr-defined]
    reaches=ALL_BUT_OWN,
    permissions=(
        P.CASE_VIEW,
        P.CASE_ALLOCATE,
        P.CASE_MOVE,
        P.CASE_ACCESS_VIEW,
        P.VOICE_VIEW,
        P.VOICE_HEAR,
        P.NOTE_WRITE,
        P.DOCUMENT_ADD,
        P.PLAN_VIEW,
        P.PLAN_ADD,
        P.PLAN_CHANGE,
        P.PLAN_REVIEW,
        P.INTERVENTION_OFFER,
        P.CHRONOLOGY_WRITE,
        P.HAND_OVER_OFFER,
    ),
    shared_with=lambda case: case,
)


def plan_action(where: Authority, by: User | None) -> Model:
    """An action that was given to one person by name."""
    owner = by or UserFactory()
    return make_action(make_plan(make_case(where=where)), person=owner)


PLAN_ACTION = Subject(
    make=plan_action,
    case_of=lambda action: action.case,  # type: ignore[attr-defined]
    child_of=lambda action: action.case.child,  # type: ignore[attr-defined]
    reaches=frozenset(Reach) - {Reach.AGENCY},
    permissions=(P.PLAN_VIEW, P.PLAN_CHANGE, P.PLAN_ACTION_CLOSE),
    shared_with=lambda action: action.case,  # type: ignore[attr-defined]
)


def intervention(where: Authority, by: User | None) -> Model:
    """An intervention of another agency than anybody's who is asked about."""
    return make_intervention(make_case(where=where), provider=AgencyFactory())


INTERVENTION = Subject(
    make=intervention,
    case_of=lambda made: made.case,  # type: ignore[attr-defined]
    child_of=lambda made: made.case.child,  # type: ignore[attr-defined]
    reaches=frozenset(Reach) - {Reach.OWN},
    permissions=(P.INTERVENTION_VIEW, P.INTERVENTION_RECORD),
    shared_with=lambda made: made.case,  # type: ignore[attr-defined]
)
CHILD = Subject(
    make=child_of_case,
    case_of=case_of_child,
    child_of=lambda child: child,
    reaches=ALL_BUT_OWN,
    permissions=(P.CHILD_VIEW, P.CHILD_EDIT, P.SAFE_ADDRESS_REVEAL),
    shared_with=case_of_child,
)


def note(where: Authority, by: User | None) -> Model:
    """A note by whoever is asked for, also of a case that is not theirs any more."""
    when = {"happened_at": NOTED, "written_at": NOTED}
    case, key = make_case(where=where), uuid.uuid4()
    return Note.objects.create(case=case, key=key, kind="VISIT", fact="Seen.", by=by, **when)


NOTE = Subject(
    make=note,
    case_of=lambda note: note.case,  # type: ignore[attr-defined]
    child_of=lambda note: note.case.child,  # type: ignore[attr-defined]
    reaches=frozenset(Reach) - {Reach.AGENCY},
    permissions=(P.NOTE_VIEW, P.NOTE_CORRECT, P.HEALTH_DETAIL_VIEW),
    shared_with=lambda note: note.case,  # type: ignore[attr-defined]
)


def voice(where: Authority, by: User | None) -> Model:
    """What a child said, written down by whoever is asked for."""
    made = hear(make_case(where=where))
    Voice.objects.filter(pk=made.pk).update(by=by)
    return Voice.objects.select_related("case__child").get(pk=made.pk)


VOICE = Subject(
    make=voice,
    case_of=lambda made: made.case,  # type: ignore[attr-defined]
    child_of=lambda made: made.case.child,  # type: ignore[attr-defined]
    reaches=frozenset(Reach) - {Reach.AGENCY},
    permissions=(P.VOICE_VIEW, P.VOICE_CORRECT),
    shared_with=lambda made: made.case,  # type: ignore[attr-defined]
)


def hand_over(where: Authority, by: User | None) -> Model:
    """A hand-over to one person by name, of an agency that nobody who is asked about is of."""
    return HandOver.objects.create(
        reference=references.new("HO"),
        case=make_case(where=where),
        kind=HandOverKind.TEAM,
        because="Invented.",
        to_agency=AgencyFactory(),
        to_role=Role.SCREENER,
        to_user=by or UserFactory(),
        packet=[],
        packet_hash="0" * 64,
        offered_at=NOW,
    )


HAND_OVER = Subject(
    make=hand_over,
    case_of=lambda made: made.case,  # type: ignore[attr-defined]
    child_of=lambda made: made.case.child,  # type: ignore[attr-defined]
    reaches=frozenset(Reach) - {Reach.AGENCY},
    permissions=(P.HAND_OVER_VIEW, P.HAND_OVER_OFFER, P.HAND_OVER_ANSWER, P.HAND_OVER_NOTE),
    shared_with=lambda made: made.case,  # type: ignore[attr-defined]
)


def chronology(where: Authority, by: User | None) -> Model:
    return make_chronology(make_case(where=where))


CHRONOLOGY = Subject(
    make=chronology,
    case_of=lambda row: row.case,  # type: ignore[attr-defined]
    child_of=lambda row: row.case.child,  # type: ignore[attr-defined]
    reaches=ALL_BUT_OWN,
    permissions=(P.CASE_VIEW, P.CHRONOLOGY_WRITE, P.HEALTH_DETAIL_VIEW),
    shared_with=lambda row: row.case,  # type: ignore[attr-defined]
)


def pair(where: Authority, by: User | None) -> Model:
    """A child known in the authority, and a record that may be the same child's."""
    known, other = make_case(where=where).child, make_child()
    note_pairs([(known, other, score_pair(known, other))], by=by, at=NOW)
    return MatchPair.objects.of(known, other).get()


def decision(where: Authority, by: User | None) -> Model:
    """A decision of somebody else about a case."""
    case = make_case(where=where)
    made = keep_decision(case, Decided.MOVED, outcome="Invented.", by=UserFactory(), at=NOW)
    assert made
    return made


DECISION = Subject(
    make=decision,
    case_of=lambda row: row.case,  # type: ignore[attr-defined]
    child_of=lambda row: row.case.child,  # type: ignore[attr-defined]
    reaches=ALL_BUT_OWN,
    permissions=(P.CASE_VIEW,),
    shared_with=lambda row: row.case,  # type: ignore[attr-defined]
)
PAIR = Subject(
    make=pair,
    case_of=lambda made: Case.objects.get(child__in=(made.one_id, made.other_id)),  # type: ignore[attr-defined]
    child_of=lambda made: made.other,  # type: ignore[attr-defined]
    reaches=frozenset({Reach.AUTHORITY}),
    permissions=(P.CHILD_MATCH,),
    shared_with=lambda made: None,
)


def episode(where: Authority, by: User | None) -> Model:
    made = make_episode(where=where)
    Episode.objects.filter(pk=made.pk).update(recorded_by=by)
    make_case(child=made.child, where=where)
    return made


EPISODE = Subject(
    make=episode,
    case_of=lambda episode: case_of_child(episode.child),  # type: ignore[attr-defined]
    child_of=lambda episode: episode.child,  # type: ignore[attr-defined]
    reaches=frozenset(Reach) - {Reach.AGENCY},
    permissions=(P.EPISODE_LOG, P.EPISODE_VIEW, P.EPISODE_UPDATE),
    shared_with=lambda episode: case_of_child(episode.child),  # type: ignore[attr-defined]
)


def imported(where: Authority, by: User | None) -> EpisodeImport:
    return EpisodeImport.objects.create(authority=where, file_hash="0" * 64, previewed_at=NOW)


def parked_row(where: Authority, by: User | None) -> Model:
    batch = imported(where, by)
    IMPORT_PATHWAY.move(batch, to="IMPORTED", by=None, at=NOW, also={"imported_at": NOW})
    said = PARKED.as_json()
    return ImportRow.objects.create(batch=batch, number=2, result=ImportResult.PARKED, said=said)


IMPORT = Subject(
    make=imported,
    case_of=lambda batch: None,
    child_of=lambda batch: None,
    reaches=frozenset({Reach.AUTHORITY}),
    permissions=(P.EPISODE_IMPORT,),
    shared_with=lambda batch: None,
)
PARKED_ROW = Subject(
    make=parked_row,
    case_of=lambda row: None,
    child_of=lambda row: None,
    reaches=frozenset({Reach.AUTHORITY}),
    permissions=(P.EPISODE_MATCH,),
    shared_with=lambda row: None,
)


def screening(where: Authority, by: User | None) -> Model:
    screener = UserFactory(role=Role.SCREENER, role__serving=where)
    made = make_draft(case=make_case(where=where), by=screener)
    if by:
        Screening.objects.filter(pk=made.pk).update(screener=by)
    return made


SCREENING = Subject(
    make=screening,
    case_of=lambda screening: screening.case,  # type: ignore[attr-defined]
    child_of=lambda screening: screening.case.child,  # type: ignore[attr-defined]
    reaches=frozenset(Reach) - {Reach.AGENCY},
    permissions=(
        P.SCREENING_VIEW,
        P.SCREENING_FILL,
        P.SCREENING_SIGN,
        P.SCREENING_COUNTERSIGN,
        P.HEALTH_DETAIL_VIEW,
    ),
    shared_with=lambda screening: screening.case,  # type: ignore[attr-defined]
)


def authority_tool(where: Authority, by: User | None) -> Model:
    return AuthorityTool.objects.create(
        authority=where, version=tool_version(), rule="JUDGEMENT_ONLY", from_at=NOW
    )


AUTHORITY_TOOL = Subject(
    make=authority_tool,
    case_of=lambda tool: None,
    child_of=lambda tool: None,
    reaches=frozenset({Reach.AUTHORITY}),
    permissions=(P.TOOL_VIEW, P.TOOL_RULE_AGREE),
    shared_with=lambda tool: None,
)


def routing_rule(where: Authority, by: User | None) -> Model:
    return RoutingRule.objects.create(
        authority=where,
        place=1,
        agency=AgencyFactory(authority=where),
        role=Role.SCREENER,
        from_at=NOW,
        by=by or UserFactory(),
    )


ROUTING_RULE = Subject(
    make=routing_rule,
    case_of=lambda rule: None,
    child_of=lambda rule: None,
    reaches=frozenset({Reach.AUTHORITY}),
    permissions=(P.CASE_ALLOCATE,),
    shared_with=lambda rule: None,
)


def return_(where: Authority, by: User | None, *, ends: date = AUTUMN.end) -> Model:
    return Return.objects.create(
        reference=references.new("Q"),
        authority=where,
        label=AUTUMN.label,
        start_on=AUTUMN.start,
        end_on=ends,
        standard_quarter=False,
        toolkit="west_midlands_1",
        built_at=NOW,
        built_by=by,
    )


def return_request(where: Authority, by: User | None) -> Model:
    return ReturnRequest.objects.create(
        authority=where,
        label=AUTUMN.label,
        start_on=AUTUMN.start,
        end_on=AUTUMN.end,
        requested_at=NOW,
        requested_by=by,
    )


RETURN = Subject(
    make=return_,
    case_of=lambda made: None,
    child_of=lambda made: None,
    reaches=frozenset({Reach.AUTHORITY}),
    permissions=(P.RETURN_VIEW, P.RETURN_DRAFT, P.RETURN_SIGN_OFF, P.RETURN_DRILL),
    shared_with=lambda made: None,
)
RETURN_REQUEST = Subject(
    make=return_request,
    case_of=lambda made: None,
    child_of=lambda made: None,
    reaches=frozenset({Reach.AUTHORITY}),
    permissions=(P.RETURN_VIEW, P.RETURN_DRAFT),
    shared_with=lambda made: None,
)


def referral(where: Authority, by: User | None) -> Model:
    made = make_referrals(by=HOUSE, where=where)[0]
    accept_referral(made, by=None, at=REFERRED)
    Referral.objects.filter(pk=made.pk).update(by=by)
    return Referral.objects.select_related("case", "child").get(pk=made.pk)


def referral_decision(where: Authority, by: User | None) -> Model:
    """A decision of somebody else about a referral of the person's own."""
    made = referral(where, by)
    kept = keep_triage(made, ReferralStatus.ACCEPTED, by=UserFactory(), at=REFERRED)  # type: ignore[arg-type]
    assert kept
    return kept


def asked(where: Authority, by: User | None) -> Model:
    """A question to one person, about a referral of the authority."""
    return ask_for_more(
        make_referrals(by=HOUSE, where=where)[0],
        agency=AgencyFactory(),
        person=by or UserFactory(),
        question="Invented question?",
        due_at=REFERRED + timedelta(days=2),
        by=None,
        at=REFERRED,
    )


def draft(where: Authority, by: User | None) -> Model:
    now = datetime.now(tz=UTC)
    return Draft.objects.create(
        author=by or UserFactory(),
        authority=where,
        agency=AgencyFactory(),
        child=make_child(),
        begun_at=now,
        expires_at=now + timedelta(days=14),
    )


REFERRAL = Subject(
    make=referral,
    case_of=lambda made: made.case,  # type: ignore[attr-defined]
    child_of=lambda made: made.child,  # type: ignore[attr-defined]
    reaches=frozenset(Reach) - {Reach.AGENCY},
    permissions=(
        P.REFERRAL_VIEW,
        P.REFERRAL_TRIAGE,
        P.REFERRAL_FOLLOW,
        P.REFERRAL_DISAGREE,
        P.REFERRAL_ACKNOWLEDGE,
        P.REFERRAL_RECONSIDER,
    ),
    shared_with=lambda made: made,
)
REFERRAL_DECISION = Subject(
    make=referral_decision,
    case_of=lambda made: made.referral.case,  # type: ignore[attr-defined]
    child_of=lambda made: made.referral.child,  # type: ignore[attr-defined]
    reaches=frozenset(Reach) - {Reach.AGENCY},
    permissions=(P.REFERRAL_VIEW,),
    shared_with=lambda made: made.referral,  # type: ignore[attr-defined]
)
REQUEST = Subject(
    make=asked,
    case_of=lambda made: None,
    child_of=lambda made: made.referral.child,  # type: ignore[attr-defined]
    reaches=frozenset({Reach.OWN}),
    permissions=(P.REFERRAL_ANSWER,),
    shared_with=lambda made: None,
)
DRAFT = Subject(
    make=draft,
    case_of=lambda made: None,
    child_of=lambda made: made.child,  # type: ignore[attr-defined]
    reaches=frozenset({Reach.OWN}),
    permissions=(P.REFERRAL_MAKE,),
    shared_with=lambda made: None,
)


def document(where: Authority, by: User | None) -> Model:
    made = make_document(make_case(where=where))
    Document.objects.filter(pk=made.pk).update(by=by)
    return made


DOCUMENT = Subject(
    make=document,
    case_of=case_of_document,
    child_of=lambda made: case_of_document(made).child,
    reaches=frozenset(Reach) - {Reach.AGENCY},
    permissions=(P.DOCUMENT_VIEW, P.DOCUMENT_WITHDRAW),
    shared_with=case_of_document,
)


def letter(where: Authority, by: User | None) -> Model:
    return make_letter(make_case(where=where))


LETTER = Subject(
    make=letter,
    case_of=case_of_document,
    child_of=lambda made: case_of_document(made).child,
    reaches=frozenset({Reach.AUTHORITY}),
    permissions=(P.LETTER_VIEW,),
    shared_with=case_of_document,
)


def somebody(where: Authority, by: User | None) -> User:
    return UserFactory(role=Role.REFERRER, role__serving=where)


def post(where: Authority, by: User | None) -> Model:
    return somebody(where, by).memberships.get()


def proposal(where: Authority, by: User | None) -> Model:
    return ProposedPost.objects.create(
        user=UserFactory(),
        agency=AgencyFactory(),
        authority=where,
        role=Role.COORDINATOR,
        asked_by=UserFactory(),
        asked_at=NOW,
    )


def access_review(where: Authority, by: User | None) -> Model:
    return AccessReview.objects.create(
        reference=references.new("AR"),
        agency=AgencyFactory(authority=where),
        authority=where,
        opened_at=NOW,
    )


def of_staff(make: Callable[[Authority, User | None], Model]) -> Subject:
    """A record of somebody who works with the portal: no child and no case stands behind it."""
    return Subject(
        make=make,
        case_of=lambda made: None,
        child_of=lambda made: None,
        reaches=frozenset({Reach.AUTHORITY}),
        permissions=(P.ACCOUNT_MANAGE,),
        shared_with=lambda made: None,
    )


SUBJECTS: dict[type[Model], Subject] = {
    User: of_staff(somebody),
    Membership: of_staff(post),
    ProposedPost: of_staff(proposal),
    AccessReview: of_staff(access_review),
    Document: DOCUMENT,
    Letter: LETTER,
    Case: CASE,
    Note: NOTE,
    Voice: VOICE,
    PlanAction: PLAN_ACTION,
    Intervention: INTERVENTION,
    HandOver: HAND_OVER,
    DecisionRecord: DECISION,
    Chronology: CHRONOLOGY,
    Child: CHILD,
    MatchPair: PAIR,
    Episode: EPISODE,
    EpisodeImport: IMPORT,
    ImportRow: PARKED_ROW,
    Screening: SCREENING,
    AuthorityTool: AUTHORITY_TOOL,
    RoutingRule: ROUTING_RULE,
    Referral: REFERRAL,
    ReferralDecision: REFERRAL_DECISION,
    RequestForInformation: REQUEST,
    Draft: DRAFT,
    Return: RETURN,
    ReturnRequest: RETURN_REQUEST,
}
OPEN_TO_THE_ROLE: set[type[Model]] = {ToolVersion}
"""Records of no child and no authority: who holds the permission reads every one."""
