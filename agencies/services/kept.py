"""What a person had typed when the session ended."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import datetime, timedelta

from django.db import transaction

from agencies.models import KeptForm, User
from core.refusals import OutOfReach

KEPT_FOR = timedelta(hours=24)
NEVER_KEPT = frozenset({"csrfmiddlewaretoken", "password", "password1", "password2", "code"})


@transaction.atomic
def keep_form(user: User, *, path: str, fields: Mapping[str, list[str]], at: datetime) -> KeptForm:
    """Keep what a person had typed when the session ended, but no secret; older leftovers go."""
    KeptForm.objects.filter(kept_at__lt=at - KEPT_FOR).delete()
    typed = {name: values for name, values in fields.items() if name not in NEVER_KEPT}
    return KeptForm.objects.create(user=user, path=path, fields=typed, kept_at=at)


@transaction.atomic
def take_kept_form(user: User, kept_id: uuid.UUID, *, at: datetime) -> KeptForm:
    """Hand what was kept back to its author, within a day."""
    kept = KeptForm.objects.filter(pk=kept_id, user=user, kept_at__gte=at - KEPT_FOR).first()
    if kept is None:
        raise OutOfReach
    return kept
