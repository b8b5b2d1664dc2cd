"""The danger card is shown for every critical tick, not once for a draft."""

from django.contrib.postgres.fields import ArrayField
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("referrals", "0002_due_time")]

    operations = [
        migrations.RemoveField("draft", "danger_seen_at"),
        migrations.AddField(
            "draft",
            "danger_seen",
            ArrayField(models.CharField(max_length=40), default=list),
        ),
    ]
