"""Open an account and give it a post: how the first administrator of a portal comes in."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone

from agencies import selectors, services
from agencies.roles import Role
from core.calendar import local_day
from core.refusals import Refused


class Command(BaseCommand):
    help = "Open an account. The person sets a password by “I have forgotten my password”."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email")
        parser.add_argument("--name", required=True)
        parser.add_argument("--agency", required=True, help="the code, for example CSE_TEAM")
        parser.add_argument("--role", required=True, choices=[role.value for role in Role])
        parser.add_argument("--authority", help="the ONS code; needed for a region-wide agency")

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        now = timezone.now()
        try:
            validate_email(options["email"])
            agency = selectors.agency(options["agency"])
            served = options["authority"] and selectors.authority(options["authority"])
            user = selectors.person(options["email"]) or services.open_account(
                options["email"], name=options["name"], by=None, at=now
            )
            services.appoint(
                user,
                agency=agency,
                role=Role(options["role"]),
                authority=served or None,
                from_on=local_day(now),
                by=None,
                at=now,
            )
        except (ObjectDoesNotExist, ValidationError, Refused) as refusal:
            raise CommandError(f"Nothing was opened: {_words(refusal)}") from refusal
        self.stdout.write("The account is open and holds the post.")


def _words(refusal: Exception) -> str:
    if isinstance(refusal, Refused):
        return refusal.sentence
    if isinstance(refusal, ValidationError):
        return "this is no e-mail address."
    return "there is no such agency or authority."
