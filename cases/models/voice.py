"""What the child said, word for word, or what was seen; and what the child wishes for."""

from __future__ import annotations

import pghistory
from django.db import models
from django.db.models import Q

from agencies.models import Agency, User
from cases.models.case import Case
from core.models import Record
from core.workflow import Workflow


class VoiceKind(models.TextChoices):
    """Words and observations are never mixed: one is the child's, the other is ours."""

    VERBATIM = "VERBATIM", "In the child's own words"
    OBSERVED = "OBSERVED", "Seen, not said"


class HowHeard(models.TextChoices):
    CONVERSATION = "CONVERSATION", "In conversation"
    INTERPRETER = "INTERPRETER", "Through an interpreter"
    SIGNS = "SIGNS", "In signs or symbols"
    DRAWING = "DRAWING", "In a drawing or in play"
    LETTER = "LETTER", "In a letter"
    MESSAGE = "MESSAGE", "In a text or other message"
    ADVOCATE = "ADVOCATE", "Through an advocate"
    WATCHING = "WATCHING", "By being with the child"


class WishStatus(models.TextChoices):
    OPEN = "OPEN", "Open"
    MET = "MET", "Met"
    CANNOT = "CANNOT", "Cannot be met"


WISH_PATHWAY = Workflow(
    {
        WishStatus.OPEN: {WishStatus.MET, WishStatus.CANNOT},
        WishStatus.MET: {WishStatus.OPEN},
        WishStatus.CANNOT: {WishStatus.OPEN, WishStatus.MET},
    },
    start=WishStatus.OPEN,
    words=dict(WishStatus.choices),
)
"""An answer to a child can be taken back, never the wish."""


class Voices(models.QuerySet["Voice"]):
    """What was heard; `standing` leaves out what was replaced or withdrawn."""

    def standing(self) -> Voices:
        return self.filter(struck_at=None)


@pghistory.track()
class Voice(Record):
    """The child was heard: on a day, how, by whom, and the words. Rows, never edits.

    `heard_by_name` and `agency` are who heard the child at the time; `heard_by` is the account
    of a person who wrote down what they heard themselves. What was written down wrongly stays,
    struck out with the reason: replaced by the row that `corrects` it, or else withdrawn.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="voices")
    heard_on = models.DateField()
    kind = models.CharField(max_length=8, choices=VoiceKind.choices)
    how = models.CharField(max_length=12, choices=HowHeard.choices)
    words = models.TextField()
    heard_by_name = models.CharField(max_length=120)
    heard_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField()
    corrects = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, related_name="correction"
    )
    struck_at = models.DateTimeField(null=True)
    struck_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    struck_because = models.TextField(blank=True)

    objects = Voices.as_manager()

    class Meta:
        verbose_name = "voice of the child"
        verbose_name_plural = "voices of the child"
        constraints = (
            models.CheckConstraint(condition=~Q(words=""), name="a_voice_has_words"),
            models.CheckConstraint(
                condition=~Q(heard_by_name=""), name="a_voice_was_heard_by_somebody"
            ),
            models.CheckConstraint(
                condition=Q(struck_at=None) | ~Q(struck_because=""),
                name="what_is_struck_out_says_why",
            ),
        )
        indexes = (models.Index(fields=["case", "heard_on"], name="voice_by_case"),)


class Wishes(models.QuerySet["Wish"]):
    """Wishes; `standing` are those of words that were neither replaced nor withdrawn."""

    def standing(self) -> Wishes:
        return self.filter(voice__struck_at=None)


@pghistory.track()
class Wish(Record):
    """A short sentence in the child's words, and what the child was told about it.

    A wish that is written again with its words names the one it `replaces`, and keeps its answer.
    """

    voice = models.ForeignKey(Voice, on_delete=models.PROTECT, related_name="wishes")
    said = models.CharField(max_length=200)
    status = models.CharField(max_length=6, choices=WishStatus.choices, default=WishStatus.OPEN)
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    replaces = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, related_name="replacement"
    )

    objects = Wishes.as_manager()

    class Meta:
        verbose_name_plural = "wishes"
        constraints = (
            models.CheckConstraint(condition=~Q(said=""), name="a_wish_says_something"),
            models.CheckConstraint(
                condition=Q(status="OPEN") | ~Q(answer=""),
                name="an_answered_wish_says_what_the_child_was_told",
            ),
        )

    def __str__(self) -> str:
        return f"Wish {self.pk}"

    @property
    def stands(self) -> bool:
        """Its words were neither replaced nor withdrawn."""
        return self.voice.struck_at is None
