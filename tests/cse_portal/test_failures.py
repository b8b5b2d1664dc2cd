"""What a person sees when something fails that nobody foresaw."""

from django.test import RequestFactory

from cse_portal.failures import server_error


def test_failure_answers_with_the_number_of_its_log_lines() -> None:
    request = RequestFactory().get("/", PORTAL_CORRELATION_ID="7f3a9c")
    answer = server_error(request)
    assert answer.status_code == 500
    assert "7f3a9c" in answer.content.decode()


def test_failure_before_the_number_is_given_has_its_page_too() -> None:
    answer = server_error(RequestFactory().get("/"))
    assert "give them this number" not in answer.content.decode()
