"""Every read of a return, and the sources its figures are counted from."""

from reporting.selectors.pages import (
    FigurePage,
    authorities_to_draft,
    authority_to_draft,
    compare_page,
    figure_page,
    list_page,
    return_page,
)
from reporting.selectors.returns import (
    CellContents,
    contents,
    request_for,
    return_for,
    returns_for,
    standing_return,
)
from reporting.selectors.rows import RowsPage, cell_rows, figure_rows

__all__ = [
    "CellContents",
    "FigurePage",
    "RowsPage",
    "authorities_to_draft",
    "authority_to_draft",
    "cell_rows",
    "compare_page",
    "contents",
    "figure_page",
    "figure_rows",
    "list_page",
    "request_for",
    "return_for",
    "return_page",
    "returns_for",
    "standing_return",
]
