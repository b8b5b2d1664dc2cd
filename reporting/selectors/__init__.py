"""Every read of a return, and the sources its figures are counted from."""

from reporting.selectors.returns import (
    FigureContents,
    ReturnContents,
    contents,
    previous_of,
    request_for,
    requests_for,
    return_for,
    returns_for,
    standing_return,
)

__all__ = [
    "FigureContents",
    "ReturnContents",
    "contents",
    "previous_of",
    "request_for",
    "requests_for",
    "return_for",
    "returns_for",
    "standing_return",
]
