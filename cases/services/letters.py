"""Write a letter of a case: to the child, to whoever takes it over, to whoever referred."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.db import transaction

from agencies import access
from agencies.models import User
from agencies.permissions import Permission
from cases.models import Case
from cases.selectors.letters import letter_to_write
from core.refusals import Invalid
from documents.models import Letter
from documents.services import write_letter

CHANGED = "What the letter says has changed since you looked. Read it again, then write it."


@transaction.atomic
def write_case_letter(
    case: Case, slug: str, *, of: uuid.UUID, by: User, at: datetime, seen: str | None = None
) -> Letter:
    """Write one kind of letter, of one record, as it stands now; asked for twice it is one.

    `seen` is the SHA-256 of what the writer looked at. Raises Invalid where the letter would say
    anything else by now; OutOfReach where the writer may not write it to this recipient.
    """
    access.require(by, Permission.LETTER_WRITE, case)
    page = letter_to_write(by, case.pk, slug, of, now=at)
    if seen is not None and seen != page.words.sha256:
        raise Invalid(CHANGED)
    return write_letter(
        page.letter.kind,
        case_id=case.pk,
        subject_id=case.child_id,
        authority=case.authority,
        key=page.draft.key,
        sender=page.words.sender,
        recipient=page.draft.recipient,
        reference=page.draft.reference,
        parts=page.draft.parts,
        said=page.draft.said,
        by=by,
        at=at,
    )
