"""Merge the steps of a scenario by time and take them, each once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from datetime import datetime
from zlib import crc32

from django.db import connection, transaction
from django.utils import timezone

from core import outbox
from demo.replay.cases import case_steps, correction_steps, strategy_steps
from demo.replay.children import care_steps, placement_steps
from demo.replay.desks import filter_steps
from demo.replay.documents import document_steps
from demo.replay.episodes import episode_steps
from demo.replay.handovers import hand_over_steps
from demo.replay.pairs import pair_steps
from demo.replay.people import people_steps
from demo.replay.plans import intervention_steps, plan_steps, voice_steps
from demo.replay.referrals import referral_steps
from demo.replay.returns import draft_returns
from demo.replay.screenings import screening_steps
from demo.replay.stage import Stage, Step
from demo.replay.waiting import (
    allocation_steps,
    disagreement_steps,
    draft_steps,
    import_steps,
    request_steps,
    restriction_steps,
    share_steps,
)

SCENARIOS = ("dudley-2015-q3", "today")
LONG = frozenset({"dudley-2015-q3"})
PARTS = (
    care_steps,
    placement_steps,
    episode_steps,
    referral_steps,
    screening_steps,
    case_steps,
    strategy_steps,
    correction_steps,
    request_steps,
    disagreement_steps,
    draft_steps,
    allocation_steps,
    share_steps,
    restriction_steps,
    people_steps,
    document_steps,
    voice_steps,
    plan_steps,
    intervention_steps,
    hand_over_steps,
    import_steps,
    pair_steps,
    filter_steps,
)


@dataclass(frozen=True)
class Share:
    """One part of a scenario's children, so that several processes can load it side by side."""

    number: int = 0
    of: int = 1

    def holds(self, stage: Stage, child: str) -> bool:
        """Is this child ours? Records of one child belong to one share."""
        known = stage.children[child]["same_as"] or child
        return crc32(known.encode()) % self.of == self.number


WHOLE = Share()


def load_scenario(name: str, *, now: datetime, share: Share = WHOLE) -> int:
    """Replay a scenario, or a share of it, as far as it is not loaded; how many steps it took.

    Each step is kept by itself, so that no share waits for another to end; what an interrupted
    loading has not reached is taken by the next. A return counts all children, so that a share
    drafts none: `draft_returns` does, once every share has ended.
    """
    stage = Stage(name, now, mine=share.holds)
    steps = in_order(step for part in PARTS for step in part(stage))
    with in_haste() if name in LONG else nullcontext():
        taken = play(stage, steps)
    return taken + (draft_returns(stage) if share == WHOLE else 0)


@contextmanager
def in_haste() -> Iterator[None]:
    """No savepoints and no waiting for the disk: a step that fails ends the loading anyway.

    The tables it fills have no statistics yet, so the planner is told to use their indexes.
    """
    features = connection.features
    before = features.uses_savepoints
    with connection.cursor() as cursor:
        cursor.execute("SET enable_seqscan = off; SET jit = off; SET synchronous_commit = off")
    features.uses_savepoints = False
    try:
        yield
    finally:
        features.uses_savepoints = before
        with connection.cursor() as cursor:
            cursor.execute("RESET enable_seqscan; RESET jit; RESET synchronous_commit")


def in_order(steps: Iterable[Step]) -> Iterator[Step]:
    """By time; at one moment in the order the pathway takes them."""
    yield from sorted(steps, key=lambda step: (step.at, step.rank, step.key))


def play(stage: Stage, steps: Iterable[Step]) -> int:
    """Take each step that was not taken before, and let its effects happen before the next."""
    taken = 0
    for step in steps:
        if stage.has(step.key):
            continue
        take(step, stage)
        taken += 1
    return taken


@transaction.atomic
def take(step: Step, stage: Stage) -> None:
    """Take one step, remember its record, and let its effects happen."""
    record = step.do()
    if record is not None:
        stage.keep(step.key, record)
    carry_out_effects(step)
    stage.write_down()


def carry_out_effects(step: Step) -> None:
    """What follows from a step happens at once: later would be out of order."""
    while waiting := outbox.waiting(now=timezone.now()):
        for effect in waiting:
            if not outbox.carry_out(effect, now=timezone.now()):
                raise RuntimeError(f"an effect of {step.key} failed")
