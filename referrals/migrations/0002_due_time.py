"""A referral shows its earliest open duty, or stopped one: kept true by the database."""

from django.db import migrations

SHOW_DUE_TIME = """
CREATE FUNCTION referrals_show_due_time() RETURNS trigger LANGUAGE plpgsql AS $$
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
CREATE TRIGGER referral_shows_due_time
    AFTER INSERT OR UPDATE OF status, due_at ON duties_duty
    FOR EACH ROW WHEN (NEW.record_kind = 'referrals.referral')
    EXECUTE FUNCTION referrals_show_due_time();
"""
FORGET = """
DROP TRIGGER referral_shows_due_time ON duties_duty;
DROP FUNCTION referrals_show_due_time();
"""


class Migration(migrations.Migration):
    dependencies = [("referrals", "0001_tables"), ("duties", "0001_tables")]

    operations = [migrations.RunSQL(SHOW_DUE_TIME, FORGET)]
