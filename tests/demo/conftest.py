"""The demo's people, as `seed_demo` opens their accounts."""

from __future__ import annotations

import pytest

from agencies.models import User
from demo.people import load_people


@pytest.fixture
def people(db: None) -> dict[str, User]:
    """Everyone who may sign in, by e-mail address."""
    return load_people()
