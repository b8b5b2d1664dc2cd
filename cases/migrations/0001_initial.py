import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import agencies.roles


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("agencies", "0001_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("children", "0001_initial"),
        ("pghistory", "0007_auto_20250421_0444"),
    ]

    operations = [
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
                    "child",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="cases",
                        to="children.child",
                    ),
                ),
                (
                    "authority",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="agencies.authority"
                    ),
                ),
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
            name="CaseEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
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
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                ("reference", models.CharField(max_length=20)),
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
            ],
            options={
                "abstract": False,
                "indexes": [],
                "constraints": [],
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
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="spells",
                        to="cases.case",
                    ),
                ),
                ("opened_at", models.DateTimeField()),
                ("closed_at", models.DateTimeField(null=True)),
                ("closure_reason", models.CharField(blank=True, max_length=20)),
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
                "indexes": [],
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
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="levels",
                        to="cases.case",
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
                    "agency",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.agency",
                    ),
                ),
                ("superseded_at", models.DateTimeField(null=True)),
            ],
            options={
                "indexes": [models.Index(fields=["case", "from_at"], name="level_by_case")],
                "constraints": [],
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
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="allocations",
                        to="cases.case",
                    ),
                ),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="agencies.agency"
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[
                            (agencies.roles.Role["REFERRER"], "Practitioner"),
                            (agencies.roles.Role["SCREENER"], "CSE team screener"),
                            (agencies.roles.Role["COORDINATOR"], "CSE coordinator"),
                            (agencies.roles.Role["TEAM_MANAGER"], "CSE team manager"),
                            (agencies.roles.Role["HEAD_OF_SERVICE"], "Head of service"),
                            (agencies.roles.Role["POLICE_CSE"], "Police CSE coordinator"),
                            (agencies.roles.Role["POLICE_INTEL"], "Police intelligence"),
                            (agencies.roles.Role["SOCIAL_WORKER"], "Social worker"),
                            (agencies.roles.Role["MASE_CHAIR"], "MASE chair"),
                            (agencies.roles.Role["PANEL_CHAIR"], "Panel chair"),
                            (agencies.roles.Role["PANEL_MEMBER"], "Panel member"),
                            (agencies.roles.Role["RUNAWAYS"], "Runaways worker"),
                            (agencies.roles.Role["DIRECT_WORKER"], "Direct worker"),
                            (agencies.roles.Role["ADULT_LEAD"], "Adult services lead"),
                            (agencies.roles.Role["ANALYST"], "Analyst"),
                            (agencies.roles.Role["DSCB_ADMIN"], "Safeguarding board administrator"),
                            (agencies.roles.Role["STRATEGIC"], "Strategic group member"),
                            (agencies.roles.Role["LICENSING"], "Licensing officer"),
                            (agencies.roles.Role["AUDITOR"], "Case auditor"),
                            (agencies.roles.Role["STEWARD"], "Data steward"),
                            (agencies.roles.Role["SYS_ADMIN"], "System administrator"),
                            (agencies.roles.Role["CALDICOTT_IG"], "Information governance lead"),
                        ],
                        max_length=20,
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
                ("from_at", models.DateTimeField()),
                ("until_at", models.DateTimeField(null=True)),
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
            name="CaseGrant",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "permission",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, to="auth.permission"
                    ),
                ),
                (
                    "group",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="auth.group"),
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
            ],
            options={
                "unique_together": {("group", "permission", "content_object")},
                "abstract": False,
                "indexes": [
                    models.Index(
                        fields=["group", "status", "due_at", "content_object"],
                        name="case_grant_worklist",
                    )
                ],
                "constraints": [],
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
                ("until_at", models.DateTimeField(null=True)),
                (
                    "content_object",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="person_grants",
                        to="cases.case",
                    ),
                ),
            ],
            options={
                "unique_together": {("user", "permission", "content_object")},
                "abstract": False,
                "indexes": [],
                "constraints": [],
            },
        ),
    ]
