import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cases", "0010_step_does_not_apply")]

    operations = [
        migrations.AddField(
            model_name="strategydiscussion",
            name="corrected_because",
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name="strategydiscussion",
            name="corrects",
            field=models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="correction",
                to="cases.strategydiscussion",
            ),
        ),
        migrations.AddField(
            model_name="strategydiscussionevent",
            name="corrected_because",
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name="strategydiscussionevent",
            name="corrects",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="cases.strategydiscussion",
            ),
        ),
        migrations.AddConstraint(
            model_name="strategydiscussion",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("corrects", None),
                    models.Q(("corrected_because", ""), _negated=True),
                    _connector="OR",
                ),
                name="a_corrected_strategy_discussion_says_why",
            ),
        ),
    ]
