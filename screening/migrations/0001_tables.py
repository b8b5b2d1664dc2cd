import uuid

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from core.tables import AllTables


class Migration(AllTables):
    replaces = [
        ("screening", "0001_initial"),
        ("screening", "0002_one_escalation"),
    ]

    initial = True

    dependencies = [
        ("agencies", "0001_tables"),
        ("cases", "0001_tables"),
        ("children", "0001_tables"),
        ("pghistory", "0007_auto_20250421_0444"),
    ]

    operations = [
        migrations.CreateModel(
            name="Answer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("indicator", models.CharField(max_length=20)),
                (
                    "windows",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=20), size=None
                    ),
                ),
                (
                    "basis",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("FACT", "Fact"),
                            ("REPORTED", "Reported"),
                            ("OPINION", "Professional opinion"),
                        ],
                        max_length=8,
                    ),
                ),
                ("evidence", models.TextField(blank=True)),
                (
                    "screening",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="answers",
                        to="screening.screening",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("screening", "indicator"), name="an_indicator_is_answered_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("windows__len__gt", 0),
                            models.Q(("evidence", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="an_answer_is_ticked_or_noted",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReferrerTick",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("indicator", models.CharField(max_length=20)),
                ("window", models.CharField(max_length=20)),
                ("evidence", models.TextField(blank=True)),
                (
                    "ticks",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rows",
                        to="screening.referrerticks",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("ticks", "indicator", "window"), name="a_referrer_ticks_a_box_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Escalation",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("sent_at", models.DateTimeField()),
                ("acknowledged_by_name", models.CharField(blank=True, max_length=120)),
                ("acknowledged_at", models.DateTimeField(null=True)),
                (
                    "course",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("STRATEGY_DISCUSSION", "Strategy discussion"),
                            ("SECTION_47", "Section 47 enquiry"),
                            ("SECTION_17", "Section 17 assessment"),
                            ("ALREADY_ALLOCATED", "The allocated social worker takes it on"),
                            ("NO_SECTION_47", "No section 47 enquiry: back to the CSE team"),
                        ],
                        max_length=20,
                    ),
                ),
                ("course_because", models.TextField(blank=True)),
                ("decided_at", models.DateTimeField(null=True)),
                (
                    "acknowledged_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
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
                    "decided_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "screening",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="escalation",
                        to="screening.screening",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("acknowledged_at", None),
                            models.Q(("acknowledged_by_name", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="screening_escalation_is_acknowledged_by_name",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("decided_at", None),
                            models.Q(
                                models.Q(("course", ""), _negated=True),
                                models.Q(("course_because", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="screening_course_of_action_has_a_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReferrerTicks",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("origin_kind", models.CharField(max_length=60)),
                ("origin_id", models.UUIDField()),
                ("at", models.DateTimeField()),
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
                    "child",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="referrer_ticks",
                        to="children.child",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="screening.toolversion",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("origin_kind", "origin_id", "child"),
                        name="a_referral_ticks_once_for_a_child",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ReferrerTickEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("indicator", models.CharField(max_length=20)),
                ("window", models.CharField(max_length=20)),
                ("evidence", models.TextField(blank=True)),
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
                        to="screening.referrertick",
                    ),
                ),
                (
                    "ticks",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="screening.referrerticks",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Screening",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("DRAFT", "In progress"),
                            ("SIGNED", "Signed"),
                            ("AWAITING", "Awaiting countersignature"),
                            ("COUNTERSIGNED", "Countersigned"),
                            ("RETURNED", "Sent back for correction"),
                            ("SUPERSEDED", "Superseded"),
                            ("ABANDONED", "Abandoned"),
                        ],
                        default="DRAFT",
                        max_length=14,
                    ),
                ),
                ("origin_kind", models.CharField(blank=True, max_length=60)),
                ("origin_id", models.UUIDField(null=True)),
                ("started_at", models.DateTimeField()),
                ("saved_at", models.DateTimeField()),
                ("saved_from", models.UUIDField(null=True)),
                ("edition", models.PositiveIntegerField(default=0)),
                ("completed_on", models.DateField(null=True)),
                ("voice_of_child", models.TextField(blank=True)),
                ("protective_factors", models.TextField(blank=True)),
                ("danger_seen_at", models.DateTimeField(null=True)),
                ("age", models.PositiveSmallIntegerField(null=True)),
                ("learning_disability", models.BooleanField(default=False)),
                (
                    "definition_of_cse",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("GUIDANCE_2009", "Guidance of 2009"),
                            ("STATUTORY_2017", "Statutory definition of February 2017"),
                        ],
                        max_length=14,
                    ),
                ),
                ("rule", models.CharField(blank=True, max_length=40)),
                (
                    "suggested",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("NO_CURRENT_RISK", "No current CSE risk"),
                            ("AT_RISK", "At risk"),
                            ("SIGNIFICANT", "Significant risk"),
                            ("SERIOUS", "Serious risk"),
                        ],
                        max_length=20,
                    ),
                ),
                ("score", models.PositiveSmallIntegerField(null=True)),
                ("because", models.JSONField(default=list)),
                (
                    "chosen",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("NO_CURRENT_RISK", "No current CSE risk"),
                            ("AT_RISK", "At risk"),
                            ("SIGNIFICANT", "Significant risk"),
                            ("SERIOUS", "Serious risk"),
                        ],
                        max_length=20,
                    ),
                ),
                ("rationale", models.TextField(blank=True)),
                ("difference_reason", models.TextField(blank=True)),
                ("signed_at", models.DateTimeField(null=True)),
                ("countersign_role", models.CharField(blank=True, max_length=20)),
                ("countersigned_at", models.DateTimeField(null=True)),
                ("countersign_note", models.TextField(blank=True)),
                ("correction_reason", models.TextField(blank=True)),
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
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="screenings",
                        to="cases.case",
                    ),
                ),
                (
                    "countersigned_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "screener",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "supersedes",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="corrections",
                        to="screening.screening",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="screenings",
                        to="screening.toolversion",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["case", "signed_at"], name="screening_by_case"),
                    models.Index(fields=["screener", "status"], name="screening_by_screener"),
                    models.Index(
                        condition=models.Q(("status", "AWAITING")),
                        fields=["signed_at"],
                        name="screening_awaiting",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("status", "DRAFT")),
                        fields=("case", "screener"),
                        name="one_draft_of_a_case_for_a_screener",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("status", "ABANDONED"), _negated=True),
                        fields=("supersedes",),
                        name="a_screening_is_corrected_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status__in", ["DRAFT", "ABANDONED"]),
                            models.Q(
                                models.Q(("chosen", ""), _negated=True),
                                models.Q(("rationale", ""), _negated=True),
                                ("completed_on__isnull", False),
                                ("signed_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="a_signed_screening_has_an_outcome_and_a_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status__in", ["DRAFT", "ABANDONED"]),
                            ("suggested", ""),
                            ("suggested", models.F("chosen")),
                            models.Q(("difference_reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="another_outcome_than_suggested_has_a_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("countersigned_by", None),
                            models.Q(("countersigned_by", models.F("screener")), _negated=True),
                            _connector="OR",
                        ),
                        name="nobody_countersigns_their_own",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="EscalationEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                ("sent_at", models.DateTimeField()),
                ("acknowledged_by_name", models.CharField(blank=True, max_length=120)),
                ("acknowledged_at", models.DateTimeField(null=True)),
                (
                    "course",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("STRATEGY_DISCUSSION", "Strategy discussion"),
                            ("SECTION_47", "Section 47 enquiry"),
                            ("SECTION_17", "Section 17 assessment"),
                            ("ALREADY_ALLOCATED", "The allocated social worker takes it on"),
                            ("NO_SECTION_47", "No section 47 enquiry: back to the CSE team"),
                        ],
                        max_length=20,
                    ),
                ),
                ("course_because", models.TextField(blank=True)),
                ("decided_at", models.DateTimeField(null=True)),
                (
                    "acknowledged_by",
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
                    "decided_by",
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
                        to="screening.escalation",
                    ),
                ),
                (
                    "screening",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="screening.screening",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="AnswerEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("indicator", models.CharField(max_length=20)),
                (
                    "windows",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=20), size=None
                    ),
                ),
                (
                    "basis",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("FACT", "Fact"),
                            ("REPORTED", "Reported"),
                            ("OPINION", "Professional opinion"),
                        ],
                        max_length=8,
                    ),
                ),
                ("evidence", models.TextField(blank=True)),
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
                        to="screening.answer",
                    ),
                ),
                (
                    "screening",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="screening.screening",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ThresholdDiscussion",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("open_to_social_care", models.BooleanField()),
                ("discussed_with", models.CharField(max_length=160)),
                ("discussed_at", models.DateTimeField()),
                (
                    "decision",
                    models.CharField(
                        choices=[
                            ("REFERRED", "Referred to Children's Services"),
                            ("SOCIAL_CARE_LEADS", "Children's Services lead, the CSE team attends"),
                            ("CSE_TEAM_MANAGES", "The CSE team manages the case"),
                        ],
                        max_length=20,
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
                    "screening",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="threshold_discussions",
                        to="screening.screening",
                    ),
                ),
            ],
            options={
                "ordering": ("discussed_at",),
            },
        ),
        migrations.CreateModel(
            name="ThresholdDiscussionEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                ("open_to_social_care", models.BooleanField()),
                ("discussed_with", models.CharField(max_length=160)),
                ("discussed_at", models.DateTimeField()),
                (
                    "decision",
                    models.CharField(
                        choices=[
                            ("REFERRED", "Referred to Children's Services"),
                            ("SOCIAL_CARE_LEADS", "Children's Services lead, the CSE team attends"),
                            ("CSE_TEAM_MANAGES", "The CSE team manages the case"),
                        ],
                        max_length=20,
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
                        to="screening.thresholddiscussion",
                    ),
                ),
                (
                    "screening",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="screening.screening",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ToolVersion",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("code", models.CharField(max_length=40)),
                ("number", models.PositiveSmallIntegerField()),
                ("name", models.CharField(max_length=160)),
                ("definition", models.JSONField()),
                ("definition_hash", models.CharField(max_length=64)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("DRAFT", "Draft"),
                            ("PUBLISHED", "Published"),
                            ("RETIRED", "Retired"),
                        ],
                        default="DRAFT",
                        max_length=10,
                    ),
                ),
                ("offered", models.BooleanField(default=True)),
                ("drafted_at", models.DateTimeField()),
                ("published_at", models.DateTimeField(null=True)),
                ("retired_at", models.DateTimeField(null=True)),
                (
                    "author",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "based_on",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="screening.toolversion",
                    ),
                ),
                (
                    "published_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ("code", "number"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("code", "number"), name="a_tool_counts_its_versions_once"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("status", "DRAFT"), _negated=True),
                        fields=("definition_hash",),
                        name="a_definition_is_published_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status", "DRAFT"), ("published_at__isnull", False), _connector="OR"
                        ),
                        name="a_published_tool_says_when",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ScreeningEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("DRAFT", "In progress"),
                            ("SIGNED", "Signed"),
                            ("AWAITING", "Awaiting countersignature"),
                            ("COUNTERSIGNED", "Countersigned"),
                            ("RETURNED", "Sent back for correction"),
                            ("SUPERSEDED", "Superseded"),
                            ("ABANDONED", "Abandoned"),
                        ],
                        default="DRAFT",
                        max_length=14,
                    ),
                ),
                ("origin_kind", models.CharField(blank=True, max_length=60)),
                ("origin_id", models.UUIDField(null=True)),
                ("started_at", models.DateTimeField()),
                ("saved_at", models.DateTimeField()),
                ("saved_from", models.UUIDField(null=True)),
                ("edition", models.PositiveIntegerField(default=0)),
                ("completed_on", models.DateField(null=True)),
                ("voice_of_child", models.TextField(blank=True)),
                ("protective_factors", models.TextField(blank=True)),
                ("danger_seen_at", models.DateTimeField(null=True)),
                ("age", models.PositiveSmallIntegerField(null=True)),
                ("learning_disability", models.BooleanField(default=False)),
                (
                    "definition_of_cse",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("GUIDANCE_2009", "Guidance of 2009"),
                            ("STATUTORY_2017", "Statutory definition of February 2017"),
                        ],
                        max_length=14,
                    ),
                ),
                ("rule", models.CharField(blank=True, max_length=40)),
                (
                    "suggested",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("NO_CURRENT_RISK", "No current CSE risk"),
                            ("AT_RISK", "At risk"),
                            ("SIGNIFICANT", "Significant risk"),
                            ("SERIOUS", "Serious risk"),
                        ],
                        max_length=20,
                    ),
                ),
                ("score", models.PositiveSmallIntegerField(null=True)),
                ("because", models.JSONField(default=list)),
                (
                    "chosen",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("NO_CURRENT_RISK", "No current CSE risk"),
                            ("AT_RISK", "At risk"),
                            ("SIGNIFICANT", "Significant risk"),
                            ("SERIOUS", "Serious risk"),
                        ],
                        max_length=20,
                    ),
                ),
                ("rationale", models.TextField(blank=True)),
                ("difference_reason", models.TextField(blank=True)),
                ("signed_at", models.DateTimeField(null=True)),
                ("countersign_role", models.CharField(blank=True, max_length=20)),
                ("countersigned_at", models.DateTimeField(null=True)),
                ("countersign_note", models.TextField(blank=True)),
                ("correction_reason", models.TextField(blank=True)),
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
                    "countersigned_by",
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
                        to="screening.screening",
                    ),
                ),
                (
                    "screener",
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
                    "supersedes",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="screening.screening",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="screening.toolversion",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ReferrerTicksEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                ("origin_kind", models.CharField(max_length=60)),
                ("origin_id", models.UUIDField()),
                ("at", models.DateTimeField()),
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
                    "child",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="children.child",
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
                        to="screening.referrerticks",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="screening.toolversion",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="AuthorityTool",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("rule", models.CharField(max_length=40)),
                (
                    "floors",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=40), default=list, size=None
                    ),
                ),
                ("agreed_by", models.CharField(blank=True, max_length=160)),
                ("agreed_on", models.DateField(null=True)),
                ("from_at", models.DateTimeField()),
                ("until_at", models.DateTimeField(null=True)),
                (
                    "authority",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="agencies.authority"
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
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="screening.toolversion",
                    ),
                ),
            ],
            options={
                "ordering": ("-from_at",),
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("until_at", None)),
                        fields=("authority",),
                        name="one_tool_in_force_for_an_authority",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("until_at", None),
                            ("until_at__gte", models.F("from_at")),
                            _connector="OR",
                        ),
                        name="a_tool_in_force_ends_after_it_starts",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("rule", "JUDGEMENT_ONLY"),
                            models.Q(
                                models.Q(("agreed_by", ""), _negated=True),
                                ("agreed_on__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="a_suggesting_rule_was_agreed",
                    ),
                ],
            },
        ),
    ]
