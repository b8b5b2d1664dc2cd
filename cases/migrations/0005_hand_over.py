import uuid

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import agencies.roles.names
from core.tables import AllTables


class Migration(AllTables):
    dependencies = [
        ("agencies", "0001_tables"),
        ("agencies", "__first__"),
        ("cases", "0004_words_of_notes"),
        ("pghistory", "0007_auto_20250421_0444"),
    ]

    operations = [
        migrations.AlterField(
            model_name="closingentry",
            name="step",
            field=models.CharField(
                choices=[
                    ("AGREED", "MASE, or two managers, agreed to close"),
                    ("DISRUPTION", "The disruption plan is finished or handed to police"),
                    ("TOLD", "The agencies involved are told"),
                    ("RETENTION", "The retention class is set"),
                    ("OVERRIDE", "A manager closes it without acceptance"),
                ],
                max_length=12,
            ),
        ),
        migrations.AlterField(
            model_name="closingentryevent",
            name="step",
            field=models.CharField(
                choices=[
                    ("AGREED", "MASE, or two managers, agreed to close"),
                    ("DISRUPTION", "The disruption plan is finished or handed to police"),
                    ("TOLD", "The agencies involved are told"),
                    ("RETENTION", "The retention class is set"),
                    ("OVERRIDE", "A manager closes it without acceptance"),
                ],
                max_length=12,
            ),
        ),
        migrations.CreateModel(
            name="DecisionRecord",
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
                            ("MOVED", "Moved along the pathway"),
                            ("STEPPED_UP", "Stepped up to Children's Services"),
                            ("STEPPED_DOWN", "Stepped down"),
                            ("CLOSED", "Closed"),
                            ("REOPENED", "Opened again"),
                            ("SIGNED", "Outcome of a screening"),
                            ("COUNTERSIGNED", "Outcome of a screening countersigned"),
                            ("SENT_BACK", "Screening sent back"),
                            ("HAND_OVER_ACCEPTED", "Hand-over accepted"),
                            ("HAND_OVER_DECLINED", "Hand-over declined"),
                        ],
                        max_length=18,
                    ),
                ),
                ("outcome", models.CharField(max_length=200)),
                ("options", models.JSONField(default=list)),
                ("because", models.TextField(blank=True)),
                ("record_kind", models.CharField(max_length=60)),
                ("record_id", models.UUIDField()),
                (
                    "seen",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(), size=None
                    ),
                ),
                ("unseen", models.PositiveIntegerField()),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="decisions",
                        to="cases.case",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["case", "-at"], name="decision_by_case")],
            },
        ),
        migrations.CreateModel(
            name="DecisionRecordEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("MOVED", "Moved along the pathway"),
                            ("STEPPED_UP", "Stepped up to Children's Services"),
                            ("STEPPED_DOWN", "Stepped down"),
                            ("CLOSED", "Closed"),
                            ("REOPENED", "Opened again"),
                            ("SIGNED", "Outcome of a screening"),
                            ("COUNTERSIGNED", "Outcome of a screening countersigned"),
                            ("SENT_BACK", "Screening sent back"),
                            ("HAND_OVER_ACCEPTED", "Hand-over accepted"),
                            ("HAND_OVER_DECLINED", "Hand-over declined"),
                        ],
                        max_length=18,
                    ),
                ),
                ("outcome", models.CharField(max_length=200)),
                ("options", models.JSONField(default=list)),
                ("because", models.TextField(blank=True)),
                ("record_kind", models.CharField(max_length=60)),
                ("record_id", models.UUIDField()),
                (
                    "seen",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(), size=None
                    ),
                ),
                ("unseen", models.PositiveIntegerField()),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        db_constraint=False,
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
                        to="cases.decisionrecord",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="HandOver",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("reference", models.CharField(max_length=20, unique=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("TEAM", "To another team of the partnership"),
                            ("AUTHORITY", "To another authority"),
                            ("ADULT", "To adult services"),
                        ],
                        max_length=9,
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("OFFERED", "Waits for an answer"),
                            ("ACCEPTED", "Accepted"),
                            ("DECLINED", "Declined"),
                            ("WITHDRAWN", "Taken back"),
                        ],
                        default="OFFERED",
                        max_length=9,
                    ),
                ),
                ("because", models.TextField()),
                (
                    "to_role",
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
                ("to_place", models.CharField(blank=True, max_length=160)),
                ("contact", models.CharField(blank=True, max_length=160)),
                ("force", models.CharField(blank=True, max_length=120)),
                ("packet", models.JSONField()),
                ("packet_hash", models.CharField(max_length=64)),
                ("offered_at", models.DateTimeField()),
                ("answered_at", models.DateTimeField(null=True)),
                ("answered_by_name", models.CharField(blank=True, max_length=160)),
                ("answer", models.TextField(blank=True)),
                (
                    "allocation",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="cases.allocation",
                    ),
                ),
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
                        related_name="hand_overs",
                        to="cases.case",
                    ),
                ),
                (
                    "to_agency",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="hand_overs",
                        to="agencies.agency",
                    ),
                ),
                (
                    "to_authority",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="hand_overs",
                        to="agencies.authority",
                    ),
                ),
                (
                    "to_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="hand_overs",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["case", "-offered_at"], name="hand_over_by_case"),
                    models.Index(fields=["to_agency", "to_role"], name="hand_over_by_team"),
                    models.Index(fields=["to_authority"], name="hand_over_by_authority"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("status", "OFFERED")),
                        fields=("case",),
                        name="a_case_is_offered_to_one_at_a_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answered_at", None), ("status", "OFFERED")),
                            models.Q(
                                models.Q(("status", "OFFERED"), _negated=True),
                                ("answered_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="an_answered_hand_over_says_when",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status__in", ["DECLINED", "WITHDRAWN"]), _negated=True),
                            models.Q(("answer", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="a_refused_hand_over_says_why",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "AUTHORITY"), ("to_agency", None)),
                            models.Q(
                                models.Q(("kind", "AUTHORITY"), _negated=True),
                                ("to_agency__isnull", False),
                                ("to_authority", None),
                            ),
                            _connector="OR",
                        ),
                        name="a_hand_over_goes_to_a_team_or_an_authority",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "AUTHORITY"), ("to_authority", None), _negated=True),
                            models.Q(("to_place", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="a_place_outside_the_region_is_named",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HandOverEntry",
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
                            ("FORCE_TOLD", "The receiving force was told"),
                            ("OFFICER", "A police officer is allocated there"),
                            ("PNC_ALERT", "The PNC alert was handed over"),
                            ("TRIGGER_PLAN", "The trigger plan for going missing was handed over"),
                            ("RISK", "News of the risk"),
                        ],
                        max_length=12,
                    ),
                ),
                ("on", models.DateField()),
                ("words", models.TextField()),
                ("recorded_at", models.DateTimeField()),
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
                    "hand_over",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="entries",
                        to="cases.handover",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["hand_over", "recorded_at"], name="entry_by_hand_over")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("words", ""), _negated=True),
                        name="a_hand_over_entry_has_words",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="HandOverEntryEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("FORCE_TOLD", "The receiving force was told"),
                            ("OFFICER", "A police officer is allocated there"),
                            ("PNC_ALERT", "The PNC alert was handed over"),
                            ("TRIGGER_PLAN", "The trigger plan for going missing was handed over"),
                            ("RISK", "News of the risk"),
                        ],
                        max_length=12,
                    ),
                ),
                ("on", models.DateField()),
                ("words", models.TextField()),
                ("recorded_at", models.DateTimeField()),
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
                    "hand_over",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="cases.handover",
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
                        to="cases.handoverentry",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="HandOverEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                ("reference", models.CharField(max_length=20)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("TEAM", "To another team of the partnership"),
                            ("AUTHORITY", "To another authority"),
                            ("ADULT", "To adult services"),
                        ],
                        max_length=9,
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("OFFERED", "Waits for an answer"),
                            ("ACCEPTED", "Accepted"),
                            ("DECLINED", "Declined"),
                            ("WITHDRAWN", "Taken back"),
                        ],
                        default="OFFERED",
                        max_length=9,
                    ),
                ),
                ("because", models.TextField()),
                (
                    "to_role",
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
                ("to_place", models.CharField(blank=True, max_length=160)),
                ("contact", models.CharField(blank=True, max_length=160)),
                ("force", models.CharField(blank=True, max_length=120)),
                ("packet", models.JSONField()),
                ("packet_hash", models.CharField(max_length=64)),
                ("offered_at", models.DateTimeField()),
                ("answered_at", models.DateTimeField(null=True)),
                ("answered_by_name", models.CharField(blank=True, max_length=160)),
                ("answer", models.TextField(blank=True)),
                (
                    "allocation",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="cases.allocation",
                    ),
                ),
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
                        to="cases.handover",
                    ),
                ),
                (
                    "to_agency",
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
                    "to_authority",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="agencies.authority",
                    ),
                ),
                (
                    "to_user",
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
            name="TransitionEntry",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "step",
                    models.CharField(
                        choices=[
                            ("YPSE", "Discussed at YPSE"),
                            ("CARE_ACT", "Care Act assessment"),
                            ("SERVICES", "Services that go on"),
                            ("CONSENT", "Consent of the young person as an adult"),
                        ],
                        max_length=8,
                    ),
                ),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("DISCUSSED", "Discussed"),
                            ("ELIGIBLE", "Assessed: needs that adult services meet"),
                            ("NOT_ELIGIBLE", "Assessed: no such needs"),
                            ("NO_ASSESSMENT", "Decided not to assess"),
                            ("GO_ON", "These services go on"),
                            ("NONE_GO_ON", "No service goes on"),
                            ("GIVEN", "The young person consents"),
                            ("IN_PART", "Consents in part"),
                            ("REFUSED", "The young person refuses"),
                        ],
                        max_length=13,
                    ),
                ),
                ("on", models.DateField()),
                ("words", models.TextField()),
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
                        related_name="transition_entries",
                        to="cases.case",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["case", "recorded_at"], name="transition_entry_by_case")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("words", ""), _negated=True),
                        name="a_transition_entry_has_words",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="TransitionEntryEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                (
                    "step",
                    models.CharField(
                        choices=[
                            ("YPSE", "Discussed at YPSE"),
                            ("CARE_ACT", "Care Act assessment"),
                            ("SERVICES", "Services that go on"),
                            ("CONSENT", "Consent of the young person as an adult"),
                        ],
                        max_length=8,
                    ),
                ),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("DISCUSSED", "Discussed"),
                            ("ELIGIBLE", "Assessed: needs that adult services meet"),
                            ("NOT_ELIGIBLE", "Assessed: no such needs"),
                            ("NO_ASSESSMENT", "Decided not to assess"),
                            ("GO_ON", "These services go on"),
                            ("NONE_GO_ON", "No service goes on"),
                            ("GIVEN", "The young person consents"),
                            ("IN_PART", "Consents in part"),
                            ("REFUSED", "The young person refuses"),
                        ],
                        max_length=13,
                    ),
                ),
                ("on", models.DateField()),
                ("words", models.TextField()),
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
                        to="cases.transitionentry",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
    ]
