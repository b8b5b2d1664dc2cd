"""The table of Django's database cache, as `createcachetable` makes it."""

from django.db import migrations

MAKE = """
CREATE TABLE core_kept_for_a_while (
    cache_key varchar(255) PRIMARY KEY,
    value text NOT NULL,
    expires timestamp with time zone NOT NULL
);
CREATE INDEX core_kept_for_a_while_expires ON core_kept_for_a_while (expires);
"""


class Migration(migrations.Migration):
    dependencies = [("core", "0002_append_only")]

    operations = [migrations.RunSQL(MAKE, "DROP TABLE core_kept_for_a_while")]
