"""A draft in the browser: what is needed, what is kept, what is sent once."""

from __future__ import annotations

import uuid
from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse, reverse_lazy

from agencies.models import User
from agencies.roles import Role
from core.models import Event, ReadEvent
from core.refusals import OutOfReach
from referrals import services
from referrals.models import Draft, DraftPage, Referral
from referrals.said import Typed
from screening.models import ReferrerTicks, ToolVersion
from screening.services import agree_rule
from tests.agencies.clients import sign_in
from tests.agencies.factories import UserFactory, agency, authority
from tests.referrals.factories import RECEIVED, make_referral
from tests.screening.factories import tool_version

pytestmark = pytest.mark.django_db
SEARCH = reverse_lazy("referrals:search")


@pytest.fixture
def teacher() -> User:
    return UserFactory(role=Role.REFERRER)


@pytest.fixture
def web(client: Client, teacher: User) -> Client:
    return sign_in(client, teacher)


def begin(web: Client) -> Draft:
    card = web.post(reverse("referrals:start"), {"danger_card": "seen"})
    assert card.headers["Location"] == str(SEARCH)
    web.post(SEARCH, {"begin": ""})
    return Draft.objects.latest("begun_at")


def page(draft: Draft, slug: str, number: int = 0) -> str:
    return reverse("referrals:page", args=[draft.pk, number, slug])


def fill(web: Client, draft: Draft) -> None:
    web.post(page(draft, "name", 1), {"given_name": "Jay"})
    web.post(page(draft, "reason"), {"reason": "Invented worry."})


def send(web: Client, draft: Draft) -> str:
    return web.post(reverse("referrals:check", args=[draft.pk])).headers["Location"]


def test_the_danger_card_comes_first_and_is_logged(web: Client, teacher: User) -> None:
    shown = web.get(reverse("referrals:start"))
    assert "Is the child in immediate danger?" in shown.content.decode()
    draft = begin(web)
    event = Event.objects.get(name="referral.danger_card_shown")
    assert (event.record_id, event.by_id, event.facts) == (
        draft.pk,
        teacher.pk,
        {"because": "START"},
    )


def test_a_hurried_practitioner_needs_three_pages(web: Client) -> None:
    first = web.post(SEARCH, {"given_name": "Jay"})
    draft = Draft.objects.get()
    assert first.headers["Location"] == page(draft, "reason")
    second = web.post(page(draft, "reason"), {"reason": "Invented worry."})
    assert second.headers["Location"] == reverse("referrals:draft", args=[draft.pk])
    receipt = web.get(send(web, draft)).content.decode()
    assert Referral.objects.get().reference in receipt


def test_the_receipt_is_the_same_however_often_it_is_sent(web: Client) -> None:
    draft = begin(web)
    fill(web, draft)
    first, second = send(web, draft), send(web, draft)
    assert first == second == reverse("referrals:receipt", args=[draft.pk])
    assert Referral.objects.count() == 1
    assert web.get(page(draft, "reason")).headers["Location"] == first, "Back leads there too"


def test_without_a_reason_the_check_page_says_what_is_needed(web: Client) -> None:
    draft = begin(web)
    web.post(page(draft, "name", 1), {"given_name": "Jay"})
    answer = web.post(reverse("referrals:check", args=[draft.pk]))
    assert answer.status_code == 400
    assert "What you are worried about: still needed" in answer.content.decode()
    assert not Referral.objects.exists()


def test_what_was_typed_wrong_is_kept_and_goes_along(web: Client) -> None:
    draft = begin(web)
    fill(web, draft)
    typed = {"born_on_day": "31", "born_on_month": "2", "born_on_year": "2010"}
    wrong = web.post(page(draft, "about", 1), typed)
    assert wrong.status_code == 400
    assert "Date of birth must be a real date" in wrong.content.decode()
    again = web.get(page(draft, "about", 1)).content.decode()
    assert 'value="31"' in again
    send(web, draft)
    assert Referral.objects.get().said["unread"] == [["Date of birth", "31 2 2010"]]


def test_autosave_keeps_half_a_page(web: Client) -> None:
    draft = begin(web)
    address = reverse("referrals:autosave", args=[draft.pk, 0, "reason"])
    answer = web.post(address, {"reason": "", "urgent_because": "Half a sent"})
    assert answer.status_code == 204
    assert "Half a sent" in web.get(page(draft, "reason")).content.decode()


def test_two_windows_keep_both_texts(web: Client) -> None:
    draft, address = begin(web), ""
    address = page(draft, "reason")
    one, two = str(uuid.uuid4()), str(uuid.uuid4())
    web.post(address, {"reason": "First text", "window": one, "edition": "0"})
    web.post(address, {"reason": "Second text", "window": two, "edition": "0"})
    shown = web.get(address).content.decode()
    assert "First text" in shown
    assert "Second text" in shown
    web.post(reverse("referrals:drop_other_text", args=[draft.pk, 0, "reason"]))
    assert "First text" not in web.get(address).content.decode()


def test_one_window_overwrites_its_own_text(web: Client) -> None:
    draft = begin(web)
    one = str(uuid.uuid4())
    for text in ("First text", "Second text"):
        web.post(page(draft, "reason"), {"reason": text, "window": one, "edition": "0"})
    assert DraftPage.objects.get(key="reason").set_aside == []


def test_a_draft_is_for_its_author_only(web: Client, client: Client) -> None:
    draft = begin(web)
    other = Client()
    sign_in(other, UserFactory(role=Role.COORDINATOR))
    for address in (
        reverse("referrals:draft", args=[draft.pk]),
        page(draft, "reason"),
        reverse("referrals:check", args=[draft.pk]),
    ):
        assert other.get(address).status_code == 404


def test_a_draft_is_forgotten_after_fourteen_days(web: Client, teacher: User) -> None:
    draft = services.begin_draft(
        authority=authority(), agency=agency("SECONDARY"), by=teacher, at=RECEIVED
    )
    assert web.get(reverse("referrals:draft", args=[draft.pk])).status_code == 404
    assert services.forget_drafts(at=RECEIVED + timedelta(days=13)) == 0
    assert services.forget_drafts(at=RECEIVED + timedelta(days=14)) == 1
    assert not Draft.objects.exists()


def test_only_the_author_saves_a_page(web: Client) -> None:
    draft = begin(web)
    typed = Typed({"reason": ["Mine"]}, uuid.uuid4())
    with pytest.raises(OutOfReach):
        services.save_page(
            draft,
            key="reason",
            typed=typed,
            complete=True,
            by=UserFactory(role=Role.REFERRER),
            at=RECEIVED,
        )


def test_a_sent_draft_keeps_no_text(web: Client) -> None:
    draft = begin(web)
    fill(web, draft)
    send(web, draft)
    assert not DraftPage.objects.exists()


def test_several_children_get_a_reference_each(web: Client) -> None:
    draft = begin(web)
    fill(web, draft)
    added = web.post(reverse("referrals:children", args=[draft.pk]))
    assert added.headers["Location"] == page(draft, "name", 2)
    web.post(page(draft, "name", 2), {"given_name": "Kit", "involvement": "ACCUSED"})
    receipt = web.get(send(web, draft)).content.decode()
    references = list(Referral.objects.values_list("reference", flat=True))
    assert len(references) == 2
    assert all(reference in receipt for reference in references)


def test_a_child_named_by_mistake_is_taken_out_again(web: Client) -> None:
    draft = begin(web)
    fill(web, draft)
    children = reverse("referrals:children", args=[draft.pk])
    web.post(children)
    web.post(page(draft, "name", 2), {"given_name": "Kit"})
    web.post(children, {"remove": "1"})
    assert web.post(children, {"remove": "1"}).status_code == 409
    send(web, draft)
    assert Referral.objects.count() == 1


def test_a_critical_sign_shows_the_danger_card_again_and_logs_it(web: Client) -> None:
    tool_version()
    draft = begin(web)
    fill(web, draft)
    answer = web.post(page(draft, "signs", 1), {"signs_RISK_TICK": ["R11"]})
    card = reverse("referrals:danger", args=[draft.pk])
    assert answer.headers["Location"] == card
    assert "What you ticked may mean danger now" in web.get(card).content.decode()
    reasons = Event.objects.filter(name="referral.danger_card_shown").order_by("id")
    assert [event.facts["because"] for event in reasons] == ["START", "CRITICAL"]


def test_a_page_sent_empty_is_not_called_completed(web: Client) -> None:
    draft = begin(web)
    fill(web, draft)
    web.post(page(draft, "home", 1), {})
    web.post(page(draft, "voice", 1), {"voice": "I want it to stop."})
    shown = web.get(reverse("referrals:draft", args=[draft.pk])).text
    assert shown.count("Completed") == 3, "the name, the reason and the voice"


def test_every_critical_sign_of_every_child_shows_the_card(web: Client) -> None:
    tool_version()
    draft = begin(web)
    fill(web, draft)
    web.post(reverse("referrals:children", args=[draft.pk]))
    web.post(page(draft, "name", 2), {"given_name": "Kit"})
    card, tasks = (reverse(f"referrals:{name}", args=[draft.pk]) for name in ("danger", "draft"))
    for number in (1, 2):
        signs = page(draft, "signs", number)
        assert web.post(signs, {"signs_RISK_TICK": ["R11"]}).headers["Location"] == card
        web.get(card)
        assert web.post(signs, {"signs_RISK_TICK": ["R11"]}).headers["Location"] == tasks
    web.post(reverse("referrals:children", args=[draft.pk]), {"remove": "1"})
    draft.refresh_from_db()
    assert draft.danger_seen == ["1.R11"], "a child named anew is asked about anew"


def test_ticks_stay_with_the_tool_the_draft_was_begun_with(web: Client) -> None:
    tool_version()
    draft = begin(web)
    assert draft.version
    fill(web, draft)
    web.post(page(draft, "signs", 1), {"signs_RISK_TICK": ["R11"]})
    other = ToolVersion.objects.filter(offered=True).exclude(code=draft.version.code)
    agree_rule(
        draft.authority,
        version=next(one for one in other if "WM-SUGGEST-1" in one.tool.rule_options),
        rule="WM-SUGGEST-1",
        agreed_by="The safeguarding children board",
        agreed_on=date(2015, 9, 1),
        by=UserFactory(role=Role.COORDINATOR),
        at=RECEIVED,
    )
    web.get(reverse("referrals:danger", args=[draft.pk]))
    send(web, draft)
    (given,) = ReferrerTicks.objects.all()
    assert given.version == draft.version
    assert [row.indicator for row in given.rows.all()] == ["R11"]


def test_a_critical_sign_that_was_saved_in_the_background_shows_the_card_before_sending(
    web: Client,
) -> None:
    tool_version()
    draft = begin(web)
    fill(web, draft)
    saved = web.post(
        reverse("referrals:autosave", args=[draft.pk, 1, "signs"]), {"signs_RISK_TICK": ["R11"]}
    )
    assert saved.status_code == 204
    check = reverse("referrals:check", args=[draft.pk])
    card = reverse("referrals:danger", args=[draft.pk])
    assert web.get(check).headers["Location"] == card
    assert web.get(card).status_code == 200
    assert web.get(check).status_code == 200


def test_the_referrer_is_filled_in_from_the_account(web: Client, teacher: User) -> None:
    draft = begin(web)
    assert teacher.email in web.get(page(draft, "you")).content.decode()
    fill(web, draft)
    send(web, draft)
    contact = Referral.objects.get().contact
    assert (contact.name, contact.organisation) == (teacher.name, "Secondary heads")


def test_every_page_of_a_draft_answers(web: Client) -> None:
    tool_version()
    draft = begin(web)
    listing = web.get(reverse("referrals:draft", args=[draft.pk])).content.decode()
    slugs = ("name", "about", "home", "people", "contact", "signs", "voice", "consent")
    addresses = [page(draft, slug, 1) for slug in slugs]
    addresses += [page(draft, slug) for slug in ("reason", "heard", "you")]
    for address in addresses:
        assert address in listing
        assert web.get(address).status_code == 200
        assert web.post(address, {}).status_code in (302, 400)


@pytest.mark.parametrize(
    ("number", "slug"), [(0, "name"), (2, "name"), (1, "nothing"), (0, "came")]
)
def test_a_page_that_is_not_asked_is_not_found(web: Client, number: int, slug: str) -> None:
    assert web.get(page(begin(web), slug, number)).status_code == 404


def test_an_unfinished_referral_can_be_thrown_away(web: Client) -> None:
    draft = begin(web)
    address = reverse("referrals:discard", args=[draft.pk])
    assert web.get(address).status_code == 200
    web.post(address)
    assert not Draft.objects.exists()


def test_a_role_that_does_not_refer_gets_a_sentence(client: Client) -> None:
    sign_in(client, UserFactory(role=Role.ANALYST))
    answer = client.get(reverse("referrals:start"))
    assert answer.status_code == 403
    assert "Your role does not refer" in answer.content.decode()


class TestRecording:
    """The CSE team records a referral that came another way: search first."""

    @pytest.fixture
    def desk(self, client: Client) -> Client:
        return sign_in(client, UserFactory(role=Role.SCREENER))

    def came(self, desk: Client, draft: Draft, **typed: str) -> int:
        answers = {
            "channel": "TELEPHONE",
            "received_at_day": "14",
            "received_at_month": "9",
            "received_at_year": "2015",
            "received_at_time": "09:30",
            "source": "9",
            "anonymous": "on",
            **typed,
        }
        return desk.post(page(draft, "came"), answers).status_code

    def test_a_known_child_is_found_and_tied(self, desk: Client) -> None:
        known = make_referral().child
        search = reverse("referrals:record_search")
        found = desk.post(search, {"given_name": known.full_name})
        assert str(known.pk) in found.content.decode()
        assert ReadEvent.objects.filter(subject_ids=[known.pk], action="SEARCH").exists()
        desk.post(search, {"begin": "known", "child": str(known.pk)})
        assert Draft.objects.get().child == known

    def test_an_unknown_or_senseless_child_is_not_found(self, desk: Client) -> None:
        search = reverse("referrals:record_search")
        for child in (str(uuid.uuid4()), "nonsense"):
            assert desk.post(search, {"begin": "known", "child": child}).status_code == 404

    def test_nothing_typed_searches_nothing(self, desk: Client) -> None:
        assert desk.post(reverse("referrals:record_search"), {}).status_code == 400

    def test_an_anonymous_call_is_recorded_with_both_times(self, desk: Client) -> None:
        desk.post(reverse("referrals:record_search"), {"begin": "new"})
        draft = Draft.objects.get()
        assert self.came(desk, draft) == 302
        fill(desk, draft)
        send(desk, draft)
        referral = Referral.objects.get()
        assert referral.received_at.isoformat() == "2015-09-14T08:30:00+00:00"
        assert referral.entered_at > referral.received_at
        assert referral.contact.anonymous

    @pytest.mark.parametrize(
        "typed",
        [
            {"received_at_year": "2999"},
            {"received_at_year": "2012"},
            {"received_at_day": "31"},
            {"received_at_time": ""},
            {"source": "99"},
            {"channel": "PORTAL"},
            {"received_at_month": "3", "received_at_day": "29", "received_at_time": "01:30"},
        ],
    )
    def test_an_impossible_answer_is_refused(self, desk: Client, typed: dict[str, str]) -> None:
        desk.post(reverse("referrals:record_search"), {"begin": "new"})
        assert self.came(desk, Draft.objects.get(), **typed) == 400

    def test_a_practitioner_does_not_record(self, client: Client) -> None:
        sign_in(client, UserFactory(role=Role.REFERRER))
        assert client.get(reverse("referrals:record")).status_code == 403
