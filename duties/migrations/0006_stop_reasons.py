import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

SAID_BY_ITS_REASON = """
UPDATE duties_dutystop SET because = '' WHERE because = 'More information was asked for.'
"""


class Migration(migrations.Migration):
    dependencies = [
        ("duties", "0005_notices"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="dutystop",
            name="reason",
            field=models.CharField(default="MORE_INFORMATION", max_length=30),
        ),
        migrations.AddField(
            model_name="dutystop",
            name="until_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AlterField(
            model_name="dutystop",
            name="because",
            field=models.TextField(blank=True),
        ),
        migrations.RunSQL(SAID_BY_ITS_REASON, migrations.RunSQL.noop),
    ]
