"""What a released file shows: its pages as pictures, or its words, made apart from the portal."""

from documents.previews.showing import (
    KINDS,
    CannotBeShown,
    Page,
    Shown,
    Why,
    can_show,
    show,
    shows,
)

__all__ = ["KINDS", "CannotBeShown", "Page", "Shown", "Why", "can_show", "show", "shows"]
