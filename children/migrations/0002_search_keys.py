"""What a search looks up: folded names by trigram, and the sounds of a name, alone and each with
the date of birth.

Daitch-Mokotoff codes suit names of many languages. A name counts whole and by its words, so that
O'Brien is Obrien and half a double-barrelled name is found; a word in a script without sounds
stands for itself. `unaccent` is only STABLE, so IMMUTABLE wrappers stand between it and the
indexes. The key 4509/463000 means: born on day 4,509 of this century, and called
something that sounds so. One probe of it finds a misspelt name on a mistyped date.

The functions are RESTRICTED and dear on purpose: a search reads a few hundred rows by an index,
and neither parallel workers nor a walk through the table would ever pay. Statistics are finer, for
a search asks them how common a name is.
"""

from django.db import migrations

FUNCTIONS = """
CREATE FUNCTION children_folded(given text, family text) RETURNS text
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE COST 100000 AS $$
    SELECT lower(public.unaccent('public.unaccent'::regdictionary, given || ' ' || family))
$$;
CREATE FUNCTION children_codes(name text) RETURNS text[]
    LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL RESTRICTED COST 100000 AS $$
DECLARE
    plain text := lower(public.unaccent('public.unaccent'::regdictionary, name));
    codes text[];
    word text;
BEGIN
    plain := translate(plain, chr(39) || chr(8217) || '`', '');
    codes := coalesce(public.daitch_mokotoff(plain), '{}');
    IF codes = '{}' OR plain ~ '[\\s_.,/()-]' THEN
        FOREACH word IN ARRAY regexp_split_to_array(plain, '[\\s_.,/()-]+') LOOP
            IF word <> '' THEN
                codes := codes || coalesce(public.daitch_mokotoff(word), ARRAY[word]);
            END IF;
        END LOOP;
    END IF;
    RETURN codes;
END $$;
CREATE FUNCTION children_keys(given text, family text, born_on date) RETURNS text[]
    LANGUAGE plpgsql IMMUTABLE PARALLEL RESTRICTED COST 100000 AS $$
DECLARE
    codes text[] := public.children_codes(given) || public.children_codes(family);
    keys text[] := codes;
    code text;
BEGIN
    IF born_on IS NOT NULL THEN
        FOREACH code IN ARRAY codes LOOP
            keys := keys || ((born_on - date '2000-01-01') || '/' || code);
        END LOOP;
    END IF;
    RETURN keys;
END $$;
"""
NO_FUNCTIONS = """
DROP FUNCTION children_keys(text, text, date);
DROP FUNCTION children_codes(text);
DROP FUNCTION children_folded(text, text);
"""
INDEXES = """
CREATE INDEX child_by_spelling ON children_child
    USING gin (children_folded(given_name, family_name) gin_trgm_ops);
CREATE INDEX alias_by_spelling ON children_alias
    USING gin (children_folded(name, '') gin_trgm_ops) WHERE superseded_at IS NULL;
CREATE INDEX child_by_key ON children_child
    USING gin (children_keys(given_name, family_name, born_on));
CREATE INDEX alias_by_code ON children_alias
    USING gin (children_codes(name)) WHERE superseded_at IS NULL;
ALTER TABLE children_child ALTER COLUMN given_name SET STATISTICS 500;
ALTER TABLE children_child ALTER COLUMN family_name SET STATISTICS 500;
"""
NO_INDEXES = """
ALTER TABLE children_child ALTER COLUMN given_name SET STATISTICS DEFAULT;
ALTER TABLE children_child ALTER COLUMN family_name SET STATISTICS DEFAULT;
DROP INDEX child_by_spelling; DROP INDEX alias_by_spelling;
DROP INDEX child_by_key; DROP INDEX alias_by_code;
"""


class Migration(migrations.Migration):
    replaces = [("children", "0002_search"), ("children", "0006_search_keys")]
    dependencies = [("children", "0001_tables")]

    operations = [
        migrations.RunSQL(FUNCTIONS, NO_FUNCTIONS),
        migrations.RunSQL(INDEXES, NO_INDEXES),
    ]
