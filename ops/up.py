"""`./portal up`: from a fresh clone to a portal that answers."""

import os
import shutil
import socket
import time
import urllib.error
import urllib.request
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor

from ops import scanner
from ops.assets import prepare_assets
from ops.environment import one_at_a_time, prepare_environment
from ops.manage import HOW_TO_MEND, manage_step
from ops.places import LOGS, VAR, shown, venv_program
from ops.services import services, start_missing
from ops.steps import fail, run_logged, say, step
from ops.supervisor import Child, Chore, supervise

FIRST_PORT = 8000
PORTS_TRIED = 100
SECONDS_TO_ANSWER = 30.0
SIGN_INS = VAR / "demo-sign-ins.txt"
LONG_SCENARIO = "dudley-2015-q3"
THE_QUARTER = "Dudley's quarter of 2015, with its return"


def up(arguments: Sequence[str]) -> int:
    """Set up what is missing, run everything, stop it all on Ctrl-C."""
    if arguments:
        fail("✗ `./portal up` takes no arguments", "run it alone; `./portal help` lists the words")
    started = time.monotonic()
    with (
        one_at_a_time("up", or_else="The portal of this checkout is already up"),
        ThreadPoolExecutor(max_workers=1) as beside,
    ):
        assets = beside.submit(prepare_assets) if shutil.which("npm") else None
        prepare_environment()
        assets = assets or beside.submit(prepare_assets)
        with services() as env:
            env = {"CLAMD_ADDRESS": scanner.address(), **env}
            prepare_data(env)
            assets.result()
            run(env, started)
    return 0


def run(env: Mapping[str, str], started: float) -> None:
    """Run the processes until Ctrl-C."""
    port = free_port()

    def announce() -> None:
        address = f"http://localhost:{port}"
        with step("First answer"):
            wait_for_answer(f"{address}/health/ready")
        say(f"\nThe portal is at {address} ({time.monotonic() - started:.0f} s)\n")
        say(SIGN_INS.read_text())
        say(f"Logs: {shown(LOGS)}. Ctrl-C stops everything.")

    supervise(children(port, env), watch_servers=start_missing, announce=announce)


def prepare_data(env: Mapping[str, str]) -> None:
    """Bring the tables up to date, then load the code lists, tools, measures and the demo."""
    manage_step("Tables", ["migrate", "--no-input"], env)
    with step("Code lists, tools, measures and demo"):
        run_logged(
            [venv_program("python"), "-m", "ops.load", str(SIGN_INS)],
            log="load",
            what="Loading",
            to_do=HOW_TO_MEND,
            env=env,
        )


def free_port() -> int:
    """The first port from 8000 on that nobody listens on."""
    for port in range(FIRST_PORT, FIRST_PORT + PORTS_TRIED):
        with socket.socket() as attempt:
            attempt.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                attempt.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    fail("✗ No free port was found", f"free one between {FIRST_PORT} and {FIRST_PORT + 99}")


def children(port: int, env: Mapping[str, str]) -> list[Child]:
    """The processes of the portal: web, worker, one beat, a scanner's stand-in, the quarter."""
    celery = (venv_program("celery"), "-A", "cse_portal")
    return [
        Child(
            "web",
            [
                *(venv_program("gunicorn"), "--config", "deploy/gunicorn.conf.py"),
                *("--bind", f"127.0.0.1:{port}", "cse_portal.wsgi"),
            ],
            env,
        ),
        Child("worker", [*celery, "worker", "--concurrency", "2", "--loglevel", "info"], env),
        Child("beat", [*celery, "beat", "--loglevel", "info", "--pidfile="], env),
        *stand_ins(env),
        *chores(env),
    ]


def stand_ins(env: Mapping[str, str]) -> list[Child]:
    """The scanner's stand-in, unless CLAMD_ADDRESS names a real scanner."""
    if env["CLAMD_ADDRESS"] != scanner.address():
        return []
    python = venv_program("python")
    return [Child("scanner", [python, "-m", "ops.scanner", scanner.address()], env)]


def chores(env: Mapping[str, str]) -> list[Child]:
    """What is loaded while the portal answers, unless PORTAL_SCENARIOS leaves it out."""
    wanted = os.environ.get("PORTAL_SCENARIOS", "").split()
    if wanted and LONG_SCENARIO not in wanted:
        return []
    load = [venv_program("python"), "-m", "ops.load", "afterwards"]
    return [Chore("load-afterwards", load, env, title=THE_QUARTER)]


def wait_for_answer(address: str) -> None:
    """Wait until the portal answers and reaches its database."""
    deadline = time.monotonic() + SECONDS_TO_ANSWER
    while time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(address, timeout=2):  # noqa: S310  # nosec B310  # our own address
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    fail("✗ The portal does not answer", f"read {shown(LOGS / 'web.log')}")
