"""The command line: what it says, which role it takes, how it keeps processes alive."""

import io
import os
import socket
import sys
import time
from pathlib import Path

import pytest

from ops import cli, environment, manage, places, postgres, services, steps, supervisor, testing, up
from ops.reset import agreed


def test_help_names_every_word(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["help"]) == 0
    said = capsys.readouterr().out
    assert [word for word in cli.COMMANDS if f"\n  {word} " not in said] == []


def test_an_unknown_word_shows_the_help(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["upp"]) == 2
    assert "Usage" in capsys.readouterr().out


def test_a_failed_step_says_what_to_do(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["up", "now"]) == 1
    assert "What to do: run it alone" in capsys.readouterr().err


@pytest.mark.parametrize("command", sorted(manage.OWNER_COMMANDS))
def test_commands_that_change_tables_run_as_the_owner(command: str) -> None:
    assert manage.env_for([command], {})["PORTAL_DB_ROLE"] == "owner"


@pytest.mark.parametrize("arguments", [[], ["check"], ["quarterly_return", "migrate"]])
def test_all_others_run_as_the_app(arguments: list[str]) -> None:
    assert "PORTAL_DB_ROLE" not in manage.env_for(arguments, {})


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ([], [["-m", "not alone and not long", "-n", "2"], ["-m", "alone and not long"]]),
        (["--all"], [["-m", "not alone", "-n", "2"], ["-m", "alone"]]),
        (["tests/core", "-q"], [["-m", "not long", "tests/core", "-q"]]),
        (["-m", "browser"], [["-m", "browser"]]),
        (
            ["tests/core", "-n", "3", "-x"],
            [
                ["-m", "not alone and not long", "-n", "3", "tests/core", "-x"],
                ["-m", "alone and not long", "tests/core", "-x"],
            ],
        ),
        (["tests/core", "-n", "3", "-m", "alone"], [["tests/core", "-n", "3", "-m", "alone"]]),
    ],
)
def test_pytest_is_told_the_profile(arguments: list[str], told: list[list[str]]) -> None:
    assert testing.pytest_runs(arguments) == told


def test_a_port_that_is_taken_is_stepped_over(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        monkeypatch.setattr(up, "FIRST_PORT", taken.getsockname()[1])
        assert up.free_port() > taken.getsockname()[1]


def test_servers_of_the_variables_take_over(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgres://elsewhere/portal")
    monkeypatch.setenv("REDIS_URL", "redis://elsewhere")
    assert services.start_missing() == {}


def test_a_long_socket_path_moves_to_a_short_one(tmp_path: Path) -> None:
    assert places.socket_folder(Path("/srv/pg")) == Path("/srv/pg")
    moved = places.socket_folder(tmp_path / ("x" * 90) / "pg")
    assert len(str(moved)) <= places.LONGEST_SOCKET_PATH
    assert places.checkout_id() in str(moved)


def test_a_closed_folder_is_not_for_others(tmp_path: Path) -> None:
    inner = tmp_path / "inner"
    inner.mkdir()
    tmp_path.chmod(0o700)
    assert not postgres.others_may_enter(inner)


def test_an_old_database_server_is_not_taken(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    old = tmp_path / "bin" / "initdb"
    old.parent.mkdir()
    old.write_text("#!/bin/sh\necho 'initdb (PostgreSQL) 15.4'\n")
    old.chmod(0o755)
    monkeypatch.setattr(postgres, "site_packages", lambda: None)
    monkeypatch.setattr(postgres, "SYSTEM_FOLDERS", ())
    monkeypatch.setenv("PATH", f"{old.parent}:/bin")
    with pytest.raises(steps.StepFailed, match="set DATABASE_URL"):
        postgres.find_programs()


def test_a_failing_program_shows_its_last_words(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(steps, "LOGS", tmp_path)
    with pytest.raises(steps.StepFailed, match=r"(?s)last words.*Greeting failed.*try again"):
        steps.run_logged(
            ["sh", "-c", "echo last words; exit 3"], log="x", what="Greeting", to_do="try again"
        )


def test_a_changed_lock_has_another_fingerprint(tmp_path: Path) -> None:
    lock = tmp_path / "lock"
    lock.write_text("django==5.2.19")
    before = environment.fingerprint(lock)
    lock.write_text("django==5.2.20")
    assert environment.fingerprint(lock) != before


def test_a_second_command_is_told_to_wait(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(environment, "VAR", tmp_path)
    with (
        environment.one_at_a_time("up"),
        pytest.raises(steps.StepFailed, match="already up"),
        environment.one_at_a_time("up", or_else="already up"),
    ):
        pass


@pytest.fixture
def child(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> supervisor.Child:
    monkeypatch.setattr(supervisor, "LOGS", tmp_path)
    command = [sys.executable, "-c", "import time; time.sleep(60)"]
    return supervisor.Child("sleeper", command, dict(os.environ))


def test_a_process_that_died_is_started_again(
    child: supervisor.Child, capsys: pytest.CaptureFixture[str]
) -> None:
    child.start()
    assert child.process
    first = child.process
    first.kill()
    first.wait()
    assert child.has_died()
    child.restart()
    try:
        assert child.process.pid != first.pid
        assert not child.has_died()
        assert "sleeper ended with status -9: started again" in capsys.readouterr().out
    finally:
        supervisor.stop([child])
    assert child.has_died()


def test_stopping_does_not_wait_for_a_process_that_refuses(
    child: supervisor.Child, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(supervisor, "SECONDS_TO_STOP", 0.2)
    child.command = ["sh", "-c", "trap '' TERM; sleep 60 & wait; sleep 60"]
    child.start()
    time.sleep(0.2)
    supervisor.stop([child])
    assert child.process
    assert child.process.returncode == -9


@pytest.fixture
def chore(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> supervisor.Chore:
    monkeypatch.setattr(supervisor, "LOGS", tmp_path)
    return supervisor.Chore("sweep", ["sh", "-c", "exit 0"], dict(os.environ), title="The sweep")


@pytest.mark.parametrize(
    ("status", "said"), [(0, "✓ The sweep ("), (3, "! The sweep failed: read")]
)
def test_a_chore_is_not_started_again_and_says_once_how_it_went(
    chore: supervisor.Chore, capsys: pytest.CaptureFixture[str], status: int, said: str
) -> None:
    chore.command = ["sh", "-c", f"exit {status}"]
    chore.start()
    assert chore.process
    chore.process.wait()
    assert chore.has_died()
    chore.restart()
    assert not chore.has_died()
    assert said in capsys.readouterr().out


def test_stopping_ends_what_a_chore_has_started(chore: supervisor.Chore, tmp_path: Path) -> None:
    mark = tmp_path / "pid"
    chore.command = ["sh", "-c", f"sleep 60 & echo $! > {mark}; wait"]
    chore.start()
    while not (mark.exists() and mark.read_text().strip()):
        time.sleep(0.01)
    supervisor.stop([chore])
    helper = Path("/proc") / mark.read_text().strip() / "stat"
    deadline = time.monotonic() + 5
    while helper.exists() and ") Z " not in helper.read_text() and time.monotonic() < deadline:
        time.sleep(0.01)
    assert not helper.exists() or ") Z " in helper.read_text()


@pytest.mark.parametrize(("wanted", "names"), [("", 1), ("today", 0), ("today dudley-2015-q3", 1)])
def test_the_long_scenario_is_loaded_while_the_portal_answers(
    monkeypatch: pytest.MonkeyPatch, wanted: str, names: int
) -> None:
    monkeypatch.setenv("PORTAL_SCENARIOS", wanted)
    assert len(up.chores({})) == names


def test_where_nobody_answers_nothing_is_removed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO())
    assert not agreed()
    assert "./portal reset --yes" in capsys.readouterr().out
