"""The matrix can be read aloud: a permission has a meaning and a refusal, a role has a name."""

from __future__ import annotations

import pytest

from agencies.permissions import MEANINGS, SENTENCES, Permission
from agencies.roles import MATRIX, ROLE_NAMES, Role


@pytest.mark.parametrize("permission", Permission)
def test_a_permission_is_explained_in_words(permission: Permission) -> None:
    meaning = MEANINGS[permission]
    assert " " in meaning
    assert meaning[0].isupper()
    assert not meaning.endswith(".")
    assert SENTENCES[permission].endswith(".")


def test_no_two_permissions_mean_the_same() -> None:
    assert len(set(MEANINGS.values())) == len(Permission)


def test_every_role_has_a_name_and_a_row() -> None:
    assert set(ROLE_NAMES) == set(MATRIX) == set(Role)
