"""Every write about who a child is."""

from children.services.by_hand import (
    correct_recorded_fact,
    edit_details,
    end_recorded_fact,
    record_fact,
)
from children.services.facts import (
    add_alias,
    add_identifier,
    add_key_person,
    correct,
    end_fact,
    look_after,
    place,
    set_address,
    set_disabilities,
    set_safe_contact,
    set_schooling,
)
from children.services.merging import same_child
from children.services.people import link_children
from children.services.record import change_details, record_child

__all__ = [
    "add_alias",
    "add_identifier",
    "add_key_person",
    "change_details",
    "correct",
    "correct_recorded_fact",
    "edit_details",
    "end_fact",
    "end_recorded_fact",
    "link_children",
    "look_after",
    "place",
    "record_child",
    "record_fact",
    "same_child",
    "set_address",
    "set_disabilities",
    "set_safe_contact",
    "set_schooling",
]
