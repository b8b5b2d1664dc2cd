"""A column among ids that a subquery gives, in a form that an index serves beside an OR."""

from __future__ import annotations

from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import BooleanField, F, Func, QuerySet


class Among(Func):
    """`column = ANY(ARRAY(ids))`: the ids are read once, then each is looked up by index.

    `column IN (ids)` beside an OR makes PostgreSQL read the whole table.
    """

    template = "%(expressions)s)"
    arg_joiner = " = ANY("
    output_field = BooleanField()

    def __init__(self, column: str, ids: QuerySet[Any]) -> None:
        super().__init__(F(column), ArraySubquery(ids))
