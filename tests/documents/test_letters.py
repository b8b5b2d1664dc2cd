"""Letters: from a version that never changes, for one recipient, kept with their hash."""

from __future__ import annotations

import hashlib
import io
import re
import uuid
import zlib
from datetime import UTC, datetime

import pgtrigger
import pytest
import time_machine
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse
from docx import Document as Word

from agencies.access import can, viewer_of
from agencies.models import User
from agencies.permissions import Permission
from agencies.roles import Role
from agencies.services import restrict
from cases.models import HandOver, HandOverKind
from cases.packets import Part as PacketPart
from cases.packets import frozen
from cases.selectors import letters_to_write
from cases.services import allocate, write_case_letter
from core.models import Event
from core.refusals import NotAllowed, NotNow, OutOfReach
from documents.letters import Changed, Kind, Part, Template, template, template_of
from documents.models import Letter, LetterFile
from documents.selectors import letter_file, letter_page
from tests.agencies.clients import sign_in
from tests.agencies.factories import SANDWELL, UserFactory, agency, authority
from tests.cases.factories import make_case, make_plan
from tests.documents.factories import make_letter

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 1, 5, 9, tzinfo=UTC)
HOSTILE = "*bold* #panic() $x$ <b>x</b> =SUM(A1) \\ [link] @who `code` // no"


@pytest.fixture
def coordinator() -> User:
    return UserFactory(role=Role.COORDINATOR)


def word(letter: Letter) -> str:
    data = bytes(letter.files.get(format="docx").data)
    file = Word(io.BytesIO(data))
    section = file.sections[0]
    told = [*file.paragraphs, *section.header.paragraphs, *section.footer.paragraphs]
    return "\n".join(one.text for one in told)


def pdf(letter: Letter) -> bytes:
    return bytes(letter.files.get(format="pdf").data)


def inside(data: bytes) -> bytes:
    """The objects of a PDF, its streams unpacked."""
    streams = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", data, re.DOTALL)
    unpacked = []
    for one in streams:
        try:
            unpacked.append(zlib.decompress(one))
        except zlib.error:
            unpacked.append(one)
    return data + b"\n".join(unpacked)


def test_a_shipped_version_was_never_edited() -> None:
    for kind in Kind:
        assert template_of(kind, 1).version == 1


def test_an_edited_version_writes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(template, "_versions", lambda: {kind: {1: "0" * 64} for kind in Kind})
    template_of.cache_clear()
    with pytest.raises(Changed):
        template_of(Kind.CHILD_PLAN)
    template_of.cache_clear()


def test_the_pdf_is_tagged_and_says_its_language_and_title() -> None:
    data = inside(pdf(make_letter()))
    assert data.startswith(b"%PDF-")
    assert b"/MarkInfo" in data or b"/Marked true" in data
    assert b"/StructTreeRoot" in data
    assert b"pdfuaid" in data
    assert b"en-GB" in data
    assert b"Case that is handed over" in data


@pytest.mark.parametrize("form", ["pdf", "docx"])
def test_the_same_words_are_the_same_file(form: str) -> None:
    case = make_case()
    with time_machine.travel(NOW, tick=False) as clock:
        first = make_letter(case)
        clock.shift(3600)
        second = make_letter(case)
    other = make_letter(case, recipient="Walsall CSE team")
    one, two, three = (letter.files.get(format=form).sha256 for letter in (first, second, other))
    assert first.pk != second.pk
    assert one == two != three


@pytest.mark.parametrize("text", ["ਸਿੰਘ", "fine \U0001f600", "王"])
def test_what_no_font_has_stands_in_word_and_is_said(
    client: Client, coordinator: User, text: str
) -> None:
    letter = make_letter(parts=[Part("You said", (text,))])
    assert text in word(letter)
    assert letter.undrawn
    assert letter.undrawn in text
    assert list(letter.files.values_list("format", flat=True)) == ["docx"]
    sign_in(client, coordinator)
    page = client.get(reverse("documents:letter", args=[letter.pk])).text
    assert "There is no PDF of this letter" in page
    assert "Download as PDF" not in page


@pytest.mark.parametrize("text", ["Łódź", "Zażółć", "Nguyễn", "Иван", "O\u2019Brien \u2013 so"])
def test_names_of_many_languages_are_drawn(text: str) -> None:
    letter = make_letter(recipient=text, parts=[Part(text, (text,))])
    assert not letter.undrawn
    assert pdf(letter).startswith(b"%PDF-")


@pytest.mark.parametrize("between", ["\x0b", "\x0c", "\r\n", "\r", "\u2028", "\x85"])
def test_every_kind_of_line_break_is_one(between: str) -> None:
    letter = make_letter(parts=[Part("Said", (f"one{between}two",))])
    assert "one\ntwo" in word(letter)
    assert not letter.undrawn


@pytest.mark.parametrize("nothing", ["\x00", "\x07", "\x1b", "\ufffe", "\ud800"])
def test_what_is_no_character_is_left_out(nothing: str) -> None:
    letter = make_letter(recipient=f"A{nothing}da", parts=[Part(f"B{nothing}", (f"C{nothing}d",))])
    assert letter.recipient == "Ada"
    assert "Cd" in word(letter)
    assert not letter.undrawn


def test_the_database_lets_nobody_change_or_delete_a_letter() -> None:
    letter = make_letter()
    for rows in (Letter.objects.filter(pk=letter.pk), LetterFile.objects.filter(letter=letter)):
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.update(**{"title": "x"} if rows.model is Letter else {"sha256": "x"})
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.delete()


def test_word_has_headings_and_the_recipient_on_every_page() -> None:
    letter = make_letter()
    said = word(letter)
    assert "Copy for Sandwell CSE team. HO-TEST-0001, 5 January 2026" in said
    assert "OFFICIAL-SENSITIVE" in said
    file = Word(io.BytesIO(bytes(letter.files.get(format="docx").data)))
    headings = [
        one.text
        for one in file.paragraphs
        if one.style and (one.style.name or "").startswith("Heading")
    ]
    assert headings == ["Case that is handed over", "The child", "Open actions"]
    assert 'string="Sandwell CSE team"' in file.sections[0].header._element.xml
    assert file.core_properties.title == "Case that is handed over"


def test_hostile_text_stays_text() -> None:
    letter = make_letter(recipient=HOSTILE[:60], parts=[Part(HOSTILE, (HOSTILE, ""))])
    assert HOSTILE in word(letter)
    assert pdf(letter).startswith(b"%PDF-")


@pytest.mark.parametrize("lines", [(), ("x" * 5000,), tuple(f"Line {n}" for n in range(400))])
def test_long_and_empty_letters_are_written(lines: tuple[str, ...]) -> None:
    letter = make_letter(parts=[Part("All of it", lines)])
    assert ("Nothing is recorded." in word(letter)) is (not lines)


def test_the_same_letter_asked_for_twice_is_one() -> None:
    case, key = make_case(), uuid.uuid4()
    assert make_letter(case, key=key) == make_letter(case, key=key)
    assert LetterFile.objects.count() == 2
    assert Event.objects.filter(name="letter.written").count() == 1


def test_a_file_that_is_not_what_was_written_is_not_handed_out(coordinator: User) -> None:
    letter = make_letter()
    good = letter_file(coordinator, letter.pk, "pdf")
    kept = LetterFile.objects.get(letter=letter, format="pdf")
    assert hashlib.sha256(good.data).hexdigest() == kept.sha256
    with pgtrigger.ignore("documents.LetterFile:a_file_of_a_letter_never_changes"):
        LetterFile.objects.filter(pk=kept.pk).update(data=b"%PDF-other")
    with pytest.raises(NotNow, match="not the one that was written"):
        letter_file(coordinator, letter.pk, "pdf")


def test_who_only_works_on_the_case_reads_no_packet(coordinator: User) -> None:
    letter = make_letter()
    assert letter_page(viewer_of(coordinator), letter.pk).letter == letter
    for other in (
        UserFactory(role=Role.SCREENER),
        UserFactory(role=Role.DIRECT_WORKER),
        UserFactory(role=Role.COORDINATOR, role__serving=authority(SANDWELL)),
    ):
        with pytest.raises(OutOfReach):
            letter_page(viewer_of(other), letter.pk)
    restrict(letter.subject_id, to=[UserFactory()], because="Named", by=None, at=NOW)
    with pytest.raises(OutOfReach):
        letter_page(viewer_of(coordinator), letter.pk)


def seen(client: Client, preview: str) -> str:
    found = re.search(r'name="seen" id="id_seen" value="(\w{64})"', client.get(preview).text)
    assert found
    return found[1]


def offered() -> HandOver:
    parts, digest = frozen((PacketPart("The child", ("Name: A B",), ("A safe address.",)),))
    return HandOver.objects.create(
        reference="HO-TEST-0002",
        case=make_case(),
        kind=HandOverKind.TEAM,
        because="Moves.",
        to_agency=agency("PHASE"),
        to_role=Role.DIRECT_WORKER,
        packet=parts,
        packet_hash=digest,
        offered_at=NOW,
    )


def test_the_packet_goes_as_it_was_kept(coordinator: User) -> None:
    offer = offered()
    made = write_case_letter(offer.case, "packet", of=offer.pk, by=coordinator, at=NOW)
    letter = Letter.objects.get(pk=made.pk)
    assert "The Phase Trust" in letter.recipient
    assert letter.words["parts"] == [
        {"title": "The child", "lines": ["Name: A B", "Stays with us. A safe address."]}
    ]


def test_it_is_written_read_and_fetched_on_the_pages(client: Client, coordinator: User) -> None:
    offer = offered()
    sign_in(client, coordinator)
    page = client.get(reverse("cases:hand_over", args=[offer.pk])).text
    assert "Write the packet as a letter" in page
    preview = reverse("cases:letter", args=[offer.case_id, "packet", offer.pk])
    assert preview in page
    done = client.post(preview, {"seen": seen(client, preview)}, follow=True)
    letter = Letter.objects.get()
    assert letter.files.get(format="pdf").sha256 in done.text
    for form, kind in (("pdf", "application/pdf"), ("docx", "application/vnd.openxml")):
        answer = client.get(reverse("documents:letter_file", args=[letter.pk, form]))
        assert answer["Content-Type"].startswith(kind)
        assert answer["Content-Disposition"].startswith("attachment")
    assert client.get(reverse("documents:letter_file", args=[letter.pk, "exe"])).status_code == 404
    section = client.get(reverse("desk:case_section", args=[letter.case_id, "documents"])).text
    assert letter.recipient in section


def test_the_plan_goes_to_the_child_without_a_word_of_risk(coordinator: User) -> None:
    plan = make_plan()
    letter = write_case_letter(plan.case, "plan", of=plan.pk, by=coordinator, at=NOW)
    assert letter.recipient == plan.case.child.given_name
    assert letter == write_case_letter(plan.case, "plan", of=plan.pk, by=coordinator, at=NOW)
    assert plan.case.reference not in word(letter)
    assert plan.case.child.family_name not in word(letter)


def test_the_page_of_choice_says_which_letters_go_to_whom(
    client: Client, coordinator: User
) -> None:
    plan, offer = make_plan(), offered()
    sign_in(client, coordinator)
    page = client.get(reverse("cases:letter_write", args=[plan.case_id])).text
    assert f"For {plan.case.child.given_name}: the plan in the child" in page
    assert "The case was never handed over." in page
    other = client.get(reverse("cases:letter_write", args=[offer.case_id])).text
    assert "There is no plan yet that you can read." in other
    assert "The Phase Trust: HO-TEST-0002, waits for an answer." in other


def test_a_template_is_known_by_its_hash() -> None:
    shipped: Template = template_of(Kind.HAND_OVER_PACK)
    assert make_letter().template_sha256 == shipped.sha256


def test_whoever_reads_a_case_but_writes_no_letters_is_offered_none() -> None:
    case, screener = make_case(), viewer_of(UserFactory(role=Role.SCREENER))
    allocate(case, agency=agency("CSE_TEAM"), role=Role.SCREENER, by=None, at=NOW)
    assert can(screener, Permission.CASE_VIEW, case)
    with pytest.raises(NotAllowed):
        letters_to_write(screener, case.pk, now=NOW)
