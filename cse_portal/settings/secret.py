"""Secrets of a production portal: from a file or a variable, never weak, never in the code."""

from pathlib import Path

import environ
from django.core.exceptions import ImproperlyConfigured

KEY_LENGTH = 50
KEY_VARIETY = 12
PASSWORD_LENGTH = 20
WELL_KNOWN = ("changeme", "change-me", "development", "django-insecure", "password", "secret")


def read_secret(env: environ.Env, name: str) -> str:
    """The secret from the file that NAME_FILE points to, else from the variable NAME."""
    file = env.str(f"{name}_FILE", "")
    if not file:
        return env.str(name, "")
    try:
        return Path(file).read_text().strip()
    except OSError as error:
        raise ImproperlyConfigured(f"{name}_FILE: {error.strerror}.") from error


def secret_key(env: environ.Env) -> str:
    """The signing key: long, varied and not one that everybody knows."""
    return _strong(env, "SECRET_KEY", length=KEY_LENGTH)


def older_keys(env: environ.Env) -> list[str]:
    """The key before this one, as long as what it signed and sealed is still about."""
    return (
        [_strong(env, "OLD_SECRET_KEY", length=KEY_LENGTH)] if _given(env, "OLD_SECRET_KEY") else []
    )


def _given(env: environ.Env, name: str) -> bool:
    return bool(env.str(name, "") or env.str(f"{name}_FILE", ""))


def database_password(env: environ.Env, name: str) -> str:
    """The password of a database role."""
    return _strong(env, name, length=PASSWORD_LENGTH)


def _strong(env: environ.Env, name: str, *, length: int) -> str:
    secret = read_secret(env, name)
    if not secret:
        raise ImproperlyConfigured(f"{name} is missing: set {name}_FILE to a file that holds it.")
    weak = (
        len(secret) < length
        or len(set(secret)) < KEY_VARIETY
        or any(word in secret.lower() for word in WELL_KNOWN)
    )
    if weak:
        raise ImproperlyConfigured(
            f"{name} is weak: it must be random, at least {length} characters long and none "
            f"of the well-known ones. `openssl rand -base64 48` makes one."
        )
    return secret
