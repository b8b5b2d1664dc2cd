"""Production refuses weak secrets and carries nothing of the demo (requirement SC-1)."""

import json
import logging
import os
import subprocess
import sys
from pathlib import Path

import environ
import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from cse_portal.settings.logs import logging_for
from cse_portal.settings.secret import database_password, older_keys, read_secret, secret_key

STRONG = "".join(chr(33 + (7 * place) % 90) for place in range(64))
ASK = (
    "import django, json; django.setup(); from django.conf import settings as s;"
    "print(json.dumps({name: getattr(s, name) for name in ("
    "'DEBUG', 'DEMO', 'SESSION_COOKIE_NAME', 'SESSION_COOKIE_SECURE', 'CSRF_COOKIE_NAME',"
    "'CSRF_COOKIE_SECURE', 'SECURE_SSL_REDIRECT', 'SECURE_HSTS_SECONDS', 'INSTALLED_APPS')}))"
)


def env_with(**variables: str) -> environ.Env:
    env = environ.Env()
    env.ENVIRON = variables
    return env


def production(**variables: str) -> subprocess.CompletedProcess[str]:
    """What a fresh Python says of the production settings."""
    basis = {
        "PATH": os.environ["PATH"],
        "DJANGO_SETTINGS_MODULE": "cse_portal.settings.production",
        "DATABASE_URL": "postgres://portal_app@database/portal",
        "PORTAL_HOSTS": "portal.example",
    }
    return subprocess.run(
        [sys.executable, "-c", ASK],
        cwd=settings.BASE_DIR,
        env={**basis, **variables},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize(
    "weak",
    [
        "short",
        "a" * 64,
        settings.SECRET_KEY,
        "django-insecure-" + STRONG,
        STRONG[:49],
    ],
)
def test_secret_key_refuses(weak: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="SECRET_KEY is weak"):
        secret_key(env_with(SECRET_KEY=weak))


def test_secret_key_missing_says_what_to_set() -> None:
    with pytest.raises(ImproperlyConfigured, match="set SECRET_KEY_FILE"):
        secret_key(env_with())


def test_secret_key_accepts_a_strong_one() -> None:
    assert secret_key(env_with(SECRET_KEY=STRONG)) == STRONG


def test_SC_1_an_older_key_is_kept_while_it_is_given() -> None:
    assert older_keys(env_with()) == []
    assert older_keys(env_with(OLD_SECRET_KEY=STRONG)) == [STRONG]
    with pytest.raises(ImproperlyConfigured, match="OLD_SECRET_KEY is weak"):
        older_keys(env_with(OLD_SECRET_KEY="old"))


def test_database_password_refuses_a_well_known_one() -> None:
    with pytest.raises(ImproperlyConfigured, match="DATABASE_PASSWORD is weak"):
        database_password(env_with(DATABASE_PASSWORD="Password" + STRONG), "DATABASE_PASSWORD")


def test_read_secret_prefers_the_file(tmp_path: Path) -> None:
    file = tmp_path / "key"
    file.write_text("from the file\n")
    env = env_with(SECRET_KEY="from the variable", SECRET_KEY_FILE=str(file))
    assert read_secret(env, "SECRET_KEY") == "from the file"


def test_read_secret_names_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(ImproperlyConfigured, match="SECRET_KEY_FILE: No such file"):
        read_secret(env_with(SECRET_KEY_FILE=str(tmp_path / "none")), "SECRET_KEY")


@pytest.mark.parametrize("missing", ["SECRET_KEY", "DATABASE_PASSWORD"])
def test_SC_1_production_does_not_start_without(missing: str) -> None:
    secrets = {"SECRET_KEY": STRONG, "DATABASE_PASSWORD": STRONG}
    answer = production(**{name: value for name, value in secrets.items() if name != missing})
    assert answer.returncode == 1
    assert f"{missing} is missing" in answer.stderr


def test_SC_1_production_is_closed_and_without_the_demo() -> None:
    answer = production(SECRET_KEY=STRONG, DATABASE_PASSWORD=STRONG)
    assert answer.returncode == 0, answer.stderr
    found = json.loads(answer.stdout)
    apps = found.pop("INSTALLED_APPS")
    assert "guardian" in apps
    assert "demo" not in apps
    assert found == {
        "DEBUG": False,
        "DEMO": False,
        "SESSION_COOKIE_NAME": "__Host-session",
        "SESSION_COOKIE_SECURE": True,
        "CSRF_COOKIE_NAME": "__Host-csrf",
        "CSRF_COOKIE_SECURE": True,
        "SECURE_SSL_REDIRECT": True,
        "SECURE_HSTS_SECONDS": 31536000,
    }


def test_J_3_the_queue_keeps_its_promises() -> None:
    assert settings.CELERY_TASK_ACKS_LATE
    assert settings.CELERY_TASK_REJECT_ON_WORKER_LOST
    assert settings.CELERY_WORKER_PREFETCH_MULTIPLIER == 1
    assert settings.CELERY_WORKER_SOFT_SHUTDOWN_TIMEOUT > 0
    assert settings.CELERY_RESULT_BACKEND is None
    assert settings.CELERY_ACCEPT_CONTENT == ["json"]
    assert settings.CELERY_TIMEZONE == "UTC"
    visible_again = settings.CELERY_BROKER_TRANSPORT_OPTIONS["visibility_timeout"]
    assert visible_again > settings.CELERY_TASK_TIME_LIMIT


def test_DP_2_a_logged_exception_keeps_its_place_and_loses_its_words() -> None:
    made = logging_for(json_lines=True)["formatters"]["line"]
    formatter = made.pop("()")(**made)
    try:
        raise ValueError("Key (email)=(ann@example.org)")
    except ValueError:
        record = logging.LogRecord("x", logging.ERROR, __file__, 1, "failed", (), sys.exc_info())
    line = json.loads(formatter.format(record))
    assert line["exception"] == "ValueError"
    assert line["event"] == "failed"
    assert "test_settings.py" in line["at"][0]
    assert "ann@example.org" not in str(line)
