"""The pages: what each shows, keeps and refuses."""

from __future__ import annotations

import io
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from agencies.roles import Role
from children.models import Child
from core.models import ReadEvent
from duties.models import Clock
from duties.selectors import duty_of
from missing import services
from missing.models import Episode, EpisodeImport, EpisodeStatus, ImportRow
from tests.agencies.clients import sign_in
from tests.agencies.factories import UserFactory, authority
from tests.children.factories import make_child
from tests.missing.extracts import as_csv, as_xlsx, row
from tests.missing.factories import CAME_BACK, LEFT, make_episode

pytestmark = pytest.mark.django_db


@pytest.fixture
def client() -> Client:
    return sign_in(Client(), UserFactory(role=Role.RUNAWAYS))


def moment(name: str, day: str, clock: str) -> dict[str, str]:
    """A moment as three fields and a time."""
    date, month, year = day.split("/")
    return {
        f"{name}_day": date,
        f"{name}_month": month,
        f"{name}_year": year,
        f"{name}_time": clock,
    }


def test_the_list_shows_who_is_missing_and_says_so_in_the_read_audit(client: Client) -> None:
    episode = make_episode()
    back = make_episode(ended_at=CAME_BACK)
    page = client.get(reverse("missing:list"))
    assert episode.reference in page.content.decode()
    assert back.reference not in page.content.decode()
    seen = ReadEvent.objects.get(record_kind="missing.episode")
    assert (seen.record_ids, seen.subject_ids) == ([episode.pk], [episode.child_id])


def test_the_list_asks_as_much_of_the_database_for_ten_rows_as_for_a_thousand(
    client: Client,
) -> None:
    child = make_child()

    def fill(count: int) -> None:
        start = Episode.objects.count()
        Episode.objects.bulk_create(
            Episode(
                reference=f"M-{number}",
                child=child,
                authority=authority(),
                status=EpisodeStatus.RETURNED,
                setting="HOME",
                started_at=LEFT - timedelta(days=number),
                ended_at=LEFT - timedelta(days=number, hours=-1),
                recorded_at=LEFT,
            )
            for number in range(start, count)
        )

    asked = []
    for count in (10, 1_000):
        fill(count)
        client.get(reverse("missing:list"), {"show": "all"})
        with CaptureQueriesContext(connection) as seen:
            client.get(reverse("missing:list"), {"show": "all"})
        asked.append(len(seen))
    assert asked[0] == asked[1]


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ({"page": "x"}, 400),
        ({"page": "-1"}, 400),
        ({"page": "99999"}, 200),
        ({"show": "?"}, 400),
        ({"setting": "é"}, 400),
    ],
)
def test_a_query_string_that_makes_no_sense_is_refused(
    client: Client, query: dict[str, str], status: int
) -> None:
    assert client.get(reverse("missing:list"), query).status_code == status


def test_the_picture_of_starts_shows_nobody(client: Client) -> None:
    episode = make_episode()
    now = LEFT + timedelta(days=2)
    with time_machine.travel(now):
        fresh = sign_in(Client(), UserFactory(role=Role.RUNAWAYS))
        page = fresh.get(reverse("missing:when")).content.decode()
    assert "Starts in the last year: 1" in page
    assert episode.child.family_name not in page
    assert "<desc>" in page


def test_a_search_is_posted_and_leads_to_the_form(client: Client) -> None:
    answer = client.post(
        reverse("missing:log"), {"given_name": "Invented", "family_name": "Person"}
    )
    assert answer.status_code == 200
    assert "The child I named" in answer.content.decode()


def test_a_search_without_a_name_is_asked_again(client: Client) -> None:
    assert client.post(reverse("missing:log"), {}).status_code == 400


TOLD = {
    "given_name": "Invented",
    "family_name": "Person",
    "child": "NEW",
    "setting": "CARE",
    "away": "on",
    "reported_by": "PLACEMENT",
    **moment("started_at", "3/10/2015", "19:00"),
}


def test_an_episode_is_logged_of_a_child_not_known(client: Client) -> None:
    told = {**TOLD, "authority": str(authority().pk)}
    answer = client.post(reverse("missing:log_details"), told)
    episode = Episode.objects.get()
    assert answer.headers["Location"] == reverse("missing:detail", args=[episode.pk])
    assert (episode.started_at, episode.missing_type) == (LEFT, "A")
    assert (episode.verified, episode.child.verified) == (False, False)


def test_an_episode_is_logged_of_a_known_child_whom_the_person_does_not_see(
    client: Client,
) -> None:
    born = datetime(2001, 6, 1).date()
    child = make_child(given_name="Invented", family_name="Person", born_on=born)
    told = {
        **TOLD,
        "authority": str(authority().pk),
        "born_on_day": "1",
        "born_on_month": "6",
        "born_on_year": "2001",
    }
    client.post(reverse("missing:log_details"), told)
    assert Episode.objects.get().child == child
    assert Child.objects.count() == 1


def test_a_child_who_was_not_offered_cannot_be_chosen(client: Client) -> None:
    told = {**TOLD, "authority": str(authority().pk), "child": str(make_child().pk)}
    assert client.post(reverse("missing:log_details"), told).status_code == 400
    assert not Episode.objects.exists()


def test_what_was_typed_is_kept_beside_the_refusal(client: Client) -> None:
    told = {**TOLD, "authority": str(authority().pk), "police_reference": "WMP-77"}
    told |= moment("ended_at", "2/10/2015", "10:00")
    answer = client.post(reverse("missing:log_details"), told)
    assert answer.status_code == 400
    assert "The return must not be before the start" in answer.content.decode()
    assert "WMP-77" in answer.content.decode()


def test_a_return_is_recorded_and_the_clock_is_shown(client: Client) -> None:
    episode = make_episode()
    with time_machine.travel(datetime(2015, 10, 4, 10, tzinfo=UTC)):
        fresh = sign_in(Client(), UserFactory(role=Role.RUNAWAYS))
        told = {**moment("ended_at", "4/10/2015", "9:00"), "found_where": "The bus station"}
        answer = fresh.post(reverse("missing:return", args=[episode.pk]), told, follow=True)
    assert "The bus station" in answer.content.decode()
    assert duty_of(episode.pk, Clock.RETURN_INTERVIEW)


@pytest.mark.parametrize("name", ["missing:return", "missing:category", "missing:correct"])
def test_a_change_is_refused_to_a_reader_with_a_sentence(name: str) -> None:
    episode = make_episode()
    reader = sign_in(Client(), UserFactory(role=Role.SCREENER))
    answer = reader.get(reverse(name, args=[episode.pk]))
    assert answer.status_code == 403
    assert "does not change this missing episode" in answer.content.decode()


def test_a_category_and_a_correction_are_recorded(client: Client) -> None:
    episode = make_episode()
    told: dict[str, str] = {"category": "MISSING", **moment("from_at", "3/10/2015", "20:00")}
    client.post(reverse("missing:category", args=[episode.pk]), told)
    wrong = {
        "setting": "HOME",
        "police_reference": "WMP-8",
        "because": "Typed wrong",
        **moment("started_at", "3/10/2015", "18:00"),
    }
    client.post(reverse("missing:correct", args=[episode.pk]), wrong)
    page = client.get(reverse("missing:detail", args=[episode.pk])).content.decode()
    assert "Category: Missing" in page
    assert "Corrected: Start" in page
    assert "It said 3 October 2015, 19:00; now it says 3 October 2015, 18:00. Typed wrong" in page


def upload(client: Client, content: bytes, name: str = "extract.csv") -> Any:
    file = io.BytesIO(content)
    file.name = name
    told = {"authority": str(authority().pk), "file": file}
    return client.post(reverse("missing:imports"), told)


@pytest.mark.parametrize("content", [as_csv(row(born="")), as_xlsx(row(born=""))])
def test_a_file_is_looked_at_and_then_imported(client: Client, content: bytes) -> None:
    answer = upload(client, content)
    batch = EpisodeImport.objects.get()
    address = reverse("missing:import", args=[batch.pk])
    assert answer.headers["Location"] == address
    assert "Nothing is imported yet" in client.get(address).content.decode()
    assert not Episode.objects.exists()
    page = client.post(address, follow=True).content.decode()
    assert Episode.objects.get().reference in page


def test_the_results_are_a_file_without_names(client: Client) -> None:
    upload(client, as_csv(row(), row(born="never")))
    batch = EpisodeImport.objects.get()
    client.post(reverse("missing:import", args=[batch.pk]))
    answer = client.get(reverse("missing:results", args=[batch.pk]))
    text = answer.content.decode()
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert [line.split(",")[:2] for line in text.splitlines()[1:]] == [
        ["2", "Created"],
        ["3", "Refused"],
    ]
    assert "Childname" not in text


def test_a_file_imported_before_says_so(client: Client) -> None:
    for _ in range(2):
        upload(client, as_csv(row()))
        batch = EpisodeImport.objects.order_by("previewed_at").last()
        assert batch is not None
        page = client.get(reverse("missing:import", args=[batch.pk])).content.decode()
        client.post(reverse("missing:import", args=[batch.pk]))
    assert "Importing it again would change nothing" in page
    assert Episode.objects.count() == 1


@pytest.mark.parametrize(
    ("content", "sentence"),
    [(b"", "empty"), (b"%PDF-1.7", "This is a PDF"), (b"one,two\n1,2\n", "No row of headings")],
)
def test_a_file_that_cannot_be_read_is_answered_on_the_form(
    client: Client, content: bytes, sentence: str
) -> None:
    answer = upload(client, content)
    assert answer.status_code == 400
    assert sentence in answer.content.decode()


def test_a_parked_row_is_settled_on_its_page(client: Client) -> None:
    make_child(given_name="Invented", family_name="Childname", born_on=None)
    services.import_file(as_csv(row()), authority=authority(), by=None, at=CAME_BACK)
    parked = ImportRow.objects.get()
    assert parked.reference in client.get(reverse("missing:parked")).content.decode()
    address = reverse("missing:parked_row", args=[parked.pk])
    child = Child.objects.get()
    assert str(child.pk) in client.get(address).content.decode()
    assert client.post(address, {"settlement": "nonsense"}).status_code == 400
    client.post(address, {"settlement": str(child.pk)})
    assert Episode.objects.get().child == child
    assert client.get(address).status_code == 404


WORDS = st.text(max_size=40)
ASKED = dict.fromkeys((*TOLD, "police_reference", "category", "authority"), WORDS)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.fixed_dictionaries({}, optional=ASKED))
def test_whatever_is_posted_the_log_page_answers(client: Client, told: dict[str, str]) -> None:
    answer = client.post(reverse("missing:log_details"), {**TOLD, **told})
    assert answer.status_code in (200, 302, 400)
