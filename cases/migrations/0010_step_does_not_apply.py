from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0009_disclosures"),
    ]

    operations = [
        migrations.AddField(
            model_name="handoverentry",
            name="applies",
            field=models.BooleanField(default=True),
        ),
        migrations.AddField(
            model_name="handoverentryevent",
            name="applies",
            field=models.BooleanField(default=True),
        ),
        migrations.AddConstraint(
            model_name="handoverentry",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("applies", True),
                    ("kind__in", ["PNC_ALERT", "TRIGGER_PLAN"]),
                    _connector="OR",
                ),
                name="only_what_a_child_may_lack_does_not_apply",
            ),
        ),
    ]
