"""A document of a case, sent in by a person."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from agencies import access
from agencies.models import User
from agencies.permissions import Permission
from cases.models import Case
from documents.models import Document
from documents.services import take_in


@transaction.atomic
def send_in_document(case: Case, *, by: User, at: datetime, **said: Any) -> Document:
    """Send a file in to a case, where it waits for its scan. Raises Invalid for one not taken."""
    access.require(by, Permission.DOCUMENT_ADD, case)
    return take_in(
        case_id=case.pk,
        subject_id=case.child_id,
        authority=case.authority,
        by=by,
        at=at,
        **said,
    )
