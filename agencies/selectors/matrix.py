"""The permission matrix as a table."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from agencies.permissions import MEANINGS, Permission, Reach
from agencies.roles import MATRIX, Role


@dataclass(frozen=True)
class MatrixRow:
    """One permission, in words, with its reach for each role, in the order of `Role`."""

    permission: Permission
    meaning: str
    reaches: tuple[tuple[Role, tuple[Reach, ...]], ...]


def permission_matrix() -> list[MatrixRow]:
    """Role x permission x reach, as a table with one row a permission."""
    return [
        MatrixRow(
            permission,
            MEANINGS[permission],
            tuple((role, _in_order(MATRIX[role].get(permission, ()))) for role in Role),
        )
        for permission in Permission
    ]


def _in_order(reaches: Iterable[Reach]) -> tuple[Reach, ...]:
    return tuple(sorted(reaches, key=list(Reach).index))
