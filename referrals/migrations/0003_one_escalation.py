"""Escalations of a referral and of a screening keep the same answer under the same names."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("referrals", "0002_due_time")]

    operations = [
        migrations.RemoveConstraint("escalation", "an_escalation_is_acknowledged_by_name"),
        migrations.RemoveConstraint("escalation", "a_decided_escalation_says_the_course"),
        migrations.AddConstraint(
            "escalation",
            models.CheckConstraint(
                condition=Q(acknowledged_at=None) | ~Q(acknowledged_by_name=""),
                name="referrals_escalation_is_acknowledged_by_name",
            ),
        ),
        migrations.AddConstraint(
            "escalation",
            models.CheckConstraint(
                condition=Q(decided_at=None) | (~Q(course="") & ~Q(course_because="")),
                name="referrals_course_of_action_has_a_reason",
            ),
        ),
    ]
