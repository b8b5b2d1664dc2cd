"""What a service says when it will not do a thing: a sentence for the person."""

from __future__ import annotations


class Refused(Exception):
    """A refusal with a plain sentence; doors translate it and lose nothing that was typed."""

    status = 400

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class OutOfReach(Refused):
    """The record is not within the viewer's reach: answered exactly like an unknown id."""

    status = 404

    def __init__(self) -> None:
        super().__init__("Page not found")


class NotAllowed(Refused):
    """Within reach, but this person may not take this step."""

    status = 403


class NotNow(Refused):
    """The step is not open in the record's present state, or somebody was quicker.

    `typed` is what the person had written, by label: the page that says no gives it back.
    """

    status = 409

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.typed: tuple[tuple[str, str], ...] = ()


class Stale(NotNow):
    """Somebody saved since this text was begun: nothing is overwritten (requirement C-1).

    The door shows both texts side by side and keeps what was typed.
    """


class Invalid(Refused):
    """The facts given cannot be true together; `field` names where to put it right."""

    def __init__(self, sentence: str, *, field: str | None = None) -> None:
        super().__init__(sentence)
        self.field = field


class Unreadable(Invalid):
    """An address asks for what its page does not offer: an old or mistyped link."""
