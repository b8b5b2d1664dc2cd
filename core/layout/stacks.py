"""A list as a table that stands on end where the screen is narrow: each cell says its column.

Where a table is drawn as blocks some readers no longer hear that it is one, so every part also says
its role (the responsive table of the NHS design system does the same).
"""

import re
from html import unescape

from django.utils.html import escape, strip_tags
from django.utils.safestring import SafeString, mark_safe

ROLES = {"table": "table", "thead": "rowgroup", "tbody": "rowgroup", "tr": "row", "td": "cell"}
TAG = re.compile(r"<(table|thead|tbody|tr|th|td)\b([^>]*)>")
HEADING = re.compile(r"<th\b[^>]*>(.*?)</th>", re.DOTALL)
INDENT = re.compile(r"\s*\n\s*")
UNSAID = re.compile(r"<span[^>]*aria-hidden[^>]*>.*?</span>", re.DOTALL)


def stacked(table: str) -> SafeString:
    """One `<table>` with a `<thead>`, drawn by a template: its cells named, its parts with roles.

    The first cell of a row is its heading and needs no name, nor does one that spans columns. What
    the template drew is escaped already; its indents are left out, a long list is half of them.
    """
    head, middle, body = table.partition("</thead>")
    names = [_said(heading) for heading in HEADING.findall(head)]
    rows = body.split("<tr")
    marked = [_with_roles(rows[0]), *(_named("<tr" + row, names) for row in rows[1:])]
    whole = _with_roles(head) + middle + "".join(marked)
    return mark_safe(INDENT.sub("\n", whole))  # noqa: S308  # nosec B703 B308  # escaped already


def _said(heading: str) -> str:
    """The words of a heading, without marks that are only for the eye."""
    return " ".join(unescape(strip_tags(UNSAID.sub("", heading))).split())


def _with_roles(html: str) -> str:
    return TAG.sub(lambda tag: f'<{tag[1]} role="{_role(tag)}"{tag[2]}>', html)


def _named(row: str, names: list[str]) -> str:
    cells = iter(["", *names[1:]])

    def mark(tag: re.Match[str]) -> str:
        name = next(cells, "") if tag[1] in ("td", "th") else ""
        label = f' data-label="{escape(name)}"' if name and "colspan" not in tag[2] else ""
        return f'<{tag[1]} role="{_role(tag)}"{label}{tag[2]}>'

    return TAG.sub(mark, row)


def _role(tag: re.Match[str]) -> str:
    if tag[1] != "th":
        return ROLES[tag[1]]
    return "rowheader" if 'scope="row"' in tag[2] else "columnheader"
