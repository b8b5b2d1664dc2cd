"""Versions of the screening tools, and which one, with which rule, an authority uses."""

from __future__ import annotations

from functools import cached_property

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from agencies.models import Authority, User
from core.models import Record
from core.workflow import Workflow
from screening.tool import JUDGEMENT_ONLY, Tool, parse


class ToolStatus(models.TextChoices):
    DRAFT = "DRAFT", "Draft"
    PUBLISHED = "PUBLISHED", "Published"
    RETIRED = "RETIRED", "Retired"


TOOL_PATHWAY = Workflow(
    {
        ToolStatus.DRAFT: {ToolStatus.PUBLISHED},
        ToolStatus.PUBLISHED: {ToolStatus.RETIRED},
        ToolStatus.RETIRED: set(),
    },
    start=ToolStatus.DRAFT,
    words=dict(ToolStatus.choices),
)


class ToolVersion(Record):
    """One version of a tool, whole, with its hash. Once published its definition never changes.

    `number` counts the versions of a code; the shipped ones have no author.
    """

    code = models.CharField(max_length=40)
    number = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=160)
    definition = models.JSONField()
    definition_hash = models.CharField(max_length=64)
    status = models.CharField(max_length=10, choices=ToolStatus.choices, default=ToolStatus.DRAFT)
    offered = models.BooleanField(default=True)
    based_on = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")
    author = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    drafted_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True)
    published_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    retired_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("code", "number")
        constraints = (
            models.UniqueConstraint(
                fields=["code", "number"], name="a_tool_counts_its_versions_once"
            ),
            models.UniqueConstraint(
                fields=["definition_hash"],
                condition=~Q(status="DRAFT"),
                name="a_definition_is_published_once",
            ),
            models.CheckConstraint(
                condition=Q(status="DRAFT") | Q(published_at__isnull=False),
                name="a_published_tool_says_when",
            ),
        )
        triggers = (
            pgtrigger.Protect(
                name="a_published_tool_never_changes",
                operation=pgtrigger.Update,
                condition=~pgtrigger.Q(old__status="DRAFT")
                & (
                    pgtrigger.Q(old__definition__df=pgtrigger.F("new__definition"))
                    | pgtrigger.Q(old__definition_hash__df=pgtrigger.F("new__definition_hash"))
                    | pgtrigger.Q(old__code__df=pgtrigger.F("new__code"))
                ),
            ),
        )

    def __str__(self) -> str:
        return f"{self.code} version {self.number}"

    @cached_property
    def tool(self) -> Tool:
        """The definition as the pure rooms know it."""
        return parse(self.definition)


class AuthorityTool(Record):
    """The version an authority screens with, and the rule it has agreed to be shown suggestions by.

    A rule that suggests says by whom and when it was agreed; without such a row the version's own
    rule holds, and for every offered form that is judgement only (screening-tool.md, section 5b).
    """

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT)
    version = models.ForeignKey(ToolVersion, on_delete=models.PROTECT, related_name="+")
    rule = models.CharField(max_length=40)
    floors = ArrayField(models.CharField(max_length=40), default=list)
    agreed_by = models.CharField(max_length=160, blank=True)
    agreed_on = models.DateField(null=True)
    from_at = models.DateTimeField()
    until_at = models.DateTimeField(null=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ("-from_at",)
        constraints = (
            models.UniqueConstraint(
                fields=["authority"],
                condition=Q(until_at=None),
                name="one_tool_in_force_for_an_authority",
            ),
            models.CheckConstraint(
                condition=Q(until_at=None) | Q(until_at__gte=F("from_at")),
                name="a_tool_in_force_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=Q(rule=JUDGEMENT_ONLY) | (~Q(agreed_by="") & Q(agreed_on__isnull=False)),
                name="a_suggesting_rule_was_agreed",
            ),
        )
