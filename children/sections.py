"""What of this app stands on the record of a child."""

from __future__ import annotations

from children.belongings import Kind, register
from children.kinds import TABLES, FactKind
from children.models import Child
from children.selectors.standing import facts_on, records_made
from children.services.placing import place_fact

register(Kind(Child, records_made, route="children:detail"))
for kind in FactKind:
    register(Kind(TABLES[kind], facts_on(kind), place_fact(kind)))
