"""What can happen to the record of a child."""

from enum import StrEnum


class ChildEvent(StrEnum):
    RECORDED = "child.recorded"
    FACT_RECORDED = "child.fact_recorded"
    FACT_CORRECTED = "child.fact_corrected"
    FACT_ENDED = "child.fact_ended"
    FACT_MOVED = "child.fact_moved"
    VERIFIED = "child.verified"
    SAME_CHILD = "child.same_child"
    SEPARATED = "child.separated"
    PAIR_DECIDED = "child.pair_decided"
