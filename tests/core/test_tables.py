"""The tables are made whole: every column, constraint and index that the models name is there."""

from __future__ import annotations

from typing import Any

import pytest
from django.apps import apps
from django.db import connection

from tests.architecture.house import APPS

MODELS = [
    model
    for app in APPS
    for model in apps.get_app_config(app).get_models(include_auto_created=True)
    if model._meta.managed and not model._meta.proxy
]


@pytest.mark.django_db
@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_a_table_is_what_its_model_says(model: Any) -> None:
    table = model._meta.db_table
    with connection.cursor() as cursor:
        described = connection.introspection.get_table_description(cursor, table)
        there = connection.introspection.get_constraints(cursor, table)
    assert {one.name for one in described} == {
        field.column for field in model._meta.local_concrete_fields
    }
    named = {one.name for one in (*model._meta.constraints, *model._meta.indexes)}
    assert named <= set(there)
    for field in model._meta.local_concrete_fields:
        about = [row for row in there.values() if row["columns"] == [field.column]]
        assert not field.unique or any(row["unique"] for row in about), field
        if field.remote_field and field.db_constraint:
            assert any(row["foreign_key"] for row in about), field
    for columns_together in model._meta.unique_together:
        wanted = [model._meta.get_field(name).column for name in columns_together]
        assert any(row["unique"] and row["columns"] == wanted for row in there.values())
