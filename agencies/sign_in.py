"""How people sign in: a password, then a second factor; who needs a passkey; who sleeps.

allauth does the work; here is what the partnership decided (requirements AUTHN-1 to AUTHN-6).
"""

from __future__ import annotations

import base64
import hashlib
import time
from enum import Enum
from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from allauth.account.authentication import get_authentication_records
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest
from django.utils import timezone
from django.utils.encoding import force_bytes

from agencies.access import viewer_of
from agencies.models import User
from agencies.permissions import PRIVILEGED
from agencies.policies import is_dormant

FACTORS = {Authenticator.Type.WEBAUTHN: "Passkey", Authenticator.Type.TOTP: "App that makes codes"}


class SecondFactor(Enum):
    """What a signed-in person still owes before any page but the factor pages."""

    NOTHING = "nothing"
    ADD_ANY = "add any"
    ADD_PASSKEY = "add a passkey"
    USE_PASSKEY = "use the passkey"


class PortalAdapter(DefaultAccountAdapter):
    """Accounts are made by administrators; throttling by account and source is axes' work."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Nothing: a limit by account alone would let anybody lock a colleague out."""

    def is_reauthentication_required(self, *, app: str, **more: Any) -> bool:
        """Nobody who signed in a moment ago is asked for the same again to add a factor."""
        request = context.request
        records = get_authentication_records(request, request.user)
        return not any(_is_fresh(record) for record in records)

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        """The passkey, and nothing else where the role signs in with one."""
        methods = super().get_reauthentication_methods(user)
        passkey = [method for method in methods if method["id"].endswith(":webauthn")]
        if passkey and needs_passkey(user):
            return passkey
        return [*passkey, *(method for method in methods if method not in passkey)]


class SecretKeeper(DefaultMFAAdapter):
    """Keeps the seeds of code generators encrypted, under the key of the portal or an older one.

    Also what a passkey is called, on the page and by the device that asks for it.
    """

    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": "This is wrong or was used already. Try again with a new one.",
    }

    def encrypt(self, text: str) -> str:
        return _fernet().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _fernet().decrypt(encrypted_text.encode()).decode()

    def generate_authenticator_name(self, user: AbstractBaseUser, type: str) -> str:
        """The name a new passkey has until its owner gives it another."""
        count = Authenticator.objects.filter(user_id=user.pk, type=type).count()
        return f"Passkey {count + 1}" if count else "Passkey"

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """How a device names the portal, whatever its address."""
        return {**super().get_public_key_credential_rp_entity(), "name": settings.MFA_TOTP_ISSUER}


def _fernet() -> MultiFernet:
    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    keys = [hashlib.sha256(b"second factor:" + force_bytes(key)).digest() for key in secrets]
    return MultiFernet([Fernet(base64.urlsafe_b64encode(key)) for key in keys])


class PortalBackend(AuthenticationBackend):
    """Refuses the inactive and the dormant in the same words as a wrong password."""

    @classmethod
    def _stash_user(cls, user: AbstractBaseUser | None) -> None:
        """allauth would hand a refused person on to a page of its own: nobody is handed on."""

    def user_can_authenticate(self, user: AbstractBaseUser | None) -> bool:
        if not isinstance(user, User) or not user.is_active:
            return False
        return not is_dormant(user, at=timezone.now())


def needs_passkey(user: User) -> bool:
    """Does any post hold a permission that takes a phishing-resistant factor?"""
    viewer = viewer_of(user)
    return any(viewer.holds(permission) for permission in PRIVILEGED)


def factors_of(user: User) -> list[str]:
    """The second factors a person has added, as people call them."""
    kinds = Authenticator.objects.filter(user=user).values_list("type", flat=True)
    return sorted({FACTORS[kind] for kind in kinds if kind in FACTORS})


def second_factor_owed(request: HttpRequest, user: User) -> SecondFactor:
    """What stands between a password session and the portal."""
    kinds = set(Authenticator.objects.filter(user=user).values_list("type", flat=True))
    has_passkey = Authenticator.Type.WEBAUTHN in kinds
    if not needs_passkey(user):
        held = kinds - {Authenticator.Type.RECOVERY_CODES}
        return SecondFactor.NOTHING if held else SecondFactor.ADD_ANY
    if not has_passkey:
        return SecondFactor.ADD_PASSKEY
    records = get_authentication_records(request, user)
    used = any(record.get("type") == Authenticator.Type.WEBAUTHN for record in records)
    return SecondFactor.NOTHING if used else SecondFactor.USE_PASSKEY


def proved_again(request: HttpRequest, user: User) -> bool:
    """Has the person shown again, within five minutes, who it is (requirement SESS-4)?

    A role that signs in with a passkey shows it with the passkey (AUTHN-2).
    """
    again = [
        record
        for record in get_authentication_records(request, user)
        if record.get("reauthenticated") and _is_fresh(record)
    ]
    if needs_passkey(user):
        return any(record.get("type") == Authenticator.Type.WEBAUTHN for record in again)
    return bool(again)


def _is_fresh(record: dict[str, Any]) -> bool:
    return time.time() - float(record["at"]) < settings.ACCOUNT_REAUTHENTICATION_TIMEOUT


def account_tried(request: HttpRequest | None, credentials: dict[str, Any] | None) -> str:
    """The account a sign-in aims at, by which axes counts: one spelling of each address."""
    typed = (credentials or {}).get("email") or (credentials or {}).get("username")
    if not typed and request is not None:
        typed = request.POST.get("login", "")
    return str(typed or "").strip().lower()
