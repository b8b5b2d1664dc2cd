"""What a full-text search of notes looks up; what is said of health stands apart."""

from django.db import migrations

MAKE = """
CREATE FUNCTION cases_note_words(fact text, reported text, opinion text, intelligence text)
    RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT to_tsvector(
        'pg_catalog.english',
        fact || ' ' || reported || ' ' || opinion || ' ' || intelligence
    )
$$;
CREATE INDEX note_by_words ON cases_note
    USING gin (cases_note_words(fact, reported, opinion, intelligence));
"""
UNMAKE = """
DROP INDEX note_by_words;
DROP FUNCTION cases_note_words(text, text, text, text);
"""


class Migration(migrations.Migration):
    dependencies = [("cases", "0003_closing")]

    operations = [migrations.RunSQL(MAKE, UNMAKE)]
