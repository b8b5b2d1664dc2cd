"""Tags and filters every page uses: dates, tags in words, due times, charts, block parts."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django import template
from django.template.context import Context
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from core.layout.parts import Bar, Cell
from core.layout.stacks import stacked

register = template.Library()

RISK = {
    "NO_CURRENT_RISK": ("No current risk", "grey"),
    "AT_RISK": ("At risk", "yellow"),
    "SIGNIFICANT": ("Significant risk", "orange"),
    "SERIOUS": ("Serious risk", "red"),
}


def _local(moment: datetime) -> datetime:
    """The moment by the portal's own clock; a naive one is taken to be local already."""
    return timezone.localtime(moment, timezone.get_default_timezone()) if moment.tzinfo else moment


@register.filter
def uk_date(value: date | datetime | None) -> str:
    """22 November 2026"""
    if not value:
        return ""
    day = _local(value) if isinstance(value, datetime) else value
    return f"{day.day} {day:%B %Y}"


@register.filter
def uk_time(value: datetime | None) -> str:
    """14:05"""
    return f"{_local(value):%H:%M}" if value else ""


@register.filter
def uk_datetime(value: datetime | date | None) -> str:
    """22 November 2026, 14:05; a date alone has no time."""
    if not isinstance(value, datetime):
        return uk_date(value)
    return f"{uk_date(value)}, {uk_time(value)}"


@register.filter
def iso(value: datetime | date) -> str:
    """The machine's form of a date, for `<time datetime>`."""
    return value.isoformat()


@register.filter
def figure(value: int | float | None) -> str:
    """1,234; a figure that could not be made is "not available", never 0."""
    return "not available" if value is None else f"{value:,}"


@register.filter
def shown(value: object) -> object:
    """What a record holds, or that it holds nothing; 0 and "no" are answers."""
    return "Not recorded" if value is None or value == "" else value


@register.filter
def as_cell(value: object) -> object:
    """A table cell as it is, or plain text made into one."""
    return value if isinstance(value, dict) or hasattr(value, "text") else Cell(value)


@register.simple_tag
def tag(text: object, colour: str = "") -> SafeString:
    """A tag that says its meaning in words; the colour only repeats it."""
    css = f"govuk-tag govuk-tag--{colour}" if colour else "govuk-tag"
    return format_html('<strong class="{}">{}</strong>', css, text)


@register.simple_tag
def risk_tag(level: str) -> SafeString:
    """A risk level (risk_level code list) in words; a level never assessed says so."""
    label, colour = RISK.get(level, ("Not yet screened", "grey"))
    return tag(label, colour)


def how_long(gap: timedelta) -> str:
    """A span in the words people say: "3 days", "21 h", "2 h 10 min", "5 min"."""
    minutes = max(int(gap.total_seconds() // 60), 0)
    if minutes >= 48 * 60:
        return f"{minutes // (24 * 60)} days"
    hours, rest = divmod(minutes, 60)
    if rest and 0 < hours < 12:
        return f"{hours} h {rest} min"
    return f"{hours} h" if hours else f"{rest} min" if rest else "under 1 min"


def due_words(due: datetime | date, now: datetime) -> tuple[str, str]:
    """What to say of a due time, and how pressing it is: late, soon or ahead."""
    if isinstance(due, datetime):
        return _due_moment(due, now)
    days = (due - _local(now).date()).days
    if days < 0:
        return f"{-days} day{'s' if days < -1 else ''} late", "late"
    if days < 2:
        return ("due today", "due tomorrow")[days], "soon"
    return f"due {uk_date(due)}", "ahead"


def _due_moment(due: datetime, now: datetime) -> tuple[str, str]:
    if due < now:
        return f"{how_long(now - due)} late", "late"
    days = (_local(due).date() - _local(now).date()).days
    if days == 0 or due - now < timedelta(hours=12):
        return f"{how_long(due - now)} left", "soon"
    if days == 1:
        return f"due tomorrow, {uk_time(due)}", "soon"
    return f"due {uk_date(due)}, {uk_time(due)}", "ahead"


@register.simple_tag(takes_context=True)
def due(
    context: Context, due_at: datetime | date | None, now: datetime | None = None
) -> SafeString | str:
    """When something is due, in words and colour. `now` is the page's `now`, or the shell's."""
    if due_at is None:
        return "no time limit"
    moment = now or context.get("now") or getattr(context.get("shell"), "now", None)
    words, press = due_words(due_at, moment) if moment else (f"due {uk_datetime(due_at)}", "ahead")
    html = '<time class="app-due app-due--{}" datetime="{}" title="{}">{}</time>'
    return format_html(html, press, _to_the_minute(due_at), uk_datetime(due_at), words)


def _to_the_minute(due_at: datetime | date) -> str:
    return due_at.isoformat("T", "minutes") if isinstance(due_at, datetime) else due_at.isoformat()


@register.simple_tag
def bar_chart(title: str, bars: Iterable[Bar], unit: str = "") -> SafeString:
    """A bar chart as SVG. It only repeats the table beside it, and says its figures in words."""
    drawn = list(bars)
    most = max((bar.value or 0 for bar in drawn), default=0) or 1
    left = max([202, *(8 * len(bar.label) for bar in drawn)]) + 8
    rows = format_html_join(
        "", "{}", ((_bar(bar, place, most, left),) for place, bar in enumerate(drawn))
    )
    said = "; ".join(f"{bar.label}: {figure(bar.value)}" for bar in drawn)
    return format_html(
        '<svg class="app-chart" role="img" viewBox="0 0 {} {}" width="{}" height="{}"'
        ' xmlns="http://www.w3.org/2000/svg"><title>{}</title><desc>{}{}</desc>{}</svg>',
        *(left + 390, len(drawn) * 36) * 2,
        title,
        said,
        f" ({unit})" if unit else "",
        rows,
    )


def _bar(bar: Bar, place: int, most: int, left: int) -> SafeString:
    top, width = place * 36, round(320 * (bar.value or 0) / most)
    return format_html(
        '<text x="0" y="{}" class="app-chart__label">{}</text>'
        '<rect x="{}" y="{}" width="{}" height="24" class="app-chart__bar"></rect>'
        '<text x="{}" y="{}" class="app-chart__value">{}</text>',
        *(top + 21, bar.label, left, top + 4, width),
        *(left + 8 + width, top + 21, figure(bar.value)),
    )


@register.simple_block_tag
def scroll(content: SafeString, label: str) -> SafeString:
    """A wide table in a region that scrolls by keyboard, so that the page never does."""
    html = '<div class="app-scroll" role="region" aria-label="{}" tabindex="0">{}</div>'
    return format_html(html, label, content)


@register.simple_block_tag
def stack(content: SafeString, label: str) -> SafeString:
    """A list as a table; where it has no room, each row stands on end, its cells named."""
    html = '<div class="app-scroll app-stack" role="region" aria-label="{}" tabindex="0">{}</div>'
    return format_html(html, label, stacked(content))


@register.simple_block_tag
def card(content: SafeString, title: str, level: int = 2) -> SafeString:
    """A summary card round any content."""
    heading = f"h{level}"
    return format_html(
        '<div class="govuk-summary-card"><div class="govuk-summary-card__title-wrapper">'
        '<{} class="govuk-summary-card__title">{}</{}></div>'
        '<div class="govuk-summary-card__content">{}</div></div>',
        *(heading, title, heading, content),
    )


@register.simple_block_tag
def row(content: SafeString, key: str, url: str = "", action: str = "Change") -> SafeString:
    """One line of a `<dl class="govuk-summary-list">`, with one action when `url` is given."""
    link = format_html(
        '<dd class="govuk-summary-list__actions"><a class="govuk-link" href="{}">{}'
        '<span class="govuk-visually-hidden"> {}</span></a></dd>',
        *(url, action, key.lower()),
    )
    return format_html(
        '<div class="govuk-summary-list__row{}"><dt class="govuk-summary-list__key">{}</dt>'
        '<dd class="govuk-summary-list__value">{}</dd>{}</div>',
        *("" if url else " govuk-summary-list__row--no-actions", key, content, link if url else ""),
    )


@register.simple_block_tag
def details(content: SafeString, summary: str) -> SafeString:
    """Text behind a summary line."""
    return format_html(
        '<details class="govuk-details"><summary class="govuk-details__summary">'
        '<span class="govuk-details__summary-text">{}</span></summary>'
        '<div class="govuk-details__text">{}</div></details>',
        *(summary, content),
    )
