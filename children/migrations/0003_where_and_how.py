"""What a search by postcode or telephone number looks up: the last ten digits of a number."""

from django.db import migrations

MAKE = """
CREATE INDEX address_by_postcode ON children_address (replace(upper(postcode), ' ', ''))
    WHERE superseded_at IS NULL AND postcode <> '';
CREATE INDEX address_by_telephone ON children_address
    (right(regexp_replace(telephone, '[^0-9]', '', 'g'), 10))
    WHERE superseded_at IS NULL AND telephone <> '';
CREATE INDEX keyperson_by_telephone ON children_keyperson
    (right(regexp_replace(telephone, '[^0-9]', '', 'g'), 10))
    WHERE superseded_at IS NULL AND telephone <> '';
"""
UNMAKE = """
DROP INDEX address_by_postcode;
DROP INDEX address_by_telephone;
DROP INDEX keyperson_by_telephone;
"""


class Migration(migrations.Migration):
    dependencies = [("children", "0002_search_keys")]

    operations = [migrations.RunSQL(MAKE, UNMAKE)]
