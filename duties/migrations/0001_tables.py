import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import agencies.roles.names
from core.tables import AllTables


class Migration(AllTables):
    replaces = [
        ("duties", "0001_initial"),
        ("duties", "0002_plan_clocks"),
        ("duties", "0003_access_reviews"),
        ("duties", "0004_second_case"),
    ]

    initial = True

    dependencies = [
        ("agencies", "0001_tables"),
    ]

    operations = [
        migrations.CreateModel(
            name="AccessReview",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("reference", models.CharField(max_length=30, unique=True)),
                ("opened_at", models.DateTimeField()),
                ("signed_off_at", models.DateTimeField(null=True)),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.agency",
                    ),
                ),
                (
                    "authority",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="agencies.authority"
                    ),
                ),
                (
                    "signed_off_by",
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
                    models.UniqueConstraint(
                        condition=models.Q(("signed_off_at", None)),
                        fields=("agency", "authority"),
                        name="one_open_access_review_of_an_agency",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("signed_off_at", None), ("signed_off_by", None)),
                            models.Q(
                                ("signed_off_at__gte", models.F("opened_at")),
                                ("signed_off_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="a_review_is_signed_off_by_somebody",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ClockLimit",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "clock",
                    models.CharField(
                        choices=[
                            (
                                "URGENT_DECISION",
                                "Decide the course of action on an urgent referral",
                            ),
                            ("SCREEN_REFERRAL", "Screen the referral"),
                            ("ANSWER_REQUEST", "Answer a request for more information"),
                            ("TELL_REFERRER", "Tell the referrer the outcome"),
                            ("RECONSIDER", "Reconsider a decision the referrer disagrees with"),
                            ("COUNTERSIGN", "Countersign the screening"),
                            ("CORRECT_SCREENING", "Correct the screening that was sent back"),
                            ("INITIAL_MASE", "Hold the first MASE"),
                            ("RESCREEN", "Screen again"),
                            ("PLAN_ACTION", "Do an action of the plan"),
                            ("PLAN_REVIEW", "Review the plan"),
                            ("RETURN_INTERVIEW", "Offer and hold the return interview"),
                            ("SCREEN_AFTER_MISSING", "Screen after a missing episode"),
                            ("SIGN_OFF_RETURN", "Sign off the quarterly return"),
                            ("MATCH_PARKED_ROW", "Settle a parked import row"),
                            ("REVIEW_ACCESS", "Review who has access"),
                            ("NEXT_ACCESS_REVIEW", "Begin the next review of who has access"),
                            ("CLOSE_SECOND_CASE", "Close one of two open cases of a child"),
                        ],
                        max_length=30,
                    ),
                ),
                ("amount", models.PositiveSmallIntegerField()),
                (
                    "unit",
                    models.CharField(
                        choices=[
                            ("HOURS", "hours"),
                            ("WORKING_DAYS", "working days"),
                            ("MONTHS", "months"),
                        ],
                        max_length=12,
                    ),
                ),
                ("may_stop", models.BooleanField(default=False)),
                ("source", models.CharField(max_length=200)),
                (
                    "authority",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="agencies.authority",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("clock", "authority"),
                        name="one_limit_of_a_clock_for_an_authority",
                        nulls_distinct=False,
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("amount__gt", 0)), name="a_limit_is_longer_than_nothing"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Duty",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "clock",
                    models.CharField(
                        choices=[
                            (
                                "URGENT_DECISION",
                                "Decide the course of action on an urgent referral",
                            ),
                            ("SCREEN_REFERRAL", "Screen the referral"),
                            ("ANSWER_REQUEST", "Answer a request for more information"),
                            ("TELL_REFERRER", "Tell the referrer the outcome"),
                            ("RECONSIDER", "Reconsider a decision the referrer disagrees with"),
                            ("COUNTERSIGN", "Countersign the screening"),
                            ("CORRECT_SCREENING", "Correct the screening that was sent back"),
                            ("INITIAL_MASE", "Hold the first MASE"),
                            ("RESCREEN", "Screen again"),
                            ("PLAN_ACTION", "Do an action of the plan"),
                            ("PLAN_REVIEW", "Review the plan"),
                            ("RETURN_INTERVIEW", "Offer and hold the return interview"),
                            ("SCREEN_AFTER_MISSING", "Screen after a missing episode"),
                            ("SIGN_OFF_RETURN", "Sign off the quarterly return"),
                            ("MATCH_PARKED_ROW", "Settle a parked import row"),
                            ("REVIEW_ACCESS", "Review who has access"),
                            ("NEXT_ACCESS_REVIEW", "Begin the next review of who has access"),
                            ("CLOSE_SECOND_CASE", "Close one of two open cases of a child"),
                        ],
                        max_length=30,
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("OPEN", "To do"),
                            ("STOPPED", "Clock stopped"),
                            ("DONE", "Done"),
                            ("CANCELLED", "No longer needed"),
                        ],
                        default="OPEN",
                        max_length=10,
                    ),
                ),
                ("record_kind", models.CharField(max_length=60)),
                ("record_id", models.UUIDField()),
                ("case_id", models.UUIDField(null=True)),
                ("subject_id", models.UUIDField(null=True)),
                ("reference", models.CharField(max_length=30)),
                ("urgent", models.BooleanField(default=False)),
                (
                    "owner_role",
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
                ("opened_at", models.DateTimeField()),
                ("due_at", models.DateTimeField()),
                ("closed_at", models.DateTimeField(null=True)),
                (
                    "authority",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="agencies.authority"
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
                        related_name="duties",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "owner_agency",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, to="agencies.agency"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("status", "OPEN")),
                        fields=["authority", "owner_role", "due_at"],
                        name="open_duty_by_role",
                    ),
                    models.Index(fields=["owner", "due_at"], name="duty_by_person"),
                    models.Index(fields=["case_id", "due_at"], name="duty_by_case"),
                    models.Index(fields=["record_id"], name="duty_by_record"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("status__in", ["OPEN", "STOPPED"])),
                        fields=("clock", "record_id"),
                        name="a_record_owes_a_thing_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("owner_role", ""), _negated=True),
                            ("owner__isnull", False),
                            _connector="OR",
                        ),
                        name="a_duty_has_an_owner",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("closed_at", None),
                            ("closed_at__gte", models.F("opened_at")),
                            _connector="OR",
                        ),
                        name="a_duty_ends_after_it_starts",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DutyStop",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("from_at", models.DateTimeField()),
                ("until_at", models.DateTimeField(null=True)),
                ("because", models.TextField()),
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
                    "duty",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="stops",
                        to="duties.duty",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("until_at", None),
                            ("until_at__gte", models.F("from_at")),
                            _connector="OR",
                        ),
                        name="a_stop_ends_after_it_starts",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("until_at", None)),
                        fields=("duty",),
                        name="a_clock_stops_once_at_a_time",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReviewedPost",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "decision",
                    models.CharField(choices=[("KEEP", "Keep"), ("END", "End")], max_length=4),
                ),
                ("last_signed_in_at", models.DateTimeField(null=True)),
                (
                    "post",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.membership",
                    ),
                ),
                (
                    "review",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="posts",
                        to="duties.accessreview",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("review", "post"), name="a_review_decides_a_post_once"
                    )
                ],
            },
        ),
    ]
