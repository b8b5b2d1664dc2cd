"""Every referral says which agency it came through."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("agencies", "0001_initial"), ("referrals", "0004_due_while_stopped")]

    operations = [
        migrations.AlterField(
            model_name="referral",
            name="agency",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, to="agencies.agency"
            ),
        ),
        migrations.AlterField(
            model_name="referralevent",
            name="agency",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="agencies.agency",
            ),
        ),
    ]
