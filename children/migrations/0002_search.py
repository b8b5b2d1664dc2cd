"""What a search for a child looks up: folded names by trigram, and how names sound.

`unaccent` is only STABLE, so an IMMUTABLE wrapper stands between it and the index.
"""

from django.db import migrations

FUNCTIONS = """
CREATE FUNCTION children_folded(given text, family text) RETURNS text
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT lower(public.unaccent('public.unaccent'::regdictionary, given || ' ' || family))
$$;
CREATE FUNCTION children_sounds(given text, family text) RETURNS text[]
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT coalesce(array_agg(DISTINCT code), '{}')
    FROM regexp_split_to_table(public.children_folded(given, family), '[^a-z]+') AS word,
         unnest(public.daitch_mokotoff(word)) AS code
    WHERE word <> ''
$$;
"""
NO_FUNCTIONS = """
DROP FUNCTION children_sounds(text, text);
DROP FUNCTION children_folded(text, text);
"""
INDEXES = """
CREATE INDEX child_by_spelling ON children_child
    USING gin (children_folded(given_name, family_name) gin_trgm_ops);
CREATE INDEX child_by_sound ON children_child
    USING gin (children_sounds(given_name, family_name));
CREATE INDEX alias_by_spelling ON children_alias
    USING gin (children_folded(name, '') gin_trgm_ops) WHERE superseded_at IS NULL;
CREATE INDEX alias_by_sound ON children_alias
    USING gin (children_sounds(name, '')) WHERE superseded_at IS NULL;
"""
NO_INDEXES = """
DROP INDEX child_by_spelling; DROP INDEX child_by_sound;
DROP INDEX alias_by_spelling; DROP INDEX alias_by_sound;
"""


class Migration(migrations.Migration):
    dependencies = [("children", "0001_initial")]

    operations = [
        migrations.RunSQL(FUNCTIONS, NO_FUNCTIONS),
        migrations.RunSQL(INDEXES, NO_INDEXES),
    ]
