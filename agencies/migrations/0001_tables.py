import uuid

import django.db.models.deletion
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models

import agencies.roles.names
from core.tables import AllTables


class Migration(AllTables):
    replaces = [
        ("agencies", "0001_initial"),
        ("agencies", "0002_barriers_of_one_child"),
        ("agencies", "0003_accounts"),
    ]

    initial = True

    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
    ]

    operations = [
        migrations.CreateModel(
            name="Authority",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("ons_code", models.CharField(max_length=9, unique=True)),
                ("dfe_code", models.CharField(max_length=3, unique=True)),
                ("name", models.CharField(max_length=80)),
                ("police_force", models.CharField(max_length=80)),
                ("region", models.CharField(max_length=80)),
            ],
            options={
                "ordering": ("name",),
            },
        ),
        migrations.CreateModel(
            name="User",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                (
                    "last_login",
                    models.DateTimeField(blank=True, null=True, verbose_name="last login"),
                ),
                (
                    "is_superuser",
                    models.BooleanField(
                        default=False,
                        help_text="Designates that this user has all permissions without explicitly assigning them.",
                        verbose_name="superuser status",
                    ),
                ),
                ("email", models.EmailField(max_length=254, unique=True)),
                ("name", models.CharField(max_length=120)),
                ("telephone", models.CharField(blank=True, max_length=40)),
                ("is_active", models.BooleanField(default=True)),
                ("is_staff", models.BooleanField(default=False)),
                ("joined_at", models.DateTimeField(null=True)),
                ("woken_at", models.DateTimeField(null=True)),
                ("sessions_ended", models.PositiveIntegerField(default=0)),
                (
                    "groups",
                    models.ManyToManyField(
                        blank=True,
                        help_text="The groups this user belongs to. A user will get all permissions granted to each of their groups.",
                        related_name="user_set",
                        related_query_name="user",
                        to="auth.group",
                        verbose_name="groups",
                    ),
                ),
                (
                    "user_permissions",
                    models.ManyToManyField(
                        blank=True,
                        help_text="Specific permissions for this user.",
                        related_name="user_set",
                        related_query_name="user",
                        to="auth.permission",
                        verbose_name="user permissions",
                    ),
                ),
            ],
            options={
                "ordering": ("name",),
                "constraints": [
                    models.UniqueConstraint(
                        django.db.models.functions.text.Lower("email"),
                        name="one_account_for_an_address",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Agency",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("code", models.CharField(max_length=40, unique=True)),
                ("name", models.CharField(max_length=120)),
                ("sector", models.CharField(max_length=20)),
                ("safeguarding_lead", models.CharField(blank=True, max_length=120)),
                ("secure_mail", models.EmailField(blank=True, max_length=254)),
                ("active", models.BooleanField(default=True)),
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
                "ordering": ("name",),
            },
        ),
        migrations.CreateModel(
            name="Exclusion",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("subject_id", models.UUIDField()),
                ("because", models.TextField()),
                ("from_at", models.DateTimeField()),
                ("until_at", models.DateTimeField(null=True)),
                ("merge_id", models.UUIDField(null=True)),
                (
                    "agency",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, to="agencies.agency"
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
                    "copy_of",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="copies",
                        to="agencies.exclusion",
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
            ],
            options={
                "abstract": False,
                "indexes": [models.Index(fields=["subject_id"], name="exclusion_by_subject")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("merge_id", None), ("copy_of__isnull", False), _connector="OR"
                        ),
                        name="exclusion_of_a_merge_is_a_copy",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("agency__isnull", True), ("user__isnull", False)),
                            models.Q(("agency__isnull", False), ("user__isnull", True)),
                            _connector="OR",
                        ),
                        name="exclusion_bars_a_person_or_an_agency",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="KeptForm",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("path", models.CharField(max_length=400)),
                ("fields", models.JSONField()),
                ("kept_at", models.DateTimeField()),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Membership",
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
                ("from_on", models.DateField()),
                ("until_on", models.DateField(null=True)),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="memberships",
                        to="agencies.agency",
                    ),
                ),
                (
                    "authority",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="agencies.authority",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="memberships",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["user", "until_on"], name="post_by_person")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("until_on", None),
                            ("until_on__gte", models.F("from_on")),
                            _connector="OR",
                        ),
                        name="post_ends_after_it_starts",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ProposedPost",
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
                ("until_on", models.DateField(null=True)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("WAITING", "Waits for approval"),
                            ("APPROVED", "Approved"),
                            ("DECLINED", "Declined"),
                        ],
                        default="WAITING",
                        max_length=10,
                    ),
                ),
                ("asked_at", models.DateTimeField()),
                ("decided_at", models.DateTimeField(null=True)),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="agencies.agency"
                    ),
                ),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "authority",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="agencies.authority"
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
                    "post",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="agencies.membership",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="proposed_posts",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("status", "WAITING")),
                        fields=("user", "agency", "authority", "role"),
                        name="a_post_waits_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("user", models.F("asked_by")), _negated=True),
                            models.Q(
                                ("status", "APPROVED"),
                                ("user", models.F("decided_by")),
                                _negated=True,
                            ),
                        ),
                        name="nobody_grants_to_themselves",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "APPROVED"), _negated=True),
                            models.Q(
                                ("decided_by__isnull", False),
                                models.Q(("decided_by", models.F("asked_by")), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="two_people_grant_a_post",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Restriction",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("subject_id", models.UUIDField()),
                ("because", models.TextField()),
                ("from_at", models.DateTimeField()),
                ("until_at", models.DateTimeField(null=True)),
                ("merge_id", models.UUIDField(null=True)),
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
                    "copy_of",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="copies",
                        to="agencies.restriction",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "indexes": [models.Index(fields=["subject_id"], name="restriction_by_subject")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("merge_id", None), ("copy_of__isnull", False), _connector="OR"
                        ),
                        name="restriction_of_a_merge_is_a_copy",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="RestrictedTo",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "restriction",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="named",
                        to="agencies.restriction",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("restriction", "user"), name="a_person_is_named_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="RoleGroup",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("role", models.CharField(max_length=20)),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="agencies.agency"
                    ),
                ),
                (
                    "group",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, to="auth.group"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("agency", "role"), name="one_group_for_a_role_in_an_agency"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Share",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("record_kind", models.CharField(max_length=60)),
                ("record_id", models.UUIDField()),
                ("role", models.CharField(blank=True, max_length=20)),
                (
                    "decision",
                    models.CharField(
                        choices=[("SHARED", "Shared"), ("NOT_SHARED", "Not shared")],
                        default="SHARED",
                        max_length=12,
                    ),
                ),
                (
                    "purpose",
                    models.CharField(
                        choices=[
                            ("PROTECT_CHILD", "Protect the child"),
                            ("PREVENT_CRIME", "Prevent or detect crime"),
                            ("ASSESSMENT", "Assessment"),
                            ("SECTION_47", "Section 47 enquiry"),
                            ("PANEL", "Panel"),
                            ("TRANSFER", "Transfer"),
                            ("STATUTORY_RETURN", "Statutory return"),
                            ("COURT_ORDER", "Court order"),
                            ("SUBJECT_REQUEST", "Subject request"),
                        ],
                        max_length=20,
                    ),
                ),
                ("because", models.TextField()),
                ("from_at", models.DateTimeField()),
                ("until_at", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
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
                    "person",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["record_id", "agency"], name="share_by_record")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("role", ""), _negated=True),
                            ("person__isnull", False),
                            _connector="OR",
                        ),
                        name="share_names_a_role_or_a_person",
                    )
                ],
            },
        ),
    ]
