"""Role x permission x relation, for every kind of record: the engine against the matrix."""

from __future__ import annotations

import pytest
from django.db import transaction
from django.db.models import Model

from agencies import access
from agencies.permissions import Permission
from agencies.roles import Role
from tests.access.relations import BARRED, Relation, distinct, expected, stand
from tests.access.subjects import OPEN_TO_THE_ROLE, SUBJECTS

pytestmark = pytest.mark.django_db


PAIRS = [(model, permission) for model, row in SUBJECTS.items() for permission in row.permissions]


def check(model: type[Model], permission: Permission, role: Role, relation: Relation) -> None:
    subject = SUBJECTS[model]
    user, record = stand(subject, role, relation)
    if relation in BARRED and subject.child_of(record) is None:
        return
    should = expected(subject, role, permission, relation)
    listed = access.visible(user, permission, model._default_manager.all())
    said = f"{role} {permission} {model.__name__} {relation}"
    assert listed.filter(pk=record.pk).exists() is should, f"list: {said}"
    assert access.can(user, permission, record) is should, f"detail: {said}"
    assert (listed.count() == 1) is should, f"count: {said}"


@pytest.mark.parametrize("relation", Relation, ids=lambda relation: relation.name)
@pytest.mark.parametrize(("model", "permission"), PAIRS, ids=str)
def test_each_distinct_answer(
    model: type[Model], permission: Permission, relation: Relation
) -> None:
    for role in distinct(permission):
        check_alone(model, permission, role, relation)


def check_alone(model: type[Model], permission: Permission, role: Role, relation: Relation) -> None:
    """Check and undo, so that the record made for one role is in no other role's list."""
    with transaction.atomic():
        check(model, permission, role, relation)
        transaction.set_rollback(True)


@pytest.mark.long
@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize(("model", "permission"), PAIRS, ids=str)
def test_every_role(model: type[Model], permission: Permission, role: Role) -> None:
    for relation in Relation:
        check_alone(model, permission, role, relation)


def test_every_registered_policy_is_in_the_table() -> None:
    assert {policy.model for policy in access.registered()} == (set(SUBJECTS) | OPEN_TO_THE_ROLE)


def test_the_house_itself_sees_everything() -> None:
    _, record = stand(next(iter(SUBJECTS.values())), Role.REFERRER, Relation.ELSEWHERE)
    assert access.can(None, Permission.CASE_VIEW, record)
