"""A draft keeps the tool in force when it was begun."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("referrals", "0003_danger_by_tick"), ("screening", "0001_tables")]

    operations = [
        migrations.AddField(
            "draft",
            "version",
            models.ForeignKey("screening.toolversion", models.PROTECT, null=True, related_name="+"),
        ),
    ]
