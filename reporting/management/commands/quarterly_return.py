"""Draft the return of a period and print it, or write it to a file.

A mistake in what was typed is answered with a sentence and exit code 2, a refusal with 1.
"""

from __future__ import annotations

from argparse import ArgumentParser, ArgumentTypeError
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from agencies import selectors as agencies
from agencies.models import Authority
from core.refusals import Invalid, Refused
from reporting import services, sheets
from reporting.models import Return
from reporting.selectors import contents, standing_return
from reporting.toolkit import Period

MISTAKE, REFUSAL = 2, 1
"""Exit codes."""


def day(text: str) -> date:
    """A date as year-month-day."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError(f"“{text}” is not a date like 2015-09-01.") from None


class Command(BaseCommand):
    help = "Draft the quarterly return of an authority and print its figures."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--authority", required=True, help="ONS code, e.g. E08000027")
        parser.add_argument("--start", required=True, type=day, help="first day of the period")
        parser.add_argument("--end", required=True, type=day, help="last day of the period")
        parser.add_argument("--label", required=True, help="what the period is called")
        parser.add_argument("--format", choices=sheets.FORMATS, default="json")
        parser.add_argument("--out", type=Path, help="write to this file instead of printing")

    def handle(self, **options: Any) -> None:
        if options["format"] == "xlsx" and not options["out"]:
            raise CommandError("A workbook needs --out FILE.", returncode=MISTAKE)
        authority = self.authority(options["authority"])
        period = Period(options["label"], options["start"], options["end"])
        self.write(self.build(authority, period), options["format"], options["out"])

    def authority(self, code: str) -> Authority:
        try:
            return agencies.authority(code)
        except (Authority.DoesNotExist, ValueError):
            raise CommandError(f"There is no authority “{code}”.", returncode=MISTAKE) from None

    def build(self, authority: Authority, period: Period) -> Return:
        """The draft as known now; for a period that is signed off, the frozen return."""
        signed = standing_return(authority.pk, period)
        if signed:
            self.stderr.write("This period is signed off: these are its frozen figures.")
            return signed
        try:
            return services.draft_return(authority, period=period, by=None, at=timezone.now())
        except Invalid as error:
            raise CommandError(error.sentence, returncode=MISTAKE) from None
        except Refused as error:
            raise CommandError(error.sentence, returncode=REFUSAL) from None

    def write(self, record: Return, format: str, out: Path | None) -> None:
        made = sheets.as_file(contents(record), format)
        if out is None:
            self.stdout.write(made.decode())
            return
        try:
            out.write_bytes(made)
        except OSError as error:
            why = f"Could not write {out}: {error.strerror}."
            raise CommandError(why, returncode=MISTAKE) from None
