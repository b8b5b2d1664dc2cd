import uuid

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from core.tables import AllTables


class Migration(AllTables):
    initial = True

    dependencies = [
        ("agencies", "0001_tables"),
    ]

    operations = [
        migrations.CreateModel(
            name="Return",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("reference", models.CharField(max_length=20, unique=True)),
                ("label", models.CharField(max_length=80)),
                ("start_on", models.DateField()),
                ("end_on", models.DateField()),
                ("standard_quarter", models.BooleanField()),
                ("toolkit", models.CharField(max_length=60)),
                ("toolkit_hash", models.CharField(max_length=64)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("DRAFT", "Draft"),
                            ("SIGNED_OFF", "Signed off"),
                            ("SUPERSEDED", "Superseded"),
                        ],
                        default="DRAFT",
                        max_length=10,
                    ),
                ),
                ("checksum", models.CharField(max_length=64)),
                ("built_at", models.DateTimeField()),
                ("because", models.CharField(blank=True, max_length=400)),
                ("signed_at", models.DateTimeField(null=True)),
                (
                    "authority",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="agencies.authority"
                    ),
                ),
                (
                    "built_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "revises",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="revisions",
                        to="reporting.return",
                    ),
                ),
                (
                    "signed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["authority", "-end_on"], name="return_by_authority")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("end_on__gte", models.F("start_on"))),
                        name="a_period_ends_after_it_starts",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("status", "DRAFT")),
                        fields=("authority", "start_on", "end_on"),
                        name="one_draft_of_a_period",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("status", "SIGNED_OFF")),
                        fields=("authority", "start_on", "end_on"),
                        name="one_signed_return_of_a_period",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("revises", None),
                            models.Q(("because", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="a_revision_has_its_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "SIGNED_OFF"), _negated=True),
                            ("signed_at__isnull", False),
                            _connector="OR",
                        ),
                        name="a_signed_return_says_when",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Figure",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("position", models.PositiveSmallIntegerField()),
                ("code", models.CharField(max_length=10)),
                ("label", models.CharField(max_length=200)),
                ("unit", models.CharField(max_length=40)),
                ("time", models.CharField(max_length=40)),
                ("definition", models.TextField()),
                ("value", models.PositiveIntegerField(null=True)),
                (
                    "status",
                    models.CharField(
                        choices=[("ACTUAL", "Actual"), ("NOT_AVAILABLE", "Not available")],
                        max_length=15,
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=200)),
                (
                    "of",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="figures",
                        to="reporting.return",
                    ),
                ),
            ],
            options={
                "ordering": ("position",),
                "constraints": [
                    models.UniqueConstraint(fields=("of", "code"), name="one_figure_of_a_code"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("reason", ""), ("status", "ACTUAL"), ("value__isnull", False)
                            ),
                            models.Q(
                                ("status", "NOT_AVAILABLE"),
                                ("value", None),
                                models.Q(("reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="a_figure_has_a_value_or_the_reason_why_not",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReturnRequest",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("label", models.CharField(max_length=80)),
                ("start_on", models.DateField()),
                ("end_on", models.DateField()),
                ("because", models.CharField(blank=True, max_length=400)),
                ("requested_at", models.DateTimeField()),
                ("answered_at", models.DateTimeField(null=True)),
                ("refusal", models.CharField(blank=True, max_length=400)),
                (
                    "answer",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="reporting.return",
                    ),
                ),
                (
                    "authority",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="agencies.authority"
                    ),
                ),
                (
                    "requested_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "revises",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="reporting.return",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answer", None), ("answered_at", None), ("refusal", "")),
                            models.Q(
                                ("answered_at__isnull", False),
                                models.Q(("answer", None), ("refusal", ""), _connector="XOR"),
                            ),
                            _connector="OR",
                        ),
                        name="a_request_is_answered_by_a_return_or_a_refusal",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="FigureCell",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("position", models.PositiveSmallIntegerField()),
                ("breakdown", models.CharField(max_length=40)),
                ("breakdown_label", models.CharField(max_length=80)),
                ("key", models.CharField(max_length=120)),
                ("label", models.CharField(max_length=250)),
                ("value", models.PositiveIntegerField()),
                (
                    "figure",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="cells",
                        to="reporting.figure",
                    ),
                ),
            ],
            options={
                "ordering": ("position",),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("figure", "breakdown", "key"), name="one_cell_of_a_key"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="FigureRow",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=60)),
                ("record_id", models.UUIDField()),
                ("child_id", models.UUIDField()),
                ("identity_id", models.UUIDField()),
                (
                    "cells",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=170), size=None
                    ),
                ),
                (
                    "figure",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rows",
                        to="reporting.figure",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("figure", "record_id"), name="a_record_once_behind_a_figure"
                    )
                ],
            },
        ),
    ]
