"""Escalations of a referral and of a screening keep the same answer under the same names."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("screening", "0001_initial")]

    operations = [
        migrations.RemoveConstraint("escalation", "a_serious_outcome_is_acknowledged_by_name"),
        migrations.RemoveConstraint("escalation", "a_course_of_action_has_a_reason"),
        migrations.RenameField("escalation", "because", "course_because"),
        migrations.RenameField("escalationevent", "because", "course_because"),
        migrations.AddConstraint(
            "escalation",
            models.CheckConstraint(
                condition=Q(acknowledged_at=None) | ~Q(acknowledged_by_name=""),
                name="screening_escalation_is_acknowledged_by_name",
            ),
        ),
        migrations.AddConstraint(
            "escalation",
            models.CheckConstraint(
                condition=Q(decided_at=None) | (~Q(course="") & ~Q(course_because="")),
                name="screening_course_of_action_has_a_reason",
            ),
        ),
    ]
