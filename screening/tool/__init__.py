"""A screening tool as data: its shape, how it is read, checked, compared and shipped."""

from screening.tool.checks import validate
from screening.tool.comparison import (
    Change,
    Comparison,
    canonical_json,
    compare,
    definition_hash,
)
from screening.tool.parsing import ToolError, parse
from screening.tool.shape import (
    JUDGEMENT_ONLY,
    SCORE_BANDS,
    Group,
    Indicator,
    IndicatorGroup,
    Level,
    Outcome,
    Tool,
    Window,
    evidence_name,
    field_name,
)
from screening.tool.sources import shipped_definition, shipped_definitions

__all__ = [
    "JUDGEMENT_ONLY",
    "SCORE_BANDS",
    "Change",
    "Comparison",
    "Group",
    "Indicator",
    "IndicatorGroup",
    "Level",
    "Outcome",
    "Tool",
    "ToolError",
    "Window",
    "canonical_json",
    "compare",
    "definition_hash",
    "evidence_name",
    "field_name",
    "parse",
    "shipped_definition",
    "shipped_definitions",
    "validate",
]
