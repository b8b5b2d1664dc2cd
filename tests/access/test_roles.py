"""Role x permission x relation, for every kind of record: the engine against the matrix."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from django.db import transaction
from django.db.models import Model

from agencies import access
from agencies.permissions import Permission
from agencies.roles import Role
from tests.access.relations import BARRED, Relation, distinct, expected, stand
from tests.access.subjects import OPEN_TO_THE_ROLE, SUBJECTS

pytestmark = pytest.mark.django_db


def check(
    model: type[Model], permissions: Iterable[Permission], role: Role, relation: Relation
) -> None:
    """One person who stands so to one record; undone, so that it is in no other person's list."""
    subject = SUBJECTS[model]
    with transaction.atomic():
        user, record = stand(subject, role, relation)
        if relation not in BARRED or subject.child_of(record) is not None:
            for permission in permissions:
                should = expected(subject, role, permission, relation)
                listed = access.visible(user, permission, model._default_manager.all())
                said = f"{role} {permission} {model.__name__} {relation}"
                assert listed.filter(pk=record.pk).exists() is should, f"list: {said}"
                assert access.can(user, permission, record) is should, f"detail: {said}"
                assert (listed.count() == 1) is should, f"count: {said}"
        transaction.set_rollback(True)


@pytest.mark.parametrize("relation", Relation, ids=lambda relation: relation.name)
@pytest.mark.parametrize("model", SUBJECTS, ids=lambda model: model.__name__)
def test_each_distinct_answer(model: type[Model], relation: Relation) -> None:
    asked: dict[Role, list[Permission]] = {}
    for permission in SUBJECTS[model].permissions:
        for role in distinct(permission):
            asked.setdefault(role, []).append(permission)
    for role, permissions in asked.items():
        check(model, permissions, role, relation)


@pytest.mark.long
@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("model", SUBJECTS, ids=lambda model: model.__name__)
def test_every_role(model: type[Model], role: Role) -> None:
    for relation in Relation:
        check(model, SUBJECTS[model].permissions, role, relation)


def test_every_registered_policy_is_in_the_table() -> None:
    assert {policy.model for policy in access.registered()} == (set(SUBJECTS) | OPEN_TO_THE_ROLE)


def test_the_house_itself_sees_everything() -> None:
    _, record = stand(next(iter(SUBJECTS.values())), Role.REFERRER, Relation.ELSEWHERE)
    assert access.can(None, Permission.CASE_VIEW, record)
