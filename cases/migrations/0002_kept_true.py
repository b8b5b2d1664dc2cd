"""What a worklist sorts by is a copy, kept true by the database whoever writes.

`cases_case.due_at` is the due time of the case's earliest open duty; a grant's status and due
time are its case's. Each trigger locks the case first and reads in a statement of its own, so
that of two writers at once the later sees what the earlier wrote.
"""

from django.db import migrations

DUE = """
CREATE FUNCTION cases_find_due(which uuid) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    PERFORM FROM cases_case WHERE id = which FOR NO KEY UPDATE;
    UPDATE cases_case SET due_at = earliest.due_at
    FROM (SELECT min(due_at) AS due_at FROM duties_duty
          WHERE case_id = which AND status = 'OPEN') AS earliest
    WHERE id = which AND cases_case.due_at IS DISTINCT FROM earliest.due_at;
END $$;
CREATE FUNCTION cases_follow_duty() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'INSERT' AND OLD.case_id IS NOT NULL THEN
        PERFORM cases_find_due(OLD.case_id);
    END IF;
    IF TG_OP <> 'DELETE' AND NEW.case_id IS NOT NULL THEN
        PERFORM cases_find_due(NEW.case_id);
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER case_follows_duty
    AFTER INSERT OR DELETE OR UPDATE OF case_id, status, due_at ON duties_duty
    FOR EACH ROW EXECUTE FUNCTION cases_follow_duty();
"""
NO_DUE = """
DROP TRIGGER case_follows_duty ON duties_duty;
DROP FUNCTION cases_follow_duty();
DROP FUNCTION cases_find_due(uuid);
"""
GRANT = """
CREATE FUNCTION cases_fill_grant() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    SELECT status, due_at INTO NEW.status, NEW.due_at
    FROM cases_case WHERE id = NEW.content_object_id FOR SHARE;
    RETURN NEW;
END $$;
CREATE FUNCTION cases_tell_grants() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE cases_casegrant SET status = NEW.status, due_at = NEW.due_at
    WHERE content_object_id = NEW.id;
    RETURN NULL;
END $$;
CREATE TRIGGER grant_follows_case BEFORE INSERT OR UPDATE ON cases_casegrant
    FOR EACH ROW EXECUTE FUNCTION cases_fill_grant();
CREATE TRIGGER case_tells_grants AFTER UPDATE OF status, due_at ON cases_case
    FOR EACH ROW WHEN (OLD.status <> NEW.status OR OLD.due_at IS DISTINCT FROM NEW.due_at)
    EXECUTE FUNCTION cases_tell_grants();
"""
NO_GRANT = """
DROP TRIGGER case_tells_grants ON cases_case;
DROP TRIGGER grant_follows_case ON cases_casegrant;
DROP FUNCTION cases_tell_grants();
DROP FUNCTION cases_fill_grant();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0001_tables"),
        ("duties", "0001_tables"),
    ]

    operations = [
        migrations.RunSQL(DUE, NO_DUE),
        migrations.RunSQL(GRANT, NO_GRANT),
    ]
