"""A PostgreSQL server that belongs to one run of the tests alone, and leaves nothing behind.

It listens on a socket in its own folder only. PostgreSQL refuses to run as root; there, an unprivileged user
that the system has anyway owns the folder and runs the programs.
"""

import asyncio
import os
import pwd
import re
import shutil
import subprocess
import tempfile
import threading
from collections.abc import Coroutine, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from urllib.parse import quote

from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool

from bot.storage import migrate

OWNER = "helpdesk"
GUARDED = "guarded"  # a name that has to show a password, once a test made it a user
PROGRAMS = ("initdb", "pg_ctl", "postgres")
PLACES = (
    "/usr/lib/postgresql/*/bin",  # Debian, Ubuntu
    "/usr/pgsql-*/bin",  # Fedora, Red Hat
    "/opt/homebrew/opt/postgresql*/bin",
    "/usr/local/opt/postgresql*/bin",
    "/Applications/Postgres.app/Contents/Versions/*/bin",
)
UNPRIVILEGED = ("postgres", "nobody")

# Nothing here outlives the run, so nothing needs to reach the disk.
OPTIONS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "fsync": "off",
    "full_page_writes": "off",
    "synchronous_commit": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "max_connections": "60",
    "shared_buffers": "64MB",
    "autovacuum": "off",
    "jit": "off",
}

# Serves until its input ends: when it is closed, and also when the tests are killed and can close nothing.
WATCHDOG = """
stop() { pg_ctl -D data -m immediate -w stop >/dev/null 2>&1; cd /; rm -rf "$folder"; }
folder=$PWD
make() {
    initdb -D data -U "$1" -A trust -E UTF8 --locale=C --no-sync &&
        { echo "local all $3 scram-sha-256"; cat data/pg_hba.conf; } >hba && mv hba data/pg_hba.conf &&
        pg_ctl -D data -l log -o "$2" -w -t 60 start
}
make "$@" >made 2>&1 </dev/null || { cat made log; stop; exit 1; }
echo ready
cat >/dev/null
stop
"""


class Unavailable(Exception):
    """There is no PostgreSQL to test with; the message says why."""


@dataclass
class Cluster:
    """A running server, and a template from which each test gets a database with the schema in it."""

    folder: Path
    _watchdog: subprocess.Popen[str]
    _numbers: Iterator[int] = field(default_factory=lambda: count(1))
    _template: str | None = None

    @classmethod
    def start(cls) -> "Cluster":
        """Make and start a server, about two seconds; raises Unavailable."""
        programs = find_programs(PLACES)
        user = _user()
        folder = Path(tempfile.mkdtemp(prefix="helpdesk-pg-"))
        options = {**OPTIONS, "unix_socket_directories": str(folder)}
        if user is not None:
            os.chown(folder, user.pw_uid, user.pw_gid)
        settings = " ".join(f"-c {name}='{value}'" for name, value in options.items())
        watchdog = subprocess.Popen(
            ["sh", "-c", WATCHDOG, "sh", OWNER, settings, GUARDED],
            cwd=folder,
            env={"PATH": f"{programs}:{os.environ.get('PATH', os.defpath)}", "LC_ALL": "C", "TZ": "UTC"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,  # an interrupt at the terminal is not for the server
            user=user.pw_uid if user else None,
            group=user.pw_gid if user else None,
            extra_groups=[] if user else None,
        )
        assert watchdog.stdout is not None
        cluster = cls(folder, watchdog)
        if watchdog.stdout.readline() != "ready\n":
            said = watchdog.stdout.read().strip().splitlines()
            cluster.stop()
            raise Unavailable(f"PostgreSQL in {programs} did not start: {' / '.join(said[-3:])}")
        return cluster

    def stop(self) -> None:
        """Stop the server and remove its folder."""
        self._watchdog.communicate(timeout=60)
        shutil.rmtree(self.folder, ignore_errors=True)

    def new(self, *, migrated: bool) -> str:
        """Make a database; its address."""
        if not migrated:
            return self._create("template0")
        if self._template is None:
            address = self._create("template0")
            apart(migrate(address))
            self._template = _name(address)
        return self._create(self._template)

    def copy(self, address: str) -> str:
        """Make a database like one that nobody uses at the moment; its address."""
        return self._create(_name(address))

    def drop(self, address: str) -> None:
        """Remove a database, also from under those who use it."""
        name = _name(address)
        self.runs(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")

    def runs(self, *statements: str, address: str | None = None) -> None:
        """Run statements as the server's owner, each on its own."""
        apart(_run(address or self.address("postgres"), statements))

    def address(self, name: str, *, user: str = OWNER) -> str:
        """How a database of this server is reached."""
        return f"postgresql://{user}@/{name}?host={quote(str(self.folder), safe='')}"

    def _create(self, template: str) -> str:
        name = f"helpdesk_{next(self._numbers)}"
        self.runs(f"CREATE DATABASE {name} TEMPLATE {template}")
        return self.address(name)


def _name(address: str) -> str:
    return address.partition("?")[0].rpartition("/")[2]


def find_programs(places: Iterable[str]) -> Path:
    """The folder of PostgreSQL's server programs: the one on the path, or else the newest; or Unavailable."""
    folders = []
    if on_path := shutil.which("pg_ctl"):
        folders.append(Path(on_path).resolve().parent)
    if pg_config := shutil.which("pg_config"):
        told = subprocess.run([pg_config, "--bindir"], capture_output=True, text=True, check=False)
        folders.append(Path(told.stdout.strip()))
    for place in places:
        found = Path("/").glob(place.lstrip("/"))
        folders += sorted(found, key=lambda path: [int(n) for n in re.findall(r"\d+", str(path))])[::-1]
    for folder in folders:
        if all(os.access(folder / program, os.X_OK) for program in PROGRAMS):
            return folder
    raise Unavailable(
        "PostgreSQL's programs (initdb, pg_ctl, postgres) are not installed; on Debian: apt install postgresql"
    )


def _user() -> pwd.struct_passwd | None:
    """Who runs the server where that can't be whoever runs the tests."""
    if os.geteuid() != 0:
        return None
    for name in UNPRIVILEGED:
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise Unavailable(
        f"the tests run as root, and there is no user {' or '.join(UNPRIVILEGED)} for PostgreSQL"
    )


async def _run(address: str, statements: Iterable[str]) -> None:
    driver = address.replace("postgresql:", "postgresql+asyncpg:", 1)
    engine = create_async_engine(driver, poolclass=NullPool, isolation_level="AUTOCOMMIT")
    async with engine.connect() as connection:
        for statement in statements:
            await connection.execute(text(statement))
    await engine.dispose()


def apart(work: Coroutine[object, object, None]) -> None:
    """Run to the end on an event loop of its own, whatever loop a test has."""
    failures: list[BaseException] = []

    def run() -> None:
        try:
            asyncio.run(work)
        except BaseException as failure:  # noqa: BLE001 - raised again below
            failures.append(failure)

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    if failures:
        raise failures[0]
