import uuid

import django.db.models.constraints
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import agencies.roles.names
from core.tables import AllTables


class Migration(AllTables):
    replaces = [
        ("cases", "0001_initial"),
        ("cases", "0003_voice"),
        ("cases", "0004_notes"),
        ("cases", "0005_plan"),
        ("cases", "0006_interventions"),
        ("cases", "0007_chronologies"),
        ("cases", "0008_covering_grants"),
        ("cases", "0009_second_of"),
    ]

    initial = True

    dependencies = [
        ("agencies", "0001_tables"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("children", "0001_tables"),
        ("pghistory", "0007_auto_20250421_0444"),
    ]

    operations = [
        migrations.CreateModel(
            name="HealthPart",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "mark",
                    models.CharField(
                        choices=[
                            ("FACT", "Fact"),
                            ("REPORTED", "Reported"),
                            ("PROFESSIONAL_OPINION", "Professional opinion"),
                            ("INTELLIGENCE", "Intelligence"),
                        ],
                        max_length=20,
                    ),
                ),
                ("text", models.TextField()),
                (
                    "note",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="health_part",
                        to="cases.note",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True),
                        name="a_health_part_says_something",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Case",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("reference", models.CharField(max_length=20, unique=True)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("SCREENING", "Screening"),
                            ("OUTCOME_SET", "Outcome set"),
                            ("WITH_SOCIAL_CARE", "With Children's Services"),
                            ("STRATEGY_AND_S47", "Strategy and section 47"),
                            ("CSE_TEAM_MANAGED", "CSE team managed"),
                            ("MASE_CYCLE", "MASE cycle"),
                            ("STEPPED_DOWN", "Stepped down"),
                            ("TRANSFER_OUT", "Transfer out"),
                            ("TRANSITION", "Transition to adult services"),
                            ("CLOSED", "Closed"),
                        ],
                        default="SCREENING",
                        max_length=20,
                    ),
                ),
                (
                    "level",
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
                ("opened_at", models.DateTimeField()),
                ("closed_at", models.DateTimeField(null=True)),
                ("due_at", models.DateTimeField(null=True)),
                (
                    "authority",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="agencies.authority"
                    ),
                ),
                (
                    "child",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="cases",
                        to="children.child",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["authority", "status", "due_at", "id"], name="case_worklist"
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("status", "CLOSED"), _negated=True),
                        fields=("child", "authority"),
                        name="one_open_case_for_a_child_in_an_authority",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("closed_at__isnull", False), ("status", "CLOSED")),
                            models.Q(
                                models.Q(("status", "CLOSED"), _negated=True), ("closed_at", None)
                            ),
                            _connector="OR",
                        ),
                        name="a_closed_case_says_when",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Allocation",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[
                            (agencies.roles.names.Role["REFERRER"], "Practitioner"),
                            (agencies.roles.names.Role["SCREENER"], "CSE team screener"),
                            (agencies.roles.names.Role["COORDINATOR"], "CSE coordinator"),
                            (agencies.roles.names.Role["TEAM_MANAGER"], "CSE team manager"),
                            (agencies.roles.names.Role["HEAD_OF_SERVICE"], "Head of service"),
                            (agencies.roles.names.Role["POLICE_CSE"], "Police CSE coordinator"),
                            (agencies.roles.names.Role["POLICE_INTEL"], "Police intelligence"),
                            (agencies.roles.names.Role["SOCIAL_WORKER"], "Social worker"),
                            (agencies.roles.names.Role["MASE_CHAIR"], "MASE chair"),
                            (agencies.roles.names.Role["PANEL_CHAIR"], "Panel chair"),
                            (agencies.roles.names.Role["PANEL_MEMBER"], "Panel member"),
                            (agencies.roles.names.Role["RUNAWAYS"], "Runaways worker"),
                            (agencies.roles.names.Role["DIRECT_WORKER"], "Direct worker"),
                            (agencies.roles.names.Role["ADULT_LEAD"], "Adult services lead"),
                            (agencies.roles.names.Role["ANALYST"], "Analyst"),
                            (
                                agencies.roles.names.Role["DSCB_ADMIN"],
                                "Safeguarding board administrator",
                            ),
                            (agencies.roles.names.Role["STRATEGIC"], "Strategic group member"),
                            (agencies.roles.names.Role["LICENSING"], "Licensing officer"),
                            (agencies.roles.names.Role["AUDITOR"], "Case auditor"),
                            (agencies.roles.names.Role["STEWARD"], "Data steward"),
                            (agencies.roles.names.Role["SYS_ADMIN"], "System administrator"),
                            (
                                agencies.roles.names.Role["CALDICOTT_IG"],
                                "Information governance lead",
                            ),
                        ],
                        max_length=20,
                    ),
                ),
                ("from_at", models.DateTimeField()),
                ("until_at", models.DateTimeField(null=True)),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="agencies.agency"
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
                    "user",
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
                        related_name="allocations",
                        to="cases.case",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["user", "case"], name="allocation_by_person"),
                    models.Index(fields=["agency", "role", "case"], name="allocation_by_team"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("until_at", None)),
                        fields=("case", "agency", "role", "user"),
                        name="allocated_once_to_the_same",
                        nulls_distinct=False,
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="CaseEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                ("reference", models.CharField(max_length=20)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("SCREENING", "Screening"),
                            ("OUTCOME_SET", "Outcome set"),
                            ("WITH_SOCIAL_CARE", "With Children's Services"),
                            ("STRATEGY_AND_S47", "Strategy and section 47"),
                            ("CSE_TEAM_MANAGED", "CSE team managed"),
                            ("MASE_CYCLE", "MASE cycle"),
                            ("STEPPED_DOWN", "Stepped down"),
                            ("TRANSFER_OUT", "Transfer out"),
                            ("TRANSITION", "Transition to adult services"),
                            ("CLOSED", "Closed"),
                        ],
                        default="SCREENING",
                        max_length=20,
                    ),
                ),
                (
                    "level",
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
                ("opened_at", models.DateTimeField()),
                ("closed_at", models.DateTimeField(null=True)),
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
                        to="cases.case",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="CaseGrant",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("status", models.CharField(blank=True, max_length=40)),
                ("due_at", models.DateTimeField(null=True)),
                ("until_at", models.DateTimeField(null=True)),
                (
                    "content_object",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="grants",
                        to="cases.case",
                    ),
                ),
                (
                    "group",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="auth.group"),
                ),
                (
                    "permission",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, to="auth.permission"
                    ),
                ),
            ],
            options={
                "abstract": False,
                "indexes": [
                    models.Index(
                        fields=["group", "status", "due_at", "content_object"],
                        include=("until_at",),
                        name="case_grant_worklist",
                    )
                ],
                "unique_together": {("group", "permission", "content_object")},
            },
        ),
        migrations.CreateModel(
            name="CasePersonGrant",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("until_at", models.DateTimeField(null=True)),
                (
                    "content_object",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="person_grants",
                        to="cases.case",
                    ),
                ),
                (
                    "permission",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, to="auth.permission"
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "abstract": False,
                "unique_together": {("user", "permission", "content_object")},
            },
        ),
        migrations.CreateModel(
            name="CaseSpell",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("opened_at", models.DateTimeField()),
                ("closed_at", models.DateTimeField(null=True)),
                ("closure_reason", models.CharField(blank=True, max_length=20)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="spells",
                        to="cases.case",
                    ),
                ),
                (
                    "second_of",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="seconds",
                        to="cases.case",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("closed_at", None)),
                        fields=("case",),
                        name="one_open_spell_of_a_case",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("closed_at", None),
                            ("closed_at__gte", models.F("opened_at")),
                            _connector="OR",
                        ),
                        name="a_spell_ends_after_it_starts",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Chronology",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("reference", models.CharField(max_length=20, unique=True)),
                ("number", models.PositiveSmallIntegerField()),
                ("purpose", models.CharField(max_length=200)),
                ("analysis", models.TextField(blank=True)),
                ("begun_at", models.DateTimeField()),
                ("edition", models.PositiveIntegerField(default=0)),
                ("frozen_at", models.DateTimeField(null=True)),
                ("digest", models.CharField(blank=True, max_length=64)),
                (
                    "begun_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "begun_from",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="cases.chronology",
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="chronologies",
                        to="cases.case",
                    ),
                ),
                (
                    "frozen_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "chronologies",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("case", "number"), name="a_case_numbers_its_chronologies_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("digest", ""), ("frozen_at", None)),
                            models.Q(
                                ("frozen_at__isnull", False),
                                models.Q(("digest", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="a_frozen_chronology_has_a_hash",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ChronologyEntry",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("place", models.PositiveSmallIntegerField()),
                ("happened_at", models.DateTimeField()),
                ("day_only", models.BooleanField(default=False)),
                ("title", models.CharField(max_length=250)),
                ("text", models.TextField(blank=True)),
                ("analysis", models.TextField(blank=True)),
                ("health", models.BooleanField(default=False)),
                ("event_id", models.BigIntegerField(null=True)),
                ("record_kind", models.CharField(blank=True, max_length=60)),
                ("record_id", models.UUIDField(null=True)),
                ("added_at", models.DateTimeField()),
                ("edition", models.PositiveIntegerField(default=0)),
                (
                    "added_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "chronology",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="entries",
                        to="cases.chronology",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "chronology entries",
                "constraints": [
                    models.UniqueConstraint(
                        deferrable=django.db.models.constraints.Deferrable["DEFERRED"],
                        fields=("chronology", "place"),
                        name="one_entry_at_a_place",
                    ),
                    models.UniqueConstraint(
                        fields=("chronology", "event_id"), name="an_event_is_chosen_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("event_id", None), ("record_id", None), ("record_kind", "")),
                            models.Q(
                                ("event_id__isnull", False),
                                ("record_id__isnull", False),
                                models.Q(("record_kind", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="an_entry_from_the_trail_names_its_record",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ChronologyEntryEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                ("place", models.PositiveSmallIntegerField()),
                ("happened_at", models.DateTimeField()),
                ("day_only", models.BooleanField(default=False)),
                ("title", models.CharField(max_length=250)),
                ("text", models.TextField(blank=True)),
                ("analysis", models.TextField(blank=True)),
                ("health", models.BooleanField(default=False)),
                ("event_id", models.BigIntegerField(null=True)),
                ("record_kind", models.CharField(blank=True, max_length=60)),
                ("record_id", models.UUIDField(null=True)),
                ("added_at", models.DateTimeField()),
                (
                    "added_by",
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
                    "chronology",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="cases.chronology",
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
                        to="cases.chronologyentry",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ChronologyEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                ("reference", models.CharField(max_length=20)),
                ("number", models.PositiveSmallIntegerField()),
                ("purpose", models.CharField(max_length=200)),
                ("analysis", models.TextField(blank=True)),
                ("begun_at", models.DateTimeField()),
                ("frozen_at", models.DateTimeField(null=True)),
                ("digest", models.CharField(blank=True, max_length=64)),
                (
                    "begun_by",
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
                    "begun_from",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="cases.chronology",
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
                    "frozen_by",
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
                        to="cases.chronology",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Intervention",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("DIRECT", "Direct work with the child"),
                            ("GROUP", "Group work"),
                            ("THERAPEUTIC", "Therapeutic work"),
                            ("PARENT_SUPPORT", "Support for parents or carers"),
                            ("EARLY_HELP_SIGNPOST", "Signposted to early help"),
                        ],
                        max_length=20,
                    ),
                ),
                ("purpose", models.TextField()),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("OFFERED", "Offered"),
                            ("ACCEPTED", "Accepted"),
                            ("DECLINED", "Declined"),
                            ("ENDED", "Ended"),
                        ],
                        default="OFFERED",
                        max_length=8,
                    ),
                ),
                ("offered_on", models.DateField()),
                ("offered_by_name", models.CharField(max_length=120)),
                ("answered_on", models.DateField(null=True)),
                (
                    "answered_by",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("CHILD", "The child"),
                            ("PARENT", "A parent or carer"),
                            ("BOTH", "The child and a parent or carer"),
                            ("NOBODY", "Nobody answered"),
                        ],
                        max_length=6,
                    ),
                ),
                ("declined_because", models.TextField(blank=True)),
                ("first_contact_on", models.DateField(null=True)),
                (
                    "safe_at_start",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("0", "0, not safe at all"),
                            ("1", "1"),
                            ("2", "2"),
                            ("3", "3"),
                            ("4", "4"),
                            ("5", "5"),
                            ("6", "6"),
                            ("7", "7"),
                            ("8", "8"),
                            ("9", "9"),
                            ("10", "10, completely safe"),
                            ("REFUSED", "Asked, and would not say"),
                            ("NOT_ASKED", "Not asked"),
                        ],
                        max_length=9,
                    ),
                ),
                ("ended_on", models.DateField(null=True)),
                (
                    "end_reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("COMPLETED", "The work was completed"),
                            ("CHILD_CHOSE", "The child chose to stop"),
                            ("FAMILY_CHOSE", "A parent or carer stopped it"),
                            ("PROVIDER_ENDED", "The provider could not go on"),
                            ("MOVED", "The child moved away"),
                            ("NOT_STARTED", "It never began"),
                        ],
                        max_length=14,
                    ),
                ),
                ("end_note", models.TextField(blank=True)),
                (
                    "safe_at_end",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("0", "0, not safe at all"),
                            ("1", "1"),
                            ("2", "2"),
                            ("3", "3"),
                            ("4", "4"),
                            ("5", "5"),
                            ("6", "6"),
                            ("7", "7"),
                            ("8", "8"),
                            ("9", "9"),
                            ("10", "10, completely safe"),
                            ("REFUSED", "Asked, and would not say"),
                            ("NOT_ASKED", "Not asked"),
                        ],
                        max_length=9,
                    ),
                ),
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
                        related_name="interventions",
                        to="cases.case",
                    ),
                ),
                (
                    "provider",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.agency",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["case", "-offered_on"], name="intervention_by_case"),
                    models.Index(
                        condition=models.Q(("status__in", ["OFFERED", "ACCEPTED"])),
                        fields=["provider", "-offered_on", "id"],
                        name="intervention_by_provider",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("status__in", ["OFFERED", "ACCEPTED"])),
                        fields=("case", "provider", "kind"),
                        name="a_provider_offers_a_kind_once_at_a_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answered_on", None), ("status", "OFFERED")),
                            models.Q(
                                models.Q(("status", "OFFERED"), _negated=True),
                                ("answered_on__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="an_answered_offer_says_when",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "DECLINED"), _negated=True),
                            models.Q(("declined_because", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="a_declined_offer_says_why",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("answered_on", None),
                            ("answered_on__gte", models.F("offered_on")),
                            _connector="OR",
                        ),
                        name="an_answer_follows_its_offer",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("first_contact_on", None),
                            ("first_contact_on__gte", models.F("offered_on")),
                            _connector="OR",
                        ),
                        name="first_contact_follows_the_offer",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("status", "ENDED"),
                                ("ended_on__isnull", False),
                                models.Q(("end_reason", ""), _negated=True),
                            ),
                            models.Q(
                                models.Q(("status", "ENDED"), _negated=True), ("ended_on", None)
                            ),
                            _connector="OR",
                        ),
                        name="an_ended_intervention_says_when_and_why",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ended_on", None),
                            ("first_contact_on", None),
                            ("ended_on__gte", models.F("first_contact_on")),
                            _connector="OR",
                        ),
                        name="an_intervention_ends_after_first_contact",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="InterventionEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("DIRECT", "Direct work with the child"),
                            ("GROUP", "Group work"),
                            ("THERAPEUTIC", "Therapeutic work"),
                            ("PARENT_SUPPORT", "Support for parents or carers"),
                            ("EARLY_HELP_SIGNPOST", "Signposted to early help"),
                        ],
                        max_length=20,
                    ),
                ),
                ("purpose", models.TextField()),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("OFFERED", "Offered"),
                            ("ACCEPTED", "Accepted"),
                            ("DECLINED", "Declined"),
                            ("ENDED", "Ended"),
                        ],
                        default="OFFERED",
                        max_length=8,
                    ),
                ),
                ("offered_on", models.DateField()),
                ("offered_by_name", models.CharField(max_length=120)),
                ("answered_on", models.DateField(null=True)),
                (
                    "answered_by",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("CHILD", "The child"),
                            ("PARENT", "A parent or carer"),
                            ("BOTH", "The child and a parent or carer"),
                            ("NOBODY", "Nobody answered"),
                        ],
                        max_length=6,
                    ),
                ),
                ("declined_because", models.TextField(blank=True)),
                ("first_contact_on", models.DateField(null=True)),
                (
                    "safe_at_start",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("0", "0, not safe at all"),
                            ("1", "1"),
                            ("2", "2"),
                            ("3", "3"),
                            ("4", "4"),
                            ("5", "5"),
                            ("6", "6"),
                            ("7", "7"),
                            ("8", "8"),
                            ("9", "9"),
                            ("10", "10, completely safe"),
                            ("REFUSED", "Asked, and would not say"),
                            ("NOT_ASKED", "Not asked"),
                        ],
                        max_length=9,
                    ),
                ),
                ("ended_on", models.DateField(null=True)),
                (
                    "end_reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("COMPLETED", "The work was completed"),
                            ("CHILD_CHOSE", "The child chose to stop"),
                            ("FAMILY_CHOSE", "A parent or carer stopped it"),
                            ("PROVIDER_ENDED", "The provider could not go on"),
                            ("MOVED", "The child moved away"),
                            ("NOT_STARTED", "It never began"),
                        ],
                        max_length=14,
                    ),
                ),
                ("end_note", models.TextField(blank=True)),
                (
                    "safe_at_end",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("0", "0, not safe at all"),
                            ("1", "1"),
                            ("2", "2"),
                            ("3", "3"),
                            ("4", "4"),
                            ("5", "5"),
                            ("6", "6"),
                            ("7", "7"),
                            ("8", "8"),
                            ("9", "9"),
                            ("10", "10, completely safe"),
                            ("REFUSED", "Asked, and would not say"),
                            ("NOT_ASKED", "Not asked"),
                        ],
                        max_length=9,
                    ),
                ),
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
                        to="cases.intervention",
                    ),
                ),
                (
                    "provider",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="agencies.agency",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Mention",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("PLATE", "Vehicle registration"),
                            ("PHONE", "Phone number"),
                            ("HANDLE", "Online name"),
                            ("NICKNAME", "Nickname"),
                            ("PLACE", "Place"),
                            ("TIME", "Time"),
                        ],
                        max_length=10,
                    ),
                ),
                ("value", models.CharField(max_length=200)),
                ("key", models.CharField(max_length=200)),
                ("record_kind", models.CharField(max_length=60)),
                ("record_id", models.UUIDField()),
                ("case_id", models.UUIDField(null=True)),
                ("subject_id", models.UUIDField(null=True)),
                ("heard_at", models.DateTimeField()),
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
            ],
            options={
                "indexes": [
                    models.Index(fields=["kind", "key"], name="mention_by_key"),
                    models.Index(fields=["case_id"], name="mention_by_case"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("kind", "key", "record_id"), name="a_record_hears_a_thing_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Note",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("key", models.UUIDField(unique=True)),
                ("kind", models.CharField(max_length=20)),
                ("happened_at", models.DateTimeField()),
                ("written_at", models.DateTimeField()),
                (
                    "role",
                    models.CharField(
                        blank=True,
                        choices=[
                            (agencies.roles.names.Role["REFERRER"], "Practitioner"),
                            (agencies.roles.names.Role["SCREENER"], "CSE team screener"),
                            (agencies.roles.names.Role["COORDINATOR"], "CSE coordinator"),
                            (agencies.roles.names.Role["TEAM_MANAGER"], "CSE team manager"),
                            (agencies.roles.names.Role["HEAD_OF_SERVICE"], "Head of service"),
                            (agencies.roles.names.Role["POLICE_CSE"], "Police CSE coordinator"),
                            (agencies.roles.names.Role["POLICE_INTEL"], "Police intelligence"),
                            (agencies.roles.names.Role["SOCIAL_WORKER"], "Social worker"),
                            (agencies.roles.names.Role["MASE_CHAIR"], "MASE chair"),
                            (agencies.roles.names.Role["PANEL_CHAIR"], "Panel chair"),
                            (agencies.roles.names.Role["PANEL_MEMBER"], "Panel member"),
                            (agencies.roles.names.Role["RUNAWAYS"], "Runaways worker"),
                            (agencies.roles.names.Role["DIRECT_WORKER"], "Direct worker"),
                            (agencies.roles.names.Role["ADULT_LEAD"], "Adult services lead"),
                            (agencies.roles.names.Role["ANALYST"], "Analyst"),
                            (
                                agencies.roles.names.Role["DSCB_ADMIN"],
                                "Safeguarding board administrator",
                            ),
                            (agencies.roles.names.Role["STRATEGIC"], "Strategic group member"),
                            (agencies.roles.names.Role["LICENSING"], "Licensing officer"),
                            (agencies.roles.names.Role["AUDITOR"], "Case auditor"),
                            (agencies.roles.names.Role["STEWARD"], "Data steward"),
                            (agencies.roles.names.Role["SYS_ADMIN"], "System administrator"),
                            (
                                agencies.roles.names.Role["CALDICOTT_IG"],
                                "Information governance lead",
                            ),
                        ],
                        max_length=20,
                    ),
                ),
                ("fact", models.TextField(blank=True)),
                ("reported", models.TextField(blank=True)),
                ("opinion", models.TextField(blank=True)),
                ("intelligence", models.TextField(blank=True)),
                ("has_health_part", models.BooleanField(default=False)),
                ("because", models.TextField(blank=True)),
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
                        related_name="notes",
                        to="cases.case",
                    ),
                ),
                (
                    "cites",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="cited_by",
                        to="cases.chronology",
                    ),
                ),
                (
                    "corrects",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="correction",
                        to="cases.note",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["case", "-happened_at", "id"], name="note_by_case")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("fact", ""), _negated=True),
                            models.Q(("reported", ""), _negated=True),
                            models.Q(("opinion", ""), _negated=True),
                            models.Q(("intelligence", ""), _negated=True),
                            ("has_health_part", True),
                            _connector="OR",
                        ),
                        name="a_note_says_something",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("happened_at__lte", models.F("written_at"))),
                        name="a_note_is_written_after_it_happened",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("corrects", None),
                            models.Q(("because", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="a_correction_says_why",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HealthPartEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "mark",
                    models.CharField(
                        choices=[
                            ("FACT", "Fact"),
                            ("REPORTED", "Reported"),
                            ("PROFESSIONAL_OPINION", "Professional opinion"),
                            ("INTELLIGENCE", "Intelligence"),
                        ],
                        max_length=20,
                    ),
                ),
                ("text", models.TextField()),
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
                        to="cases.healthpart",
                    ),
                ),
                (
                    "note",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="cases.note",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="NoteEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                ("key", models.UUIDField()),
                ("kind", models.CharField(max_length=20)),
                ("happened_at", models.DateTimeField()),
                ("written_at", models.DateTimeField()),
                (
                    "role",
                    models.CharField(
                        blank=True,
                        choices=[
                            (agencies.roles.names.Role["REFERRER"], "Practitioner"),
                            (agencies.roles.names.Role["SCREENER"], "CSE team screener"),
                            (agencies.roles.names.Role["COORDINATOR"], "CSE coordinator"),
                            (agencies.roles.names.Role["TEAM_MANAGER"], "CSE team manager"),
                            (agencies.roles.names.Role["HEAD_OF_SERVICE"], "Head of service"),
                            (agencies.roles.names.Role["POLICE_CSE"], "Police CSE coordinator"),
                            (agencies.roles.names.Role["POLICE_INTEL"], "Police intelligence"),
                            (agencies.roles.names.Role["SOCIAL_WORKER"], "Social worker"),
                            (agencies.roles.names.Role["MASE_CHAIR"], "MASE chair"),
                            (agencies.roles.names.Role["PANEL_CHAIR"], "Panel chair"),
                            (agencies.roles.names.Role["PANEL_MEMBER"], "Panel member"),
                            (agencies.roles.names.Role["RUNAWAYS"], "Runaways worker"),
                            (agencies.roles.names.Role["DIRECT_WORKER"], "Direct worker"),
                            (agencies.roles.names.Role["ADULT_LEAD"], "Adult services lead"),
                            (agencies.roles.names.Role["ANALYST"], "Analyst"),
                            (
                                agencies.roles.names.Role["DSCB_ADMIN"],
                                "Safeguarding board administrator",
                            ),
                            (agencies.roles.names.Role["STRATEGIC"], "Strategic group member"),
                            (agencies.roles.names.Role["LICENSING"], "Licensing officer"),
                            (agencies.roles.names.Role["AUDITOR"], "Case auditor"),
                            (agencies.roles.names.Role["STEWARD"], "Data steward"),
                            (agencies.roles.names.Role["SYS_ADMIN"], "System administrator"),
                            (
                                agencies.roles.names.Role["CALDICOTT_IG"],
                                "Information governance lead",
                            ),
                        ],
                        max_length=20,
                    ),
                ),
                ("fact", models.TextField(blank=True)),
                ("reported", models.TextField(blank=True)),
                ("opinion", models.TextField(blank=True)),
                ("intelligence", models.TextField(blank=True)),
                ("has_health_part", models.BooleanField(default=False)),
                ("because", models.TextField(blank=True)),
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
                    "cites",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="cases.chronology",
                    ),
                ),
                (
                    "corrects",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="cases.note",
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
                        to="cases.note",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Plan",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("aim", models.TextField()),
                ("keeping_safe", models.TextField(blank=True)),
                ("edition", models.PositiveIntegerField(default=1)),
                ("ticked", models.JSONField(default=list)),
                ("begun_at", models.DateTimeField()),
                ("saved_at", models.DateTimeField()),
                (
                    "case",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="plan",
                        to="cases.case",
                    ),
                ),
                (
                    "saved_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("aim", ""), _negated=True), name="a_plan_has_an_aim"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PlanAction",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                ("what", models.TextField()),
                ("said_to_child", models.TextField(blank=True)),
                ("indicators", models.JSONField(default=list)),
                ("tool_version", models.UUIDField(null=True)),
                ("no_wish_because", models.TextField(blank=True)),
                (
                    "owner_role",
                    models.CharField(
                        choices=[
                            (agencies.roles.names.Role["REFERRER"], "Practitioner"),
                            (agencies.roles.names.Role["SCREENER"], "CSE team screener"),
                            (agencies.roles.names.Role["COORDINATOR"], "CSE coordinator"),
                            (agencies.roles.names.Role["TEAM_MANAGER"], "CSE team manager"),
                            (agencies.roles.names.Role["HEAD_OF_SERVICE"], "Head of service"),
                            (agencies.roles.names.Role["POLICE_CSE"], "Police CSE coordinator"),
                            (agencies.roles.names.Role["POLICE_INTEL"], "Police intelligence"),
                            (agencies.roles.names.Role["SOCIAL_WORKER"], "Social worker"),
                            (agencies.roles.names.Role["MASE_CHAIR"], "MASE chair"),
                            (agencies.roles.names.Role["PANEL_CHAIR"], "Panel chair"),
                            (agencies.roles.names.Role["PANEL_MEMBER"], "Panel member"),
                            (agencies.roles.names.Role["RUNAWAYS"], "Runaways worker"),
                            (agencies.roles.names.Role["DIRECT_WORKER"], "Direct worker"),
                            (agencies.roles.names.Role["ADULT_LEAD"], "Adult services lead"),
                            (agencies.roles.names.Role["ANALYST"], "Analyst"),
                            (
                                agencies.roles.names.Role["DSCB_ADMIN"],
                                "Safeguarding board administrator",
                            ),
                            (agencies.roles.names.Role["STRATEGIC"], "Strategic group member"),
                            (agencies.roles.names.Role["LICENSING"], "Licensing officer"),
                            (agencies.roles.names.Role["AUDITOR"], "Case auditor"),
                            (agencies.roles.names.Role["STEWARD"], "Data steward"),
                            (agencies.roles.names.Role["SYS_ADMIN"], "System administrator"),
                            (
                                agencies.roles.names.Role["CALDICOTT_IG"],
                                "Information governance lead",
                            ),
                        ],
                        max_length=20,
                    ),
                ),
                ("due_on", models.DateField()),
                (
                    "status",
                    models.CharField(
                        choices=[("OPEN", "To do"), ("DONE", "Done"), ("DROPPED", "Dropped")],
                        default="OPEN",
                        max_length=8,
                    ),
                ),
                ("evidence", models.TextField(blank=True)),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("HELPED", "It did what it should"),
                            ("PARTLY", "It helped in part"),
                            ("NO_CHANGE", "It made no difference"),
                            ("TOO_EARLY", "It is too early to say"),
                        ],
                        max_length=10,
                    ),
                ),
                ("dropped_because", models.TextField(blank=True)),
                ("edition", models.PositiveIntegerField(default=1)),
                ("added_at", models.DateTimeField()),
                ("saved_at", models.DateTimeField()),
                ("closed_at", models.DateTimeField(null=True)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="plan_actions",
                        to="cases.case",
                    ),
                ),
                (
                    "closed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "owner_agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.agency",
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="actions",
                        to="cases.plan",
                    ),
                ),
                (
                    "saved_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "wish",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="actions",
                        to="cases.wish",
                    ),
                ),
            ],
            options={
                "verbose_name": "action of a plan",
                "verbose_name_plural": "actions of plans",
                "indexes": [models.Index(fields=["case", "due_on"], name="plan_action_by_case")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("plan", "number"), name="a_plan_counts_its_actions"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("what", ""), _negated=True), name="an_action_says_what"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("no_wish_because", ""), ("wish__isnull", False)),
                            models.Q(
                                ("wish", None), models.Q(("no_wish_because", ""), _negated=True)
                            ),
                            _connector="OR",
                        ),
                        name="an_action_cites_a_wish_or_says_why_not",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "DONE"), _negated=True),
                            models.Q(
                                models.Q(("evidence", ""), _negated=True),
                                models.Q(("outcome", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="a_done_action_has_evidence",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "DROPPED"), _negated=True),
                            models.Q(("dropped_because", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="a_dropped_action_says_why",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("closed_at", None), ("status", "OPEN")),
                            models.Q(
                                models.Q(("status", "OPEN"), _negated=True),
                                ("closed_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="a_closed_action_says_when",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PlanEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                ("aim", models.TextField()),
                ("keeping_safe", models.TextField(blank=True)),
                ("edition", models.PositiveIntegerField(default=1)),
                ("ticked", models.JSONField(default=list)),
                ("begun_at", models.DateTimeField()),
                ("saved_at", models.DateTimeField()),
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
                        to="cases.plan",
                    ),
                ),
                (
                    "saved_by",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="PlanReview",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                ("held_on", models.DateField()),
                ("took_part", models.TextField()),
                ("summary", models.TextField()),
                ("next_on", models.DateField()),
                ("aim", models.TextField()),
                ("keeping_safe", models.TextField(blank=True)),
                ("movement", models.JSONField()),
                ("ticked", models.JSONField(default=list)),
                ("screening_id", models.UUIDField(null=True)),
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
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reviews",
                        to="cases.plan",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("plan", "number"), name="a_plan_counts_its_reviews"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("next_on__gt", models.F("held_on"))),
                        name="the_next_review_comes_after_this_one",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PlanReviewEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                ("number", models.PositiveSmallIntegerField()),
                ("held_on", models.DateField()),
                ("took_part", models.TextField()),
                ("summary", models.TextField()),
                ("next_on", models.DateField()),
                ("aim", models.TextField()),
                ("keeping_safe", models.TextField(blank=True)),
                ("movement", models.JSONField()),
                ("ticked", models.JSONField(default=list)),
                ("screening_id", models.UUIDField(null=True)),
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
                        to="cases.planreview",
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="cases.plan",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="RiskLevelSet",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "level",
                    models.CharField(
                        choices=[
                            ("NO_CURRENT_RISK", "No current CSE risk"),
                            ("AT_RISK", "At risk"),
                            ("SIGNIFICANT", "Significant risk"),
                            ("SERIOUS", "Serious risk"),
                        ],
                        max_length=20,
                    ),
                ),
                ("from_at", models.DateTimeField()),
                ("recorded_at", models.DateTimeField()),
                ("reached_kind", models.CharField(max_length=60)),
                ("reached_id", models.UUIDField()),
                ("superseded_at", models.DateTimeField(null=True)),
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
                        related_name="levels",
                        to="cases.case",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["case", "from_at"], name="level_by_case")],
            },
        ),
        migrations.CreateModel(
            name="Session",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("on", models.DateField()),
                (
                    "attendance",
                    models.CharField(
                        choices=[
                            ("ATTENDED", "Attended"),
                            ("MISSED", "Did not come"),
                            ("CANCELLED", "Called off"),
                        ],
                        max_length=9,
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=500)),
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
                    "intervention",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sessions",
                        to="cases.intervention",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("intervention", "on"), name="one_session_on_a_day"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SessionEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                ("on", models.DateField()),
                (
                    "attendance",
                    models.CharField(
                        choices=[
                            ("ATTENDED", "Attended"),
                            ("MISSED", "Did not come"),
                            ("CANCELLED", "Called off"),
                        ],
                        max_length=9,
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=500)),
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
                    "intervention",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="cases.intervention",
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
                        to="cases.session",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Voice",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("heard_on", models.DateField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("VERBATIM", "In the child's own words"),
                            ("OBSERVED", "Seen, not said"),
                        ],
                        max_length=8,
                    ),
                ),
                (
                    "how",
                    models.CharField(
                        choices=[
                            ("CONVERSATION", "In conversation"),
                            ("INTERPRETER", "Through an interpreter"),
                            ("SIGNS", "In signs or symbols"),
                            ("DRAWING", "In a drawing or in play"),
                            ("LETTER", "In a letter"),
                            ("MESSAGE", "In a text or other message"),
                            ("ADVOCATE", "Through an advocate"),
                            ("WATCHING", "By being with the child"),
                        ],
                        max_length=12,
                    ),
                ),
                ("words", models.TextField()),
                ("heard_by_name", models.CharField(max_length=120)),
                ("recorded_at", models.DateTimeField()),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.agency",
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
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="voices",
                        to="cases.case",
                    ),
                ),
                (
                    "heard_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "voice of the child",
                "verbose_name_plural": "voices of the child",
                "indexes": [models.Index(fields=["case", "heard_on"], name="voice_by_case")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("words", ""), _negated=True), name="a_voice_has_words"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("heard_by_name", ""), _negated=True),
                        name="a_voice_was_heard_by_somebody",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="VoiceEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                ("heard_on", models.DateField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("VERBATIM", "In the child's own words"),
                            ("OBSERVED", "Seen, not said"),
                        ],
                        max_length=8,
                    ),
                ),
                (
                    "how",
                    models.CharField(
                        choices=[
                            ("CONVERSATION", "In conversation"),
                            ("INTERPRETER", "Through an interpreter"),
                            ("SIGNS", "In signs or symbols"),
                            ("DRAWING", "In a drawing or in play"),
                            ("LETTER", "In a letter"),
                            ("MESSAGE", "In a text or other message"),
                            ("ADVOCATE", "Through an advocate"),
                            ("WATCHING", "By being with the child"),
                        ],
                        max_length=12,
                    ),
                ),
                ("words", models.TextField()),
                ("heard_by_name", models.CharField(max_length=120)),
                ("recorded_at", models.DateTimeField()),
                (
                    "agency",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="agencies.agency",
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
                    "heard_by",
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
                        to="cases.voice",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Wish",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("said", models.CharField(max_length=200)),
                (
                    "status",
                    models.CharField(
                        choices=[("OPEN", "Open"), ("MET", "Met"), ("CANNOT", "Cannot be met")],
                        default="OPEN",
                        max_length=6,
                    ),
                ),
                ("answer", models.TextField(blank=True)),
                ("answered_at", models.DateTimeField(null=True)),
                (
                    "answered_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "voice",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="wishes",
                        to="cases.voice",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "wishes",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("said", ""), _negated=True),
                        name="a_wish_says_something",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status", "OPEN"),
                            models.Q(("answer", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="an_answered_wish_says_what_the_child_was_told",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PlanActionEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                ("number", models.PositiveSmallIntegerField()),
                ("what", models.TextField()),
                ("said_to_child", models.TextField(blank=True)),
                ("indicators", models.JSONField(default=list)),
                ("tool_version", models.UUIDField(null=True)),
                ("no_wish_because", models.TextField(blank=True)),
                (
                    "owner_role",
                    models.CharField(
                        choices=[
                            (agencies.roles.names.Role["REFERRER"], "Practitioner"),
                            (agencies.roles.names.Role["SCREENER"], "CSE team screener"),
                            (agencies.roles.names.Role["COORDINATOR"], "CSE coordinator"),
                            (agencies.roles.names.Role["TEAM_MANAGER"], "CSE team manager"),
                            (agencies.roles.names.Role["HEAD_OF_SERVICE"], "Head of service"),
                            (agencies.roles.names.Role["POLICE_CSE"], "Police CSE coordinator"),
                            (agencies.roles.names.Role["POLICE_INTEL"], "Police intelligence"),
                            (agencies.roles.names.Role["SOCIAL_WORKER"], "Social worker"),
                            (agencies.roles.names.Role["MASE_CHAIR"], "MASE chair"),
                            (agencies.roles.names.Role["PANEL_CHAIR"], "Panel chair"),
                            (agencies.roles.names.Role["PANEL_MEMBER"], "Panel member"),
                            (agencies.roles.names.Role["RUNAWAYS"], "Runaways worker"),
                            (agencies.roles.names.Role["DIRECT_WORKER"], "Direct worker"),
                            (agencies.roles.names.Role["ADULT_LEAD"], "Adult services lead"),
                            (agencies.roles.names.Role["ANALYST"], "Analyst"),
                            (
                                agencies.roles.names.Role["DSCB_ADMIN"],
                                "Safeguarding board administrator",
                            ),
                            (agencies.roles.names.Role["STRATEGIC"], "Strategic group member"),
                            (agencies.roles.names.Role["LICENSING"], "Licensing officer"),
                            (agencies.roles.names.Role["AUDITOR"], "Case auditor"),
                            (agencies.roles.names.Role["STEWARD"], "Data steward"),
                            (agencies.roles.names.Role["SYS_ADMIN"], "System administrator"),
                            (
                                agencies.roles.names.Role["CALDICOTT_IG"],
                                "Information governance lead",
                            ),
                        ],
                        max_length=20,
                    ),
                ),
                ("due_on", models.DateField()),
                (
                    "status",
                    models.CharField(
                        choices=[("OPEN", "To do"), ("DONE", "Done"), ("DROPPED", "Dropped")],
                        default="OPEN",
                        max_length=8,
                    ),
                ),
                ("evidence", models.TextField(blank=True)),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("HELPED", "It did what it should"),
                            ("PARTLY", "It helped in part"),
                            ("NO_CHANGE", "It made no difference"),
                            ("TOO_EARLY", "It is too early to say"),
                        ],
                        max_length=10,
                    ),
                ),
                ("dropped_because", models.TextField(blank=True)),
                ("edition", models.PositiveIntegerField(default=1)),
                ("added_at", models.DateTimeField()),
                ("saved_at", models.DateTimeField()),
                ("closed_at", models.DateTimeField(null=True)),
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
                    "closed_by",
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
                    "owner",
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
                    "owner_agency",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="agencies.agency",
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
                        to="cases.planaction",
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="cases.plan",
                    ),
                ),
                (
                    "saved_by",
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
                    "wish",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="cases.wish",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="WishEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                ("said", models.CharField(max_length=200)),
                (
                    "status",
                    models.CharField(
                        choices=[("OPEN", "Open"), ("MET", "Met"), ("CANNOT", "Cannot be met")],
                        default="OPEN",
                        max_length=6,
                    ),
                ),
                ("answer", models.TextField(blank=True)),
                ("answered_at", models.DateTimeField(null=True)),
                (
                    "answered_by",
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
                        to="cases.wish",
                    ),
                ),
                (
                    "voice",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="cases.voice",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
    ]
