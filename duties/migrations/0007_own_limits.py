import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from core.tables import AllTables


class Migration(AllTables):
    dependencies = [
        ("agencies", "0001_tables"),
        ("duties", "0006_stop_reasons"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="clocklimit",
            name="longest",
            field=models.PositiveSmallIntegerField(null=True),
        ),
        migrations.AddConstraint(
            model_name="clocklimit",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("longest", None), ("amount__lte", models.F("longest")), _connector="OR"
                ),
                name="a_limit_is_no_longer_than_the_rule_book",
            ),
        ),
        migrations.CreateModel(
            name="LimitChange",
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
                        blank=True,
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
                            ("ANSWER_HAND_OVER", "Accept or decline a case that is handed over"),
                            ("NAME_ADULT_LEAD", "Have an adult lead accept before 17½"),
                            ("CLOSE_SECOND_CASE", "Close one of two open cases of a child"),
                            ("TELL_FORCE", "Tell the receiving police of a child who moves"),
                        ],
                        max_length=30,
                    ),
                ),
                ("before", models.CharField(max_length=300)),
                ("after", models.CharField(max_length=300)),
                ("because", models.TextField(blank=True)),
                ("at", models.DateTimeField()),
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
                    models.Index(fields=["authority", "clock", "-at"], name="change_of_limit")
                ],
            },
        ),
    ]
