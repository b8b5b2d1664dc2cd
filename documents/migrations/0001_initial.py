import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from core.tables import AllTables


class Migration(AllTables):
    initial = True

    dependencies = [
        ("agencies", "0001_tables"),
        ("pghistory", "0007_auto_20250421_0444"),
    ]

    operations = [
        migrations.CreateModel(
            name="Document",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("case_id", models.UUIDField()),
                ("subject_id", models.UUIDField()),
                ("key", models.UUIDField(unique=True)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("QUARANTINED", "Waiting for the virus scan"),
                            ("RELEASED", "Scanned, nothing found"),
                            ("HARMFUL", "Harmful: never opened"),
                            ("WITHDRAWN", "Withdrawn"),
                        ],
                        default="QUARANTINED",
                        max_length=12,
                    ),
                ),
                ("title", models.CharField(max_length=160)),
                ("category", models.CharField(max_length=20)),
                ("holds_health", models.BooleanField(default=False)),
                ("file_name", models.CharField(max_length=120)),
                ("content_type", models.CharField(max_length=100)),
                ("size", models.PositiveIntegerField()),
                ("sha256", models.CharField(max_length=64)),
                ("signatures", models.CharField(blank=True, max_length=120)),
                ("scanned_at", models.DateTimeField(null=True)),
                ("uploaded_at", models.DateTimeField()),
                (
                    "agency",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.agency",
                    ),
                ),
                (
                    "authority",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.authority",
                    ),
                ),
                (
                    "by",
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
                    models.Index(fields=["case_id", "-uploaded_at", "id"], name="document_by_case"),
                    models.Index(
                        condition=models.Q(("status", "QUARANTINED")),
                        fields=["uploaded_at"],
                        name="document_to_scan",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "RELEASED"), _negated=True),
                            ("scanned_at__isnull", False),
                            _connector="OR",
                        ),
                        name="a_document_is_scanned_before_it_is_released",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("title", ""), _negated=True),
                        name="a_document_has_a_title",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DocumentEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                ("case_id", models.UUIDField()),
                ("subject_id", models.UUIDField()),
                ("key", models.UUIDField()),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("QUARANTINED", "Waiting for the virus scan"),
                            ("RELEASED", "Scanned, nothing found"),
                            ("HARMFUL", "Harmful: never opened"),
                            ("WITHDRAWN", "Withdrawn"),
                        ],
                        default="QUARANTINED",
                        max_length=12,
                    ),
                ),
                ("title", models.CharField(max_length=160)),
                ("category", models.CharField(max_length=20)),
                ("holds_health", models.BooleanField(default=False)),
                ("file_name", models.CharField(max_length=120)),
                ("content_type", models.CharField(max_length=100)),
                ("size", models.PositiveIntegerField()),
                ("sha256", models.CharField(max_length=64)),
                ("scanned_at", models.DateTimeField(null=True)),
                ("uploaded_at", models.DateTimeField()),
                (
                    "agency",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="agencies.agency",
                    ),
                ),
                (
                    "authority",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="agencies.authority",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="documents.document",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
    ]
