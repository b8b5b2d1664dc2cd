"""What every test stands on: the two database roles, the browser, the jobs."""

pytest_plugins = ("tests.database", "tests.browser", "tests.jobs")
