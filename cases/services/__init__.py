"""Every write of a case."""

from cases.services.actions import (
    ActionSaid,
    add_action,
    change_action,
    close_action,
    drop_action,
)
from cases.services.answering import (
    accept_hand_over,
    decline_hand_over,
    note_hand_over,
    take_back_hand_over,
)
from cases.services.by_hand import (
    allocate_by_hand,
    end_share_by_hand,
    share_by_hand,
    step_up_by_hand,
    take_back,
)
from cases.services.case import (
    close_case,
    correct_level,
    move_case,
    open_case,
    set_level,
    step_up,
)
from cases.services.chronology import (
    Chosen,
    begin_chronology,
    change_chronology,
    change_entry,
    choose_events,
    freeze_chronology,
    move_entry,
    remove_entry,
    write_entry,
)
from cases.services.deciding import keep_decision
from cases.services.documents import send_in_document
from cases.services.escalation import acknowledge, choose_course, escalation_of
from cases.services.interventions import (
    answer_offer,
    end_intervention,
    offer_intervention,
    record_first_contact,
    record_session,
)
from cases.services.letters import write_case_letter
from cases.services.moving import (
    close_by_hand,
    move_by_hand,
    reopen_by_hand,
    step_down_by_hand,
    write_closing_entry,
)
from cases.services.notes import correct_note, keep_heard, write_note
from cases.services.offering import offer_to_authority, offer_to_team
from cases.services.people import allocate, end_allocation, give_to_cse_team, mention, share_case
from cases.services.placing import place_case, put_on_child
from cases.services.plan import begin_plan, change_plan, review_plan
from cases.services.routing import RuleSaid, end_rule, put_in_force, route_case, rule_of
from cases.services.seconds import close_as_second, owe_one_case, owe_one_case_of, part_cases
from cases.services.strategy import StrategySaid, correct_strategy, record_strategy
from cases.services.striking import correct_voice, withdraw_voice
from cases.services.transition import enter_transition, owe_adult_leads, owe_adult_leads_of
from cases.services.voice import answer_wish, hear_child

__all__ = [
    "ActionSaid",
    "Chosen",
    "RuleSaid",
    "StrategySaid",
    "accept_hand_over",
    "acknowledge",
    "add_action",
    "allocate",
    "allocate_by_hand",
    "answer_offer",
    "answer_wish",
    "begin_chronology",
    "begin_plan",
    "change_action",
    "change_chronology",
    "change_entry",
    "change_plan",
    "choose_course",
    "choose_events",
    "close_action",
    "close_as_second",
    "close_by_hand",
    "close_case",
    "correct_level",
    "correct_note",
    "correct_strategy",
    "correct_voice",
    "decline_hand_over",
    "drop_action",
    "end_allocation",
    "end_intervention",
    "end_rule",
    "end_share_by_hand",
    "enter_transition",
    "escalation_of",
    "freeze_chronology",
    "give_to_cse_team",
    "hear_child",
    "keep_decision",
    "keep_heard",
    "mention",
    "move_by_hand",
    "move_case",
    "move_entry",
    "note_hand_over",
    "offer_intervention",
    "offer_to_authority",
    "offer_to_team",
    "open_case",
    "owe_adult_leads",
    "owe_adult_leads_of",
    "owe_one_case",
    "owe_one_case_of",
    "part_cases",
    "place_case",
    "put_in_force",
    "put_on_child",
    "record_first_contact",
    "record_session",
    "record_strategy",
    "remove_entry",
    "reopen_by_hand",
    "review_plan",
    "route_case",
    "rule_of",
    "send_in_document",
    "set_level",
    "share_by_hand",
    "share_case",
    "step_down_by_hand",
    "step_up",
    "step_up_by_hand",
    "take_back",
    "take_back_hand_over",
    "withdraw_voice",
    "write_case_letter",
    "write_closing_entry",
    "write_entry",
    "write_note",
]
