"""The browser of the tests: the Chromium of this machine; without one its tests stay away."""

import os
import shutil
from typing import Any

import pytest

NAMES = ("chromium", "chromium-browser", "google-chrome")
HOW_TO_INSTALL = "apt-get install -y --no-install-recommends chromium fonts-liberation"
REQUIRED = "PORTAL_BROWSER_REQUIRED"


def chromium() -> str | None:
    """The path of a Chromium, or None."""
    return next((path for name in NAMES if (path := shutil.which(name))), None)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave the browser tests out where there is no browser; refuse to where one is required."""
    browser_tests = [item for item in items if item.get_closest_marker("browser")]
    if not browser_tests:
        return
    if chromium():
        # Playwright's loop runs in this thread; Django must not mistake us for async code.
        os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
        return
    if os.environ.get(REQUIRED):
        raise pytest.UsageError(f"No Chromium for {len(browser_tests)} tests: {HOW_TO_INSTALL}")
    items[:] = [item for item in items if item not in browser_tests]
    config.hook.pytest_deselected(items=browser_tests)


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Say once how to get a browser."""
    if not chromium():
        terminalreporter.write_line(f"Browser tests left out: no Chromium. {HOW_TO_INSTALL}")


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Start the machine's own Chromium; as root it has no sandbox."""
    flags = ["--no-sandbox"] if os.geteuid() == 0 else []
    return {**browser_type_launch_args, "executable_path": chromium(), "args": flags}
