import uuid

import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.db.models.constraints
import django.db.models.deletion
from django.conf import settings
from django.contrib.postgres.operations import BtreeGistExtension
from django.db import migrations, models

from core.tables import AllTables


class Migration(AllTables):
    initial = True

    dependencies = [
        ("agencies", "0001_tables"),
        ("children", "0001_tables"),
        ("pghistory", "0007_auto_20250421_0444"),
    ]

    operations = [
        BtreeGistExtension(),
        migrations.CreateModel(
            name="Episode",
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
                        choices=[("MISSING", "Missing"), ("RETURNED", "Returned")],
                        default="MISSING",
                        max_length=8,
                    ),
                ),
                (
                    "setting",
                    models.CharField(
                        choices=[
                            ("HOME", "Home"),
                            ("CARE", "Care placement"),
                            ("EDUCATION", "School or other place of education"),
                            ("UNKNOWN", "Not known"),
                        ],
                        max_length=9,
                    ),
                ),
                (
                    "missing_type",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("M", "Missing from care, whereabouts not known"),
                            ("A", "Away from placement without authorisation, whereabouts known"),
                            ("HM", "Missing from home"),
                            ("EM", "Missing from education during the school day"),
                        ],
                        max_length=2,
                    ),
                ),
                ("started_at", models.DateTimeField()),
                ("start_is_reported", models.BooleanField(default=False)),
                ("reported_at", models.DateTimeField(null=True)),
                (
                    "reported_by",
                    models.CharField(
                        choices=[
                            ("FAMILY", "Parent or family"),
                            ("PLACEMENT", "Placement staff or foster carer"),
                            ("EDUCATION", "School or college"),
                            ("SOCIAL_CARE", "Social worker"),
                            ("POLICE", "Police"),
                            ("OTHER", "Somebody else"),
                            ("UNKNOWN", "Not known"),
                        ],
                        default="UNKNOWN",
                        max_length=11,
                    ),
                ),
                ("ended_at", models.DateTimeField(null=True)),
                ("police_reference", models.CharField(blank=True, max_length=40)),
                (
                    "placed_by",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("OURS", "This authority"),
                            ("OTHER", "Another authority"),
                            ("UNKNOWN", "Not known"),
                        ],
                        max_length=7,
                    ),
                ),
                ("found_where", models.CharField(blank=True, max_length=200)),
                ("found_with", models.CharField(blank=True, max_length=200)),
                ("found_by", models.CharField(blank=True, max_length=200)),
                ("condition", models.TextField(blank=True)),
                ("verified", models.BooleanField(default=True)),
                ("recorded_at", models.DateTimeField()),
                ("ended_recorded_at", models.DateTimeField(null=True)),
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
                        related_name="episodes",
                        to="children.child",
                    ),
                ),
                (
                    "placing_authority",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.authority",
                    ),
                ),
                (
                    "recorded_by",
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
                    models.Index(
                        fields=["authority", "status", "-started_at", "id"], name="episode_list"
                    ),
                    models.Index(fields=["authority", "started_at"], name="episode_by_start"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ended_at", None),
                            ("ended_at__gte", models.F("started_at")),
                            _connector="OR",
                        ),
                        name="episode_ends_after_it_starts",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_at", None), ("status", "MISSING")),
                            models.Q(("ended_at__isnull", False), ("status", "RETURNED")),
                            _connector="OR",
                        ),
                        name="a_returned_child_has_a_time_of_return",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("setting", "CARE"),
                            models.Q(("placed_by", ""), ("placing_authority", None)),
                            _connector="OR",
                        ),
                        name="only_a_child_missing_from_care_has_a_placing_authority",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("start_is_reported", False),
                            ("reported_at", models.F("started_at")),
                            _connector="OR",
                        ),
                        name="a_reported_start_is_the_time_of_the_report",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("police_reference", ""), _negated=True),
                        fields=("authority", "police_reference"),
                        name="a_police_reference_once_in_an_authority",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        deferrable=django.db.models.constraints.Deferrable["DEFERRED"],
                        expressions=[
                            ("child", "="),
                            ("authority", "="),
                            (
                                models.Func(
                                    models.F("started_at"),
                                    models.F("ended_at"),
                                    django.contrib.postgres.fields.ranges.RangeBoundary(),
                                    function="TSTZRANGE",
                                    output_field=django.contrib.postgres.fields.ranges.DateTimeRangeField(),
                                ),
                                "&&",
                            ),
                        ],
                        name="episodes_of_a_child_do_not_overlap",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="EpisodeCategory",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("category", models.CharField(max_length=10)),
                ("from_at", models.DateTimeField()),
                ("recorded_at", models.DateTimeField()),
                (
                    "episode",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="categories",
                        to="missing.episode",
                    ),
                ),
                (
                    "recorded_by",
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
                    models.Index(fields=["episode", "from_at"], name="category_by_episode")
                ],
            },
        ),
        migrations.CreateModel(
            name="EpisodeCategoryEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                ("category", models.CharField(max_length=10)),
                ("from_at", models.DateTimeField()),
                ("recorded_at", models.DateTimeField()),
                (
                    "episode",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="missing.episode",
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
                        to="missing.episodecategory",
                    ),
                ),
                (
                    "recorded_by",
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
            name="EpisodeCorrection",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("field", models.CharField(max_length=40)),
                ("before", models.TextField(blank=True)),
                ("after", models.TextField(blank=True)),
                ("because", models.CharField(max_length=400)),
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
                    "episode",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="corrections",
                        to="missing.episode",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="EpisodeEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                ("reference", models.CharField(max_length=20)),
                (
                    "status",
                    models.CharField(
                        choices=[("MISSING", "Missing"), ("RETURNED", "Returned")],
                        default="MISSING",
                        max_length=8,
                    ),
                ),
                (
                    "setting",
                    models.CharField(
                        choices=[
                            ("HOME", "Home"),
                            ("CARE", "Care placement"),
                            ("EDUCATION", "School or other place of education"),
                            ("UNKNOWN", "Not known"),
                        ],
                        max_length=9,
                    ),
                ),
                (
                    "missing_type",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("M", "Missing from care, whereabouts not known"),
                            ("A", "Away from placement without authorisation, whereabouts known"),
                            ("HM", "Missing from home"),
                            ("EM", "Missing from education during the school day"),
                        ],
                        max_length=2,
                    ),
                ),
                ("started_at", models.DateTimeField()),
                ("start_is_reported", models.BooleanField(default=False)),
                ("reported_at", models.DateTimeField(null=True)),
                (
                    "reported_by",
                    models.CharField(
                        choices=[
                            ("FAMILY", "Parent or family"),
                            ("PLACEMENT", "Placement staff or foster carer"),
                            ("EDUCATION", "School or college"),
                            ("SOCIAL_CARE", "Social worker"),
                            ("POLICE", "Police"),
                            ("OTHER", "Somebody else"),
                            ("UNKNOWN", "Not known"),
                        ],
                        default="UNKNOWN",
                        max_length=11,
                    ),
                ),
                ("ended_at", models.DateTimeField(null=True)),
                ("police_reference", models.CharField(blank=True, max_length=40)),
                (
                    "placed_by",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("OURS", "This authority"),
                            ("OTHER", "Another authority"),
                            ("UNKNOWN", "Not known"),
                        ],
                        max_length=7,
                    ),
                ),
                ("found_where", models.CharField(blank=True, max_length=200)),
                ("found_with", models.CharField(blank=True, max_length=200)),
                ("found_by", models.CharField(blank=True, max_length=200)),
                ("condition", models.TextField(blank=True)),
                ("verified", models.BooleanField(default=True)),
                ("recorded_at", models.DateTimeField()),
                ("ended_recorded_at", models.DateTimeField(null=True)),
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
                        to="missing.episode",
                    ),
                ),
                (
                    "placing_authority",
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
                    "recorded_by",
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
            name="EpisodeImport",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("file_hash", models.CharField(max_length=64)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("PREVIEWED", "Looked at, not imported"),
                            ("IMPORTED", "Imported"),
                        ],
                        default="PREVIEWED",
                        max_length=9,
                    ),
                ),
                ("previewed_at", models.DateTimeField()),
                ("imported_at", models.DateTimeField(null=True)),
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
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("status", "IMPORTED")),
                        fields=("authority", "file_hash"),
                        name="a_file_is_imported_once_in_an_authority",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("imported_at", None), ("status", "PREVIEWED")),
                            models.Q(("imported_at__isnull", False), ("status", "IMPORTED")),
                            _connector="OR",
                        ),
                        name="an_imported_file_says_when",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ImportRow",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                (
                    "result",
                    models.CharField(
                        choices=[
                            ("CREATED", "Created"),
                            ("KNOWN", "Already known"),
                            ("PARKED", "Parked"),
                            ("REFUSED", "Refused"),
                        ],
                        max_length=8,
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=400)),
                ("key", models.CharField(blank=True, max_length=64)),
                ("said", models.JSONField(default=dict)),
                ("reference", models.CharField(blank=True, max_length=20)),
                (
                    "settled_as",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("THIS_CHILD", "An episode of a child we know"),
                            ("NEW_CHILD", "An episode of a child new to us"),
                            ("NO_EPISODE", "Not an episode"),
                        ],
                        max_length=10,
                    ),
                ),
                ("settled_at", models.DateTimeField(null=True)),
                (
                    "batch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="rows",
                        to="missing.episodeimport",
                    ),
                ),
                (
                    "episode",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="missing.episode",
                    ),
                ),
                (
                    "settled_by",
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
                    models.Index(fields=["key"], name="import_row_by_key"),
                    models.Index(
                        condition=models.Q(("result", "PARKED"), ("settled_at", None)),
                        fields=["batch", "number"],
                        name="import_row_waiting",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("batch", "number"), name="a_row_has_one_result"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("settled_as", ""), ("settled_at", None)),
                            models.Q(
                                ("result", "PARKED"),
                                ("settled_at__isnull", False),
                                models.Q(("settled_as", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="only_a_parked_row_is_settled",
                    ),
                ],
            },
        ),
    ]
