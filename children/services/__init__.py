"""Every write about who a child is."""

from children.services.by_hand import (
    correct_recorded_fact,
    edit_details,
    end_recorded_fact,
    record_fact,
)
from children.services.deciding import merge_pair, put_off, say_not_same, separate_pair
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
from children.services.pairs import (
    compare,
    counted,
    find_doubles,
    find_duplicates,
    note_pairs,
)
from children.services.people import link_children
from children.services.record import change_details, record_child

__all__ = [
    "add_alias",
    "add_identifier",
    "add_key_person",
    "change_details",
    "compare",
    "correct",
    "correct_recorded_fact",
    "counted",
    "edit_details",
    "end_fact",
    "end_recorded_fact",
    "find_doubles",
    "find_duplicates",
    "link_children",
    "look_after",
    "merge_pair",
    "note_pairs",
    "place",
    "put_off",
    "record_child",
    "record_fact",
    "same_child",
    "say_not_same",
    "separate_pair",
    "set_address",
    "set_disabilities",
    "set_safe_contact",
    "set_schooling",
]
