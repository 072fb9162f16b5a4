"""A PostgreSQL of the tests' own: made in a temporary folder, reached by a socket there, gone at the end.

Durability stays on (fsync, full page writes), so that what is measured or killed here behaves like the real thing.
"""

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Generator, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

import psycopg
import pytest

OWNER = "comanda"
UNPRIVILEGED = ("postgres", "nobody")
OTHERS = "backend_type = 'client backend' AND pid <> pg_backend_pid()"
NOT_FOUND = "PostgreSQL is not installed (no initdb and pg_ctl on PATH or in /usr/lib/postgresql)"


class NoPostgres(Exception):
    """Why there is no PostgreSQL to test on, in one line."""


@dataclass
class Cluster:
    """A running server; every database it hands out is new and empty."""

    socket_folder: Path
    pg_ctl: str = ""
    user: str | None = None
    made: int = field(default=0)

    def url(self, database: str) -> str:
        """The address of one database, as libpq and COMANDA_DATABASE_URL take it."""
        return f"postgresql://{OWNER}@/{database}?host={quote(str(self.socket_folder), safe='')}"

    def new_database(self) -> str:
        """Make an empty database and return its address."""
        self.made += 1
        name = f"comanda_{self.made}"
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}".encode())
        return self.url(name)

    def backends(self, where: str = "true") -> list[int]:
        """Process ids of all connections but our own, as far as `where` holds in `pg_stat_activity`."""
        ask = f"SELECT pid FROM pg_stat_activity WHERE {OTHERS} AND {where}"
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            return [row[0] for row in connection.execute(ask.encode()).fetchall()]

    def cut_off(self, where: str = "true") -> int:
        """Terminate all connections but our own; returns how many."""
        ask = f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE {OTHERS} AND {where}"
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            return len(connection.execute(ask.encode()).fetchall())

    def control(self, *command: str) -> None:
        """`start`, `restart`, `stop` with options, as pg_ctl takes them; waits until it is done."""
        folder = self.socket_folder
        log, options = str(folder / "server.log"), server_options(folder)
        paths = ("-w", "-D", str(folder / "cluster"), "-l", log, "-o", options)
        run_as(self.user, folder, self.pg_ctl, *paths, *command)

    def processes(self) -> list[int]:
        """The postmaster's id and those of all its children."""
        first = int((self.socket_folder / "cluster" / "postmaster.pid").read_text().split()[0])
        children = Path(f"/proc/{first}/task/{first}/children").read_text().split()
        return [first, *map(int, children)]

    @contextmanager
    def frozen(self, processes: list[int]) -> Generator[None]:
        """Stopped for as long as the block lasts: they hold their connections and answer nothing."""
        for process in processes:
            os.kill(process, signal.SIGSTOP)
        try:
            yield
        finally:
            for process in processes:
                with suppress(ProcessLookupError):
                    os.kill(process, signal.SIGCONT)

    def drop_database(self, url: str) -> None:
        """Drop it even while somebody is still connected."""
        name = url.removeprefix(f"postgresql://{OWNER}@/").partition("?")[0]
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())


def find_binaries() -> Path:
    """The newest folder that holds both initdb and pg_ctl. Raises NoPostgres."""
    packaged = sorted(
        Path("/usr/lib/postgresql").glob("*/bin"), key=lambda folder: int(folder.parent.name), reverse=True
    )
    on_path = shutil.which("pg_ctl")
    for folder in [*([Path(on_path).resolve().parent] if on_path else []), *packaged]:
        if (folder / "initdb").exists() and (folder / "pg_ctl").exists():
            return folder
    raise NoPostgres(NOT_FOUND)


def unprivileged_user() -> str | None:
    """Whom to run the server as: nobody else, unless we are root, which PostgreSQL refuses."""
    if os.geteuid() != 0:
        return None
    known = {entry.pw_name for entry in pwd.getpwall()}
    for name in UNPRIVILEGED:
        if name in known:
            return name
    raise NoPostgres("PostgreSQL refuses to run as root and there is no unprivileged user to run it as")


def run_as(user: str | None, folder: Path, *command: str) -> None:
    """Run one of PostgreSQL's commands; its complaint becomes the reason. Raises NoPostgres."""
    group = pwd.getpwnam(user).pw_gid if user else None
    log = folder / "command.log"
    with log.open("ab") as output:
        done = subprocess.run(
            command,
            cwd=folder,
            user=user,
            group=group,
            extra_groups=[] if user else None,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            check=False,
            timeout=60,
        )
    if done.returncode != 0:
        last_line = (log.read_text(errors="replace").strip().splitlines() or ["no message"])[-1]
        raise NoPostgres(f"{Path(command[0]).name} failed: {last_line}")


def server_options(folder: Path) -> str:
    return f"-c listen_addresses='' -c unix_socket_directories='{folder}'"


@contextmanager
def throwaway_cluster() -> Generator[Cluster]:
    """A server for as long as the block lasts. Raises NoPostgres."""
    binaries, user = find_binaries(), unprivileged_user()
    # A socket's path has room for about 100 characters, which the usual temporary folder of a Mac already fills.
    folder = Path(tempfile.mkdtemp(prefix="comanda-pg-", dir="/tmp"))
    try:
        if user:
            shutil.chown(folder, user)
        pg_ctl, cluster, log = str(binaries / "pg_ctl"), str(folder / "cluster"), str(folder / "server.log")
        initialise = ("-U", OWNER, "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")
        run_as(user, folder, str(binaries / "initdb"), "-D", cluster, *initialise)
        run_as(user, folder, pg_ctl, "-w", "-D", cluster, "-l", log, "-o", server_options(folder), "start")
        try:
            yield Cluster(folder, pg_ctl, user)
        finally:
            run_as(user, folder, pg_ctl, "-w", "-m", "immediate", "-D", cluster, "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def postgres() -> Iterator[Cluster]:
    """The session's own server; without one the test is left out and says why."""
    with ExitStack() as stack:
        try:
            cluster = stack.enter_context(throwaway_cluster())
        except NoPostgres as reason:
            pytest.skip(str(reason))
        yield cluster


@pytest.fixture
def postgres_url(postgres: Cluster) -> Iterator[str]:
    """The address of an empty database, dropped after the test."""
    url = postgres.new_database()
    yield url
    postgres.drop_database(url)
