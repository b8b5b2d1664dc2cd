"""The compose file in production shape, and lock files that name packages, not places."""

import re
from typing import Any

import pytest
import yaml
from django.conf import settings

SERVICES = {"proxy", "migrate", "web", "worker", "beat", "postgres", "valkey", "clamav"}
FROM_OUTSIDE = {"proxy"}


@pytest.fixture(scope="module")
def compose() -> Any:
    return yaml.safe_load((settings.BASE_DIR / "docker-compose.yml").read_text())


def test_compose_has_every_service(compose: Any) -> None:
    assert set(compose["services"]) == SERVICES
    assert compose["services"]["postgres"]["image"] == "postgres:18"


def test_only_the_proxy_is_reached_from_outside(compose: Any) -> None:
    assert {name for name, it in compose["services"].items() if "ports" in it} == FROM_OUTSIDE
    assert compose["networks"]["inner"] == {"internal": True}


def test_every_lasting_service_has_a_health_check(compose: Any) -> None:
    lasting = SERVICES - {"migrate"}
    assert {name for name in lasting if "healthcheck" not in compose["services"][name]} == set()


def test_there_is_exactly_one_beat(compose: Any) -> None:
    assert compose["services"]["beat"]["deploy"] == {"replicas": 1}


def test_no_secret_stands_in_a_variable(compose: Any) -> None:
    named = [
        (service, name, value)
        for service, it in compose["services"].items()
        for name, value in it.get("environment", {}).items()
        if re.search("PASSWORD|SECRET|KEY", name)
    ]
    assert len(named) > 4
    assert [it for it in named if not it[2].startswith("/run/secrets/")] == []


@pytest.mark.parametrize("service", ["web", "worker", "beat"])
def test_only_the_migrations_know_the_owner(compose: Any, service: str) -> None:
    assert "OWNER" not in str(compose["services"][service])
    assert "owner" not in str(compose["services"][service]["secrets"])


@pytest.mark.parametrize(
    "lock",
    [
        "requirements.lock",
        "requirements-dev.lock",
        "requirements-run.lock",
        "requirements-installer.lock",
        "requirements-node.lock",
        "package-lock.json",
    ],
)
def test_a_lock_names_no_place_to_load_from(lock: str) -> None:
    text = (settings.BASE_DIR / lock).read_text()
    assert "://" not in text
    assert "sha256:" in text or "sha512-" in text


def test_every_locked_package_has_a_hash() -> None:
    text = (settings.BASE_DIR / "requirements-dev.lock").read_text()
    packages = re.findall(r"^\S+==.*$", text, re.MULTILINE)
    assert len(packages) > 80
    assert [line for line in packages if not line.endswith("\\")] == []
