"""Definitions to spoil."""

import copy
from typing import Any

import pytest

from screening.tool import shipped_definition


@pytest.fixture
def definition() -> dict[str, Any]:
    """A definition to spoil."""
    return copy.deepcopy(shipped_definition("DUDLEY-2015"))


@pytest.fixture
def bands() -> dict[str, Any]:
    """A definition with score bands to spoil."""
    return copy.deepcopy(shipped_definition("SERAF"))
