"""While every clock of a referral stands still, the time it would be due still orders the queue."""

from django.db import migrations

SHOW_DUE_TIME = """
CREATE OR REPLACE FUNCTION referrals_show_due_time() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE referrals_referral SET due_at = (
        SELECT coalesce(
            min(due_at) FILTER (WHERE status = 'OPEN'),
            min(due_at) FILTER (WHERE status = 'STOPPED')
        )
        FROM duties_duty
        WHERE record_id = NEW.record_id AND record_kind = 'referrals.referral'
    ) WHERE id = NEW.record_id;
    RETURN NULL;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("referrals", "0003_relationship")]

    operations = [migrations.RunSQL(SHOW_DUE_TIME, migrations.RunSQL.noop)]
