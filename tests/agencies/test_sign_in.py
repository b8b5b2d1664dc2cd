"""Signing in: a password, then a second factor; throttled, limited, and nothing typed lost."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from typing import Any

import pytest
import redis
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from allauth.mfa.utils import decrypt
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from agencies import services
from agencies.models import KeptForm, User
from agencies.permissions import Permission
from agencies.roles import MATRIX, Role
from agencies.sign_in import needs_passkey
from tests.agencies.clients import sign_in
from tests.agencies.factories import UserFactory

pytestmark = pytest.mark.django_db
PASSWORD = "correct horse battery staple"
SIGN_IN = "/account/sign-in/"


def person(role: Role = Role.REFERRER, **more: object) -> User:
    user: User = UserFactory(role=role, joined_at=timezone.now(), **more)
    user.set_password(PASSWORD)
    user.save()
    return user


def with_code(user: User) -> User:
    totp.TOTP.activate(user, totp.generate_totp_secret())
    return user


def code_of(user: User) -> str:
    factor = Authenticator.objects.get(user=user, type=Authenticator.Type.TOTP)
    secret = decrypt(factor.data["secret"])
    counter = totp.yield_hotp_counters_from_time()
    return totp.format_hotp_value(totp.hotp_value(secret, next(iter(counter))))


def try_password(client: Client, user: User | str, password: str = PASSWORD) -> Any:
    login = user if isinstance(user, str) else user.email
    return client.post(SIGN_IN, {"login": login, "password": password})


def password_session(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="agencies.sign_in.PortalBackend")
    return client


def test_a_password_alone_opens_no_page_but_the_factor_pages() -> None:
    client = Client()
    try_password(client, person())
    answer = client.get(reverse("agencies:permission_matrix"))
    assert answer.status_code == 302
    assert answer["Location"].startswith(reverse("mfa_index"))
    assert client.get(reverse("mfa_index")).status_code == 200


def test_a_password_and_a_code_sign_in() -> None:
    user, client = with_code(person()), Client()
    first = try_password(client, user)
    assert first["Location"] == reverse("mfa_authenticate")
    assert "_auth_user_id" not in client.session
    client.post(reverse("mfa_authenticate"), {"code": code_of(user)})
    assert client.session["_auth_user_id"] == str(user.pk)


def test_a_code_works_once() -> None:
    user, code = with_code(person()), ""
    for expected in (True, False):
        client = Client()
        try_password(client, user)
        code = code or code_of(user)
        client.post(reverse("mfa_authenticate"), {"code": code})
        assert ("_auth_user_id" in client.session) is expected


def test_the_seed_of_a_code_generator_is_stored_encrypted() -> None:
    user = person()
    secret = totp.generate_totp_secret()
    totp.TOTP.activate(user, secret)
    stored = Authenticator.objects.get(user=user, type=Authenticator.Type.TOTP).data["secret"]
    assert secret not in stored
    assert decrypt(stored) == secret


def test_a_sixth_code_is_refused_even_if_right() -> None:
    user, client = with_code(person()), Client()
    try_password(client, user)
    for _ in range(5):
        client.post(reverse("mfa_authenticate"), {"code": "000000"})
    client.post(reverse("mfa_authenticate"), {"code": code_of(user)})
    assert "_auth_user_id" not in client.session


def test_people_sign_in_and_are_throttled_while_valkey_is_down(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def down(self: object) -> None:
        raise redis.ConnectionError("Valkey is down")

    monkeypatch.setattr(redis.connection.AbstractConnection, "connect", down)
    test_a_password_and_a_code_sign_in()
    test_a_code_works_once()
    test_a_sixth_code_is_refused_even_if_right()


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.CALDICOTT_IG, Role.SYS_ADMIN])
def test_privileged_roles_need_a_passkey(role: Role) -> None:
    client = password_session(with_code(person(role)))
    answer = client.get("/permissions")
    assert answer["Location"].startswith(reverse("mfa_add_webauthn"))


def test_a_privileged_session_without_its_passkey_is_sent_to_use_it() -> None:
    user = person(Role.COORDINATOR)
    Authenticator.objects.create(user=user, type=Authenticator.Type.WEBAUTHN, data={})
    answer = password_session(user).get("/permissions")
    assert answer["Location"].startswith(reverse("mfa_reauthenticate_webauthn"))


def test_a_privileged_session_with_its_passkey_opens_the_portal() -> None:
    assert sign_in(Client(), person(Role.SYS_ADMIN)).get("/permissions").status_code == 200


def test_who_needs_a_passkey_follows_the_matrix() -> None:
    assert needs_passkey(person(Role.TEAM_MANAGER))
    assert not needs_passkey(person(Role.REFERRER))
    assert Permission.RETURN_SIGN_OFF in MATRIX[Role.TEAM_MANAGER]


def test_the_eleventh_try_is_refused_with_the_right_password_and_others_are_not() -> None:
    user, other = person(), person()
    for _ in range(10):
        try_password(Client(), user, "wrong " + PASSWORD)
    client = Client()
    try_password(client, user)
    assert "_auth_user_id" not in client.session
    try_password(client, other)
    assert client.session["_auth_user_id"] == str(other.pk)


def test_nobody_locks_a_colleague_out_from_elsewhere() -> None:
    user = person()
    for _ in range(12):
        Client(REMOTE_ADDR="203.0.113.9").post(SIGN_IN, {"login": user.email, "password": "x"})
    client = Client(REMOTE_ADDR="203.0.113.10")
    try_password(client, user)
    assert client.session["_auth_user_id"] == str(user.pk)


def test_a_lock_recovers_after_a_quarter_of_an_hour() -> None:
    user = person()
    for _ in range(10):
        try_password(Client(), user, "wrong " + PASSWORD)
    with time_machine.travel(timezone.now() + timedelta(minutes=16)):
        client = Client()
        try_password(client, user)
        assert client.session["_auth_user_id"] == str(user.pk)


def test_unknown_wrong_inactive_and_dormant_are_answered_alike() -> None:
    asleep = person()
    User.objects.filter(pk=asleep.pk).update(last_login=timezone.now() - timedelta(days=61))
    gone = person(is_active=False)
    tries = [("nobody@example.org", PASSWORD), (person().email, "wrong " + PASSWORD)]
    tries += [(asleep.email, PASSWORD), (gone.email, PASSWORD)]
    bodies = set()
    for login, password in tries:
        body = try_password(Client(), login, password).content.decode()
        bodies.add(_without_tokens(body.replace(login, "LOGIN")))
    assert len(bodies) == 1


def _without_tokens(body: str) -> str:
    return re.sub(r'(nonce|name="csrfmiddlewaretoken" value)="[^"]*"', "", body)


def test_nobody_makes_an_account_for_themselves() -> None:
    client = Client()
    client.post(
        "/account/sign-up/",
        {"email": "me@example.org", "password1": PASSWORD, "password2": PASSWORD},
    )
    assert not User.objects.filter(email="me@example.org").exists()


@pytest.mark.parametrize("weak", ["fourteen chars", "123456789987654321", "1q2w3e4r5t6y7u8i"])
def test_weak_passwords_are_refused(weak: str) -> None:
    with pytest.raises(ValidationError):
        validate_password(weak)


def test_a_fresh_database_has_no_accounts() -> None:
    assert not User.objects.exists()


def test_an_unused_session_ends_and_polling_is_no_use() -> None:
    client, start = password_session(with_code(person())), timezone.now()
    with time_machine.travel(start) as clock:
        assert client.get("/session/kept/" + "0" * 8 + "-0000-4000-8000-" + "0" * 12).status_code
        for minutes in (5, 10, 14):
            clock.move_to(start + timedelta(minutes=minutes))
            client.post("/session/extend", headers={"x-polling": "1"})
        assert "_auth_user_id" in client.session
        clock.move_to(start + timedelta(minutes=16))
        answer = client.get("/permissions")
    assert answer["Location"].startswith(reverse("agencies:session_ended"))
    assert "_auth_user_id" not in client.session


def test_a_session_ends_after_twelve_hours_however_busy() -> None:
    client, start = password_session(with_code(person())), timezone.now()
    with time_machine.travel(start) as clock:
        for minutes in range(0, 12 * 60, 10):
            clock.move_to(start + timedelta(minutes=minutes))
            assert client.post("/session/extend").status_code == 204
        clock.move_to(start + timedelta(hours=12, minutes=1))
        assert client.post("/session/extend").status_code == 302


def test_what_was_typed_when_the_session_ended_is_kept_for_its_author() -> None:
    user, other, start = with_code(person()), with_code(person()), timezone.now()
    client = password_session(user)
    typed = {"csrfmiddlewaretoken": "x", "reason": "Seen getting into a car", "password": "no"}
    with time_machine.travel(start) as clock:
        client.post("/session/extend")
        clock.move_to(start + timedelta(minutes=20))
        client.post("/session/end-all", typed)
        kept = KeptForm.objects.get()
        assert kept.fields == {"reason": ["Seen getting into a car"]}
        page = password_session(user).get(reverse("agencies:kept_form", args=[kept.pk]))
        assert b"Seen getting into a car" in page.content
        stranger = password_session(other).get(reverse("agencies:kept_form", args=[kept.pk]))
    assert stranger.status_code == 404


def test_end_all_ends_every_session_at_once() -> None:
    user = with_code(person())
    here, there = password_session(user), password_session(user)
    assert there.post("/session/extend").status_code == 204
    here.post("/session/end-all")
    assert there.post("/session/extend").status_code == 302


def test_a_deactivated_person_is_out_at_the_next_request() -> None:
    user, admin = with_code(person()), person(Role.SYS_ADMIN)
    client = password_session(user)
    services.close_account_by_hand(user, by=admin, at=timezone.now())
    assert client.post("/session/extend").status_code == 302
    assert not user.memberships.filter(until_on=None).exists()


def test_a_new_session_id_at_sign_in() -> None:
    client = Client()
    client.get(SIGN_IN)
    client.cookies[settings.SESSION_COOKIE_NAME] = "fixed0000000000000000000000000000"
    try_password(client, person())
    assert client.cookies[settings.SESSION_COOKIE_NAME].value != "fixed" + "0" * 27


def test_the_session_cookie_tells_nothing_and_no_script_reads_it() -> None:
    client = Client()
    answer = try_password(client, person())
    cookie = answer.cookies[settings.SESSION_COOKIE_NAME]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert json.dumps(PASSWORD) not in cookie.value


def test_a_form_without_its_token_is_refused() -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(with_code(person()), backend="agencies.sign_in.PortalBackend")
    assert client.post("/session/end-all").status_code == 403


def test_a_reset_answers_alike_and_mails_only_real_accounts(mailoutbox: list[object]) -> None:
    known = person()
    answers = {
        client.post(reverse("account_reset_password"), {"email": address})["Location"]
        for client, address in ((Client(), known.email), (Client(), "nobody@example.org"))
    }
    assert len(answers) == 1
    assert len(mailoutbox) == 1
