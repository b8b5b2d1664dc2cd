"""Signing and revising: four eyes, frozen by the database, superseded with a reason."""

from __future__ import annotations

import pytest
from django.db import DatabaseError

from agencies.models import User
from agencies.roles import Role
from cases.models import RiskLevel
from core.refusals import Invalid, NotAllowed, NotNow, OutOfReach
from duties.models import Duty
from reporting import services
from reporting.models import (
    Figure,
    FigureCell,
    FigureRow,
    Return,
    ReturnStatus,
)
from reporting.selectors.returns import checksum_as_stored
from tests.agencies.factories import SANDWELL, UserFactory, authority
from tests.reporting.factories import (
    LATER,
    NOW,
    analyst,
    at_risk,
    coordinator,
    draft,
    set_level,
    sign,
    value,
)

pytestmark = pytest.mark.django_db(transaction=True)


def test_sign_off_return_freezes_it_and_ends_what_was_owed() -> None:
    case = at_risk()
    record = draft(by=analyst())
    signer = coordinator()
    services.sign_off_return(record, by=signer, at=LATER)
    set_level(case, RiskLevel.SERIOUS)
    record.refresh_from_db()
    assert (record.status, record.signed_by, record.signed_at) == ("SIGNED_OFF", signer, LATER)
    assert value(record, "M002") == 0
    assert record.checksum == checksum_as_stored(record)
    assert Duty.objects.get(record_id=record.pk).status == Duty.Status.DONE
    with pytest.raises(NotNow, match="This period is signed off"):
        draft()


def test_whoever_drafted_a_return_does_not_sign_it() -> None:
    both = UserFactory(role=Role.ANALYST)
    services_post = UserFactory(role=Role.COORDINATOR).memberships.get()
    services_post.pk, services_post.user = None, both
    services_post.save(force_insert=True)
    record = draft(by=both)
    with pytest.raises(NotAllowed, match="somebody else must sign it off"):
        services.sign_off_return(record, by=User.objects.get(pk=both.pk), at=NOW)


def test_an_analyst_does_not_sign_off() -> None:
    record = draft()
    with pytest.raises(NotAllowed, match="Only the coordinator or team manager"):
        services.sign_off_return(record, by=analyst(), at=NOW)


def test_a_coordinator_elsewhere_does_not_learn_of_the_return() -> None:
    record = draft()
    elsewhere = UserFactory(role=Role.COORDINATOR, role__serving=authority(SANDWELL))
    with pytest.raises(OutOfReach):
        services.sign_off_return(record, by=elsewhere, at=NOW)


def test_a_return_is_signed_once() -> None:
    record = sign(draft())
    with pytest.raises(NotNow):
        sign(record)


def test_revise_return_supersedes_the_signed_one_when_it_is_signed() -> None:
    case = at_risk(RiskLevel.SIGNIFICANT)
    first = sign(draft())
    set_level(case, RiskLevel.SERIOUS)
    revision = services.revise_return(first, because="A level was late.", by=analyst(), at=LATER)
    first.refresh_from_db()
    assert (first.status, revision.status) == (ReturnStatus.SIGNED_OFF, ReturnStatus.DRAFT)
    sign(revision, at=LATER)
    first.refresh_from_db()
    assert first.status == ReturnStatus.SUPERSEDED
    assert (value(first, "M002"), value(revision, "M002")) == (0, 1)
    assert (revision.revises, revision.because) == (first, "A level was late.")


def test_a_revision_needs_a_reason() -> None:
    signed = sign(draft())
    with pytest.raises(Invalid, match="Say why"):
        services.revise_return(signed, because=" ", by=analyst(), at=LATER)


def test_a_draft_is_not_revised() -> None:
    with pytest.raises(NotNow, match="Only a return that is signed off"):
        services.revise_return(draft(), because="Late.", by=analyst(), at=LATER)


@pytest.mark.parametrize("model", [Return, Figure, FigureCell, FigureRow])
@pytest.mark.parametrize("signed", [False, True])
def test_the_database_refuses_every_change_of_what_is_stored(
    model: type[Return], signed: bool
) -> None:
    at_risk()
    record = draft()
    if signed:
        sign(record)
    column = {"Return": "checksum", "FigureRow": "kind"}.get(model.__name__, "label")
    with pytest.raises(DatabaseError, match="written once"):
        model.objects.update(**{column: "x"})
    with pytest.raises(DatabaseError, match="written once"):
        model.objects.filter(pk__isnull=False)._raw_delete("default")


@pytest.mark.parametrize("status", ["DRAFT", "SIGNED_OFF"])
def test_the_database_lets_no_status_move_back(status: str) -> None:
    record = sign(draft())
    if status == "SIGNED_OFF":
        Return.objects.filter(pk=record.pk).update(status="SUPERSEDED")
    with pytest.raises(DatabaseError, match="written once"):
        Return.objects.filter(pk=record.pk).update(status=status)


def test_the_database_adds_nothing_to_a_signed_return() -> None:
    record = sign(draft())
    figure = record.figures.get(code="M001")
    with pytest.raises(DatabaseError, match="written once"):
        FigureCell.objects.create(
            figure=figure, position=99, breakdown="ward", key="X", label="X", value=1
        )


def test_what_was_added_to_a_draft_by_hand_is_not_signed() -> None:
    record = draft()
    figure = record.figures.get(code="M001")
    FigureCell.objects.create(
        figure=figure, position=99, breakdown="ward", key="X", label="X", value=1
    )
    with pytest.raises(NotNow, match="no longer fits the checksum"):
        sign(record)
