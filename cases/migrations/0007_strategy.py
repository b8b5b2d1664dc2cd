import uuid

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from core.tables import AllTables


class Migration(AllTables):
    dependencies = [
        ("cases", "0006_routing"),
        ("pghistory", "0007_auto_20250421_0444"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="StrategyDiscussion",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("held_on", models.DateField()),
                (
                    "attended",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=200), size=None
                    ),
                ),
                ("team_told_on", models.DateField()),
                ("shared", models.TextField()),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("JOINT_SECTION_47", "Section 47 enquiry with the police"),
                            (
                                "SINGLE_SECTION_47",
                                "Section 47 enquiry by Children's Services alone",
                            ),
                            ("CONFERENCE", "Initial child protection conference"),
                            ("SECTION_17", "Section 17 assessment"),
                            ("NOTHING_FURTHER", "Nothing further under section 47"),
                        ],
                        max_length=17,
                    ),
                ),
                ("because", models.TextField()),
                ("recorded_at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="strategy_discussions",
                        to="cases.case",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("attended", []), _negated=True),
                        name="a_strategy_discussion_says_who_attended",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("shared", ""), _negated=True),
                        name="a_strategy_discussion_says_what_was_shared",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("because", ""), _negated=True),
                        name="the_outcome_of_a_strategy_discussion_says_why",
                    ),
                ],
                "indexes": [
                    models.Index(fields=["case", "-held_on"], name="strategy_by_case"),
                ],
            },
        ),
        migrations.CreateModel(
            name="StrategyDiscussionEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                ("held_on", models.DateField()),
                (
                    "attended",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=200), size=None
                    ),
                ),
                ("team_told_on", models.DateField()),
                ("shared", models.TextField()),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("JOINT_SECTION_47", "Section 47 enquiry with the police"),
                            (
                                "SINGLE_SECTION_47",
                                "Section 47 enquiry by Children's Services alone",
                            ),
                            ("CONFERENCE", "Initial child protection conference"),
                            ("SECTION_17", "Section 17 assessment"),
                            ("NOTHING_FURTHER", "Nothing further under section 47"),
                        ],
                        max_length=17,
                    ),
                ),
                ("because", models.TextField()),
                ("recorded_at", models.DateTimeField()),
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
                    "case",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="cases.case",
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
                        to="cases.strategydiscussion",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
    ]
