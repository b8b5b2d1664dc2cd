import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("agencies", "0001_tables"),
        ("cases", "0007_strategy"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="voice",
            name="corrects",
            field=models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="correction",
                to="cases.voice",
            ),
        ),
        migrations.AddField(
            model_name="voice",
            name="struck_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="voice",
            name="struck_because",
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name="voice",
            name="struck_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="voiceevent",
            name="corrects",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="cases.voice",
            ),
        ),
        migrations.AddField(
            model_name="voiceevent",
            name="struck_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="voiceevent",
            name="struck_because",
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name="voiceevent",
            name="struck_by",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="wish",
            name="replaces",
            field=models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="replacement",
                to="cases.wish",
            ),
        ),
        migrations.AddField(
            model_name="wishevent",
            name="replaces",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="cases.wish",
            ),
        ),
        migrations.AddConstraint(
            model_name="voice",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("struck_at", None),
                    models.Q(("struck_because", ""), _negated=True),
                    _connector="OR",
                ),
                name="what_is_struck_out_says_why",
            ),
        ),
    ]
