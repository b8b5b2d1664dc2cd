"""One step at a time: only steps of the table, and of two people at once exactly one wins."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from threading import Barrier, Thread

import pytest
from django.db import connection

from cases.models import PATHWAY, Case, CaseStatus
from core.refusals import NotNow
from core.workflow import Workflow, history
from tests.agencies.factories import UserFactory
from tests.cases.factories import make_case

NOW = datetime(2026, 1, 5, 9, tzinfo=UTC)
SMALL = Workflow(
    {"NEW": {"DONE", "LEFT"}, "DONE": set(), "LEFT": {"NEW"}}, start="NEW", words={"NEW": "New"}
)


def test_a_table_says_what_may_follow_what() -> None:
    assert SMALL.allows("NEW", "DONE")
    assert not SMALL.allows("DONE", "NEW")
    assert not SMALL.allows("UNKNOWN", "NEW")
    assert list(SMALL.pairs()) == [("NEW", "DONE"), ("NEW", "LEFT"), ("LEFT", "NEW")]


def test_a_diagram_shows_the_start_every_step_and_the_ends() -> None:
    lines = SMALL.diagram().split("\n")
    assert lines[:2] == ["stateDiagram-v2", "    [*] --> NEW"]
    assert "    NEW --> LEFT" in lines
    assert "    DONE --> [*]" in lines


@pytest.mark.django_db
def test_a_step_is_remembered_with_who_when_and_why() -> None:
    case, user = make_case(), UserFactory()
    PATHWAY.move(case, to=CaseStatus.WITH_SOCIAL_CARE, by=user, at=NOW, because="Section 47.")
    first, second = history(case)
    assert (first.from_status, first.to_status) == ("", "SCREENING")
    assert (second.from_status, second.to_status) == ("SCREENING", "WITH_SOCIAL_CARE")
    assert (second.by_id, second.at, second.because) == (user.pk, NOW, "Section 47.")


@pytest.mark.django_db
def test_a_step_that_is_not_open_is_refused_and_changes_nothing() -> None:
    case = make_case()
    with pytest.raises(NotNow, match="cannot become “MASE cycle” while it is “Screening”"):
        PATHWAY.move(case, to=CaseStatus.MASE_CYCLE, by=None, at=NOW)
    case.refresh_from_db()
    assert case.status == CaseStatus.SCREENING
    assert history(case).count() == 1


@pytest.mark.django_db
def test_a_stale_copy_is_told_that_somebody_was_quicker() -> None:
    case = make_case()
    stale = Case.objects.get(pk=case.pk)
    PATHWAY.move(case, to=CaseStatus.OUTCOME_SET, by=None, at=NOW)
    with pytest.raises(NotNow, match="has recorded “Outcome set”"):
        PATHWAY.move(stale, to=CaseStatus.WITH_SOCIAL_CARE, by=None, at=NOW)


def at_once(*jobs: Callable[[], None]) -> list[str]:
    """Run jobs in threads that start together; the sentences of those that were refused."""
    start, refused = Barrier(len(jobs)), list[str]()

    def run(job: Callable[[], None]) -> None:
        start.wait()
        try:
            job()
        except NotNow as error:
            refused.append(error.sentence)
        finally:
            connection.close()

    threads = [Thread(target=run, args=(job,)) for job in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return refused


@pytest.mark.django_db(transaction=True)
def test_of_two_people_deciding_at_once_exactly_one_wins() -> None:
    case = make_case()
    copies = [Case.objects.get(pk=case.pk) for _ in range(2)]
    steps = (CaseStatus.OUTCOME_SET, CaseStatus.WITH_SOCIAL_CARE)

    def mover(copy: Case, to: CaseStatus) -> Callable[[], None]:
        return lambda: PATHWAY.move(copy, to=to, by=None, at=NOW)

    refused = at_once(*(mover(*pair) for pair in zip(copies, steps, strict=True)))
    assert len(refused) == 1
    assert history(case).count() == 2
