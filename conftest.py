"""What every test stands on: the two database roles, the browser, the jobs."""

import gc

pytest_plugins = ("tests.database", "tests.browser", "tests.jobs")

gc.set_threshold(100_000, 50, 50)
"""A run of thousands of tests on a large application collects often and finds little."""
