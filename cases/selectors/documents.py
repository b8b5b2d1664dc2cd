"""The documents of a case, and a case that takes another."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from agencies import access
from agencies.access import Viewer
from agencies.permissions import Permission
from cases.models import Case
from cases.selectors.case import case_for
from documents.selectors import DocumentsPage, documents_of_case


@dataclass(frozen=True)
class SendInPage:
    """The case a document is about to be sent in to."""

    case: Case


def case_documents(viewer: Viewer, case: Case, *, start: str = "") -> DocumentsPage:
    """One page of a case's documents, the latest first."""
    return documents_of_case(
        viewer,
        case.pk,
        may_add=access.decide(viewer, Permission.DOCUMENT_ADD, case),
        may_write=access.decide(viewer, Permission.LETTER_WRITE, case),
        start=start,
    )


def case_to_file(viewer: Viewer, case_id: uuid.UUID) -> SendInPage:
    """A case the viewer may send a document in to."""
    case = case_for(viewer, case_id)
    access.require(viewer, Permission.DOCUMENT_ADD, case)
    return SendInPage(case)
