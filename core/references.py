"""References people read out over the telephone: random, so that they count nothing."""

from __future__ import annotations

import secrets

ALPHABET = "23456789BCDFGHJKLMNPQRSTVWXYZ"
"""No vowels, no 0, 1 or look-alikes: nothing to mishear and no words."""


def new(prefix: str) -> str:
    """A fresh reference such as R-7K3M-Q2XD; about 4 x 10^11 of each prefix."""
    letters = "".join(secrets.choice(ALPHABET) for _ in range(8))
    return f"{prefix}-{letters[:4]}-{letters[4:]}"
