from django.db import migrations, models


class Migration(migrations.Migration):
    """An index that holds when a grant ends: a worklist reads grants from the index alone."""

    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("cases", "0007_chronologies"),
    ]

    operations = [
        migrations.RemoveIndex("casegrant", "case_grant_worklist"),
        migrations.AddIndex(
            "casegrant",
            models.Index(
                fields=["group", "status", "due_at", "content_object"],
                include=["until_at"],
                name="case_grant_worklist",
            ),
        ),
    ]
