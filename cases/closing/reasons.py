"""What each reason for closing asks for, and what somebody writes down."""

from __future__ import annotations

from dataclasses import dataclass

from cases.models import Case, ClosingStep, HandOverKind
from cases.policies import STATE_OF
from core.refusals import OutOfReach

WRITTEN = (ClosingStep.AGREED, ClosingStep.DISRUPTION, ClosingStep.TOLD, ClosingStep.RETENTION)
SPARED: dict[str, frozenset[str]] = {
    "DIED": frozenset({"RISK", ClosingStep.AGREED, ClosingStep.DISRUPTION, "VOICE"}),
    "DUPLICATE": frozenset({"RISK", "VOICE", *WRITTEN}),
    "NOT_CSE": frozenset({"RISK", ClosingStep.DISRUPTION}),
    "TRANSFER_LA": frozenset({"RISK"}),
    "TRANSITION_ADULT": frozenset({"RISK"}),
    "STEP_UP_CSC": frozenset({"RISK"}),
    "DISENGAGED": frozenset({"RISK"}),
}
"""What a reason does not ask for [D]: the risk is not said to have gone, or nobody is left."""
SHOWN_BY = {
    "RISK_REDUCED": "The level is “No current CSE risk”.",
    "STEP_DOWN_EH": "The case is stepped down.",
    "STEP_UP_CSC": "Say the case reference of Children's Services.",
    "TRANSFER_LA": "Say who accepted in writing there, and when the police were told.",
    "TRANSITION_ADULT": "Say when YPSE discussed it and who the adult lead is.",
    "DISENGAGED": "Say which panel agreed. Never while the risk is serious.",
    "NOT_CSE": "Say why.",
    "DUPLICATE": "Say which record stands.",
}
"""What each reason needs (list `case_closure_reason`), as its hint."""
TO_SAY = frozenset(SHOWN_BY) - {"RISK_REDUCED", "STEP_DOWN_EH"}
"""Reasons that need words; the case itself shows the others."""


@dataclass(frozen=True)
class ToWrite:
    """A criterion that somebody writes down: what to say, and what is usually said."""

    step: ClosingStep
    order: int
    hint: str
    suggested: str = ""

    @property
    def label(self) -> str:
        return self.step.label


TO_WRITE = (
    ToWrite(
        ClosingStep.AGREED,
        20,
        "The panel and who chaired it, or the two managers by name. Until panels are kept here, "
        "this entry stands for the discussion.",
    ),
    ToWrite(
        ClosingStep.DISRUPTION, 60, "Finished, handed to police (to whom), or why there was none."
    ),
    ToWrite(ClosingStep.TOLD, 70, "Which agencies were told, and how."),
    ToWrite(
        ClosingStep.RETENTION,
        80,
        "CSE-75, 75 years from the date of birth, is the class of a closed CSE case. Say why if "
        "it is another one; a longer class of a looked-after child wins.",
        suggested="CSE-75",
    ),
)
WITHOUT_ACCEPTANCE = ToWrite(
    ClosingStep.OVERRIDE,
    15,
    "Only a team manager writes this: why the case closes although nobody accepted it, and who "
    "keeps the child safe.",
)


def to_write(name: str) -> ToWrite:
    """The criterion that an address names; OutOfReach for any other word."""
    for one in (*TO_WRITE, WITHOUT_ACCEPTANCE):
        if one.step == name.upper():
            return one
    raise OutOfReach


LEAVES = {"TRANSFER_LA": HandOverKind.AUTHORITY, "TRANSITION_ADULT": HandOverKind.ADULT}
LEAVING = {kind: STATE_OF[kind] for kind in LEAVES.values()}
NOBODY_TAKES = ("DIED", "DUPLICATE")


def leaves_by(case: Case, reason: str) -> HandOverKind | None:
    """How a case leaves that closes for this reason, or from the state it is in."""
    if reason in NOBODY_TAKES:
        return None
    from_state = (kind for kind, state in LEAVING.items() if case.status == state)
    return LEAVES.get(reason) or next(from_state, None)


def leaves_so(kind: HandOverKind, case: Case, reason: str) -> bool:
    """Whether a case that closes for this reason leaves in this way."""
    return leaves_by(case, reason) == kind
