"""Why figures of children do not add up, in words worked out from the figures themselves."""

from __future__ import annotations

from reporting.selectors.returns import ReturnContents

CHILDREN = ("M040", "M042", "M044", "M046")
EPISODES = ("M041", "M043", "M045", "M047", "M048")


def explanations(contents: ReturnContents) -> tuple[str, ...]:
    """The sentences a reader needs who adds up home and care and does not get the total."""
    return tuple(text for text in (_of_children(contents), _of_episodes(contents)) if text)


def _of_children(contents: ReturnContents) -> str:
    """Missing, section 5: home + care - both + neither = all."""
    values = [contents.value(code) for code in CHILDREN]
    if None in values:
        return ""
    total, home, care, both = (value or 0 for value in values)
    neither = total - (home + care - both)
    reasons = []
    if both:
        each = "counts" if both == 1 else "count"
        reasons.append(f"{_children(both)} went missing from both and {each} once in each")
    if neither:
        reasons.append(
            f"{_children(neither)} went missing only from education, or from where is not known"
        )
    return _sentence(f"{home} from home and {care} from care are not {total}", reasons)


def _of_episodes(contents: ReturnContents) -> str:
    values = [contents.value(code) for code in EPISODES]
    if None in values:
        return ""
    total, home, care, unknown, education = (value or 0 for value in values)
    reasons = []
    if unknown:
        verb = "does" if unknown == 1 else "do"
        reasons.append(f"{_episodes(unknown)} {verb} not say what the child was missing from")
    if education:
        verb = "is" if education == 1 else "are"
        reasons.append(f"{_episodes(education)} {verb} from education")
    return _sentence(f"{home} episodes from home and {care} from care are not {total}", reasons)


def _sentence(claim: str, reasons: list[str]) -> str:
    return f"{claim} because {' and '.join(reasons)}." if reasons else ""


def _children(number: int) -> str:
    return f"{number:,} child" if number == 1 else f"{number:,} children"


def _episodes(number: int) -> str:
    return f"{number:,} episode" if number == 1 else f"{number:,} episodes"
