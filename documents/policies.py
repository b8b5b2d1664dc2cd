"""Who reaches a document: as far as the case it belongs to, and whoever sent it in.

A letter holds what was put together for its recipient, which is more than a share of the case
opens: it is read only by those who may write one there.

Floors above say which of their records a document belongs to; this floor knows none of them.
"""

from __future__ import annotations

from django.db.models import Exists, Model, OuterRef, Q

from agencies import access
from agencies.access import Post, Viewer
from agencies.permissions import DataClass, Permission, Reach
from documents.models import Document, DocumentStatus, Letter

_owners: list[type[Model]] = []


def belongs_to(model: type[Model]) -> None:
    """Documents belong to records of `model` by `case_id`, as far as the viewer reaches them."""
    _owners.append(model)


def _by(reach: Reach) -> access.Condition:
    def condition(viewer: Viewer, post: Post) -> Q:
        total = Q()
        for model in _owners:
            inner = access.policy_of(model).condition(reach, viewer, post)
            total |= Q(Exists(model._default_manager.filter(inner, pk=OuterRef("case_id"))))
        return total or access.NOTHING

    return condition


def _sent_in(viewer: Viewer, post: Post) -> Q:
    return Q(by_id=viewer.user_id) if viewer.user_id else access.NOTHING


access.register(
    Document,
    view=Permission.DOCUMENT_VIEW,
    own=_sent_in,
    case=_by(Reach.CASE),
    shared=_by(Reach.SHARED),
    authority=lambda viewer, post: Q(authority_id=post.authority_id),
    subject="subject_id",
    holds=("holds_health", DataClass.HEALTH),
)

access.register(
    Letter,
    view=Permission.LETTER_VIEW,
    authority=lambda viewer, post: Q(authority_id=post.authority_id),
    subject="subject_id",
)


def may_open(document: Document) -> access.Decision:
    """A file opens only after a clean scan, and no longer once it was withdrawn."""
    sentences = {
        DocumentStatus.QUARANTINED: (
            "This file waits for the virus scan. Nobody can open it before. Look again in a few "
            "minutes."
        ),
        DocumentStatus.HARMFUL: (
            "The virus scan found something harmful in this file. It stays shut for everybody."
        ),
        DocumentStatus.WITHDRAWN: "This document was withdrawn.",
    }
    sentence = sentences.get(DocumentStatus(document.status), "")
    return access.Decision(not sentence, sentence)
