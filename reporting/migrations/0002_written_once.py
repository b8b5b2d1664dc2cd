"""A return is written once: only its status moves, and never back (rule 8, requirement C-5)."""

from django.db import migrations

RETURN = """
CREATE FUNCTION reporting_return_is_written_once() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE moving text[] := ARRAY['status', 'signed_at', 'signed_by_id'];
BEGIN
    IF TG_OP = 'UPDATE' THEN
        IF to_jsonb(OLD) - moving = to_jsonb(NEW) - moving AND (
            (OLD.status = 'DRAFT' AND NEW.status IN ('SIGNED_OFF', 'SUPERSEDED'))
            OR (OLD.status = 'SIGNED_OFF' AND NEW.status = 'SUPERSEDED'
                AND OLD.signed_at = NEW.signed_at
                AND OLD.signed_by_id IS NOT DISTINCT FROM NEW.signed_by_id)
        ) THEN
            RETURN NEW;
        END IF;
    END IF;
    RAISE EXCEPTION 'a return is written once: % on %', TG_OP, TG_TABLE_NAME
        USING ERRCODE = '42501';
END $$;
CREATE TRIGGER reporting_return_written_once BEFORE UPDATE OR DELETE ON reporting_return
    FOR EACH ROW EXECUTE FUNCTION reporting_return_is_written_once();
CREATE TRIGGER reporting_return_no_truncate BEFORE TRUNCATE ON reporting_return
    FOR EACH STATEMENT EXECUTE FUNCTION core_refuse_change();
"""
PARTS = {
    "reporting_figure": "SELECT status FROM reporting_return WHERE id = NEW.of_id",
    "reporting_figurecell": """SELECT r.status FROM reporting_return r
        JOIN reporting_figure f ON f.of_id = r.id WHERE f.id = NEW.figure_id""",
    "reporting_figurerow": """SELECT r.status FROM reporting_return r
        JOIN reporting_figure f ON f.of_id = r.id WHERE f.id = NEW.figure_id""",
}
PART = """
CREATE FUNCTION {table}_is_written_once() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' AND ({status}) = 'DRAFT' THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'a return is written once: % on %', TG_OP, TG_TABLE_NAME
        USING ERRCODE = '42501';
END $$;
CREATE TRIGGER {table}_written_once BEFORE INSERT OR UPDATE OR DELETE ON {table}
    FOR EACH ROW EXECUTE FUNCTION {table}_is_written_once();
CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table}
    FOR EACH STATEMENT EXECUTE FUNCTION core_refuse_change();
"""
UNDO = """
DROP TRIGGER {table}_written_once ON {table};
DROP TRIGGER {table}_no_truncate ON {table};
DROP FUNCTION {table}_is_written_once();
"""


class Migration(migrations.Migration):
    dependencies = [("reporting", "0001_initial"), ("core", "0002_append_only")]

    operations = [
        migrations.RunSQL(RETURN, UNDO.format(table="reporting_return")),
        *(
            migrations.RunSQL(PART.format(table=table, status=status), UNDO.format(table=table))
            for table, status in PARTS.items()
        ),
    ]
