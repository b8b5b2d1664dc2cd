"""Every write about who a child is."""

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
from children.services.record import change_details, record_child, same_child

__all__ = [
    "add_alias",
    "add_identifier",
    "add_key_person",
    "change_details",
    "correct",
    "end_fact",
    "look_after",
    "place",
    "record_child",
    "same_child",
    "set_address",
    "set_disabilities",
    "set_safe_contact",
    "set_schooling",
]
