"""What a search for a nickname beside a family name looks up: aliases of one word, by their sound.

In the index of all aliases a common given name is some thousands, nearly all with a family name.
"""

from django.db import migrations

MAKE = """
CREATE INDEX alias_of_one_word ON children_alias USING gin (children_codes(name))
    WHERE superseded_at IS NULL AND strpos(name, ' ') = 0;
"""
UNMAKE = "DROP INDEX alias_of_one_word"


class Migration(migrations.Migration):
    dependencies = [("children", "0003_where_and_how")]

    operations = [migrations.RunSQL(MAKE, UNMAKE)]
