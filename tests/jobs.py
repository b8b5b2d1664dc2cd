"""Jobs in tests: queued and forgotten, unless a test asks for them to run at once."""

from collections.abc import Iterator

import pytest

from cse_portal.celery import app


@pytest.fixture
def jobs_run_at_once() -> Iterator[None]:
    """Run each task in the test's own process the moment it is sent."""
    before = app.conf.task_always_eager, app.conf.task_eager_propagates
    app.conf.task_always_eager, app.conf.task_eager_propagates = True, True
    yield
    app.conf.task_always_eager, app.conf.task_eager_propagates = before
