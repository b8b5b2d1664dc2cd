from django.db import migrations, models

from core.tables import AllTables


class Migration(AllTables):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="DemoRecord",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("scenario", models.CharField(max_length=40)),
                ("key", models.CharField(max_length=80)),
                ("record_kind", models.CharField(max_length=60)),
                ("record_id", models.UUIDField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("scenario", "key"), name="a_fact_of_a_scenario_is_loaded_once"
                    )
                ],
            },
        ),
    ]
