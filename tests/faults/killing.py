"""Conversations whose processes are killed in the middle, beside an expert's desk whose processes are killed too.

`python -m tests.faults.killing DATA_DIR --conversations 200` runs it on a copy of a data folder and prints the figures.
"""

import asyncio
import json
import os
import random
import signal
import sys
import time
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bot.settings import Settings
from bot.storage import migrate
from bot.storage.durable import durable_engine

NOW = "2026-01-08T10:00+01:00"  # when the sample events lie ahead
LINES = (
    "How long does a peer review take?",
    "sign me up for the rural mobility webinar",
    "yes",
    "How should our county design a grant scheme for repair shops that nobody abuses?",
    "yes please",
    "It is for three towns, by the way.",
    "What does a peer review cost?",
)
LIFE_S = 1.2  # a process is killed at a random moment of its first seconds
DESK_LIFE_S = 3.0


@dataclass
class Figures:
    """What became of it all."""

    conversations: int
    kills: int = 0
    accepted: int = 0
    told: int = 0
    told_again: int = 0
    faults: list[str] = field(default_factory=list)
    """lost or done twice, a sentence each"""


@dataclass
class Stage:
    """A deployment, the process that others are forked from, and a view into the database."""

    settings: Settings
    folder: Path
    zygote: asyncio.subprocess.Process
    figures: Figures
    asking: asyncio.Lock = field(default_factory=asyncio.Lock)

    def __post_init__(self) -> None:
        self.sql = durable_engine(self.settings.database)

    def rows(self, query: str, **values: object) -> list[Any]:
        """Look into the database, whatever the processes are doing."""
        with self.sql.connect() as connection:
            quoted = query
            for name, value in values.items():
                quoted = quoted.replace(f":{name}", "'" + str(value).replace("'", "''") + "'")
            return list(connection.exec_driver_sql(quoted))

    async def start(self, *arguments: str, name: str, lines: str | None) -> "Running":
        """Start a command with these lines as its input, or with an input that stays open."""
        fifo = self.folder / f"{name}.in"
        with suppress(FileExistsError):
            os.mkfifo(fifo)
        wanted = {"arguments": arguments, "stdin": str(fifo), "stdout": str(self.folder / f"{name}.out")}
        async with self.asking:
            assert self.zygote.stdin is not None
            assert self.zygote.stdout is not None
            self.zygote.stdin.write(json.dumps(wanted).encode() + b"\n")
            process = int(await self.zygote.stdout.readline())
        pipe = await asyncio.to_thread(os.open, fifo, os.O_WRONLY)
        if lines is not None:
            os.write(pipe, lines.encode())
            os.close(pipe)
            pipe = -1
        return Running(process, pipe, self.folder / f"{name}.out")


@dataclass
class Running:
    """A process that is not our child."""

    process: int
    pipe: int
    printed: Path

    @property
    def is_alive(self) -> bool:
        try:
            os.kill(self.process, 0)
        except ProcessLookupError:
            return False
        return True

    def kill(self) -> bool:
        """End it as a power cut would; False where it had ended."""
        try:
            os.kill(self.process, signal.SIGKILL)
        except ProcessLookupError:
            return False
        finally:
            if self.pipe >= 0:
                os.close(self.pipe)
                self.pipe = -1
        return True

    async def state(self) -> str:
        """What it has printed and, where it lives, what each of its threads is doing: to find out why it hangs."""
        with suppress(ProcessLookupError):
            os.kill(self.process, signal.SIGUSR1)
            await asyncio.sleep(0.5)
        return f"alive: {self.is_alive}\n{await asyncio.to_thread(self.printed.read_text, errors='replace')}"

    async def ends(self, *, within_s: float) -> bool:
        """Wait for its end; False where it goes on."""
        until = time.monotonic() + within_s
        while self.is_alive:
            if time.monotonic() > until:
                return False
            await asyncio.sleep(0.01)
        return True


@asynccontextmanager
async def stage(settings: Settings, folder: Path, conversations: int) -> AsyncIterator[Stage]:
    """Everything set up for a run."""
    await asyncio.to_thread(folder.mkdir, exist_ok=True)
    await migrate(settings.database)
    environment = os.environ | {
        "HELPDESK_DATA_DIR": str(settings.data_dir),
        "HELPDESK_NOW": NOW,
        "TOKENIZERS_PARALLELISM": "false",
        "OPENBLAS_NUM_THREADS": "1",
        "OMP_NUM_THREADS": "1",
    }
    if settings.database_url is not None:
        environment["HELPDESK_DATABASE_URL"] = settings.database
    life, ours = os.pipe()  # all that are forked live for as long as our end is open
    zygote = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.faults.zygote", str(life), pass_fds=[life],
        stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, env=environment,
        cwd=Path(__file__).parents[2],
    )  # fmt: skip
    os.close(life)
    assert zygote.stdout is not None
    assert (await zygote.stdout.readline()).strip() == b"ready"
    made = Stage(settings, folder, zygote, Figures(conversations))
    try:
        yield made
    finally:
        os.close(ours)
        zygote.kill()
        await zygote.wait()
        made.sql.dispose()


async def run(
    settings: Settings, folder: Path, *, conversations: int, side_by_side: int = 3, seed: int = 7
) -> Figures:
    """Play all conversations, kill at random, and say what was lost or done twice."""
    chance = random.Random(seed)
    async with stage(settings, folder, conversations) as on:
        done = asyncio.Event()
        desk = asyncio.create_task(_desk(on, random.Random(seed + 1), done))
        names = iter([f"c{number}" for number in range(conversations)])

        async def worker() -> None:
            for name in names:
                await _converse(on, name, random.Random(chance.random()))

        await asyncio.gather(*(worker() for _ in range(side_by_side)))
        await _until_answered(on)
        done.set()
        await desk
        for number in range(conversations):  # who comes back hears what is left to hear
            await _session(on, f"c{number}", (), kill_after=None)
        _check(on)
        return on.figures


async def _converse(on: Stage, name: str, chance: random.Random) -> None:
    kills = chance.choice((1, 1, 2, 3))
    while (left := _not_accepted(on, name)) or kills:
        kill_after = chance.uniform(0, LIFE_S) if kills else None
        kills = max(0, kills - 1)
        await _session(on, name, left, kill_after=kill_after)


async def _session(on: Stage, name: str, lines: tuple[str, ...], *, kill_after: float | None) -> None:
    running = await on.start("chat", "--as", name, name=name, lines="".join(f"{line}\n" for line in lines))
    if kill_after is not None and not await running.ends(within_s=kill_after):
        on.figures.kills += running.kill()
    if not await running.ends(within_s=60):
        on.figures.faults.append(f"{name} hangs")
        running.kill()


def _not_accepted(on: Stage, name: str) -> tuple[str, ...]:
    rows = on.rows("SELECT text FROM inbox WHERE conversation = :name ORDER BY id", name=f"console:{name}")
    return LINES[len(rows) :]


async def _desk(on: Stage, chance: random.Random, done: asyncio.Event) -> None:
    """Anna answers and closes whatever is open; her desk is killed every few seconds."""
    while not done.is_set():
        running = await on.start("desk", "--as", "Anna", name="desk", lines=None)
        dies_at = time.monotonic() + chance.uniform(0.5, DESK_LIFE_S)
        asked: set[str] = set()
        while time.monotonic() < dies_at and not done.is_set():
            lines = [
                f"#{id_} Pay the shop, says number {id_}."
                for (id_,) in on.rows("SELECT id FROM tickets WHERE state = 'open'")
            ]
            lines += [
                f"close {id_}"
                for (id_,) in on.rows("SELECT id FROM tickets WHERE state IN ('answered', 'claimed')")
            ]
            for line in lines:
                if line not in asked:
                    asked.add(line)
                    with suppress(BrokenPipeError):
                        os.write(running.pipe, line.encode() + b"\n")
            await asyncio.sleep(0.1)
        on.figures.kills += running.kill()
        await running.ends(within_s=10)


async def _until_answered(on: Stage) -> None:
    until = time.monotonic() + 60
    while on.rows("SELECT id FROM tickets WHERE state IN ('open', 'claimed', 'answered')"):
        if time.monotonic() > until:
            on.figures.faults.append("a ticket stays open")
            return
        await asyncio.sleep(0.1)


def _check(on: Stage) -> None:
    """Hold what the database and the terminals say against what was put in."""
    figures, fault = on.figures, on.figures.faults.append
    for number in range(figures.conversations):
        name = f"c{number}"
        whose = {"name": f"console:{name}"}
        said = on.rows("SELECT text, outcome, id FROM inbox WHERE conversation = :name ORDER BY id", **whose)
        figures.accepted += len(said)
        if [text for text, _, _ in said] != list(LINES):
            fault(f"{name}: the inbox holds {len(said)} messages, or in another order")
        for text, outcome, id_ in said:
            replies = on.rows("SELECT id FROM deliveries WHERE inbox_id = :id", id=id_)
            if len(replies) != (outcome != "handed_on") or outcome not in ("replied", "handed_on"):
                fault(f"{name}: “{text}” ended as {outcome} with {len(replies)} replies")
        tickets = on.rows("SELECT id FROM tickets WHERE conversation = :name", **whose)
        if len(tickets) != 1:
            fault(f"{name}: {len(tickets)} tickets")
        seats = on.rows("SELECT event_id FROM registrations WHERE member = :name", **whose)
        if len(seats) != 1:
            fault(f"{name}: {len(seats)} registrations")
        for (ticket,) in tickets:
            answers = on.rows(
                "SELECT id FROM ticket_messages WHERE author = 'expert' AND ticket_id = :id", id=ticket
            )
            if len(answers) != 1:
                fault(f"{name}: the expert answered {len(answers)} times")
        _check_terminal(on, name)


def _check_terminal(on: Stage, name: str) -> None:
    figures, fault = on.figures, on.figures.faults.append
    seen = " ".join((on.folder / f"{name}.out").read_text(encoding="utf-8").split())
    told = on.rows(
        "SELECT kind, payload, text, outcome, delivered_at FROM deliveries WHERE conversation = :name",
        name=f"console:{name}",
    )
    expected: Counter[str] = Counter()
    again: Counter[str] = Counter()
    for kind, payload, text, outcome, delivered_at in told:
        if delivered_at is None:
            fault(f"{name}: a {kind} was never told")
        if outcome == "withheld":
            continue
        values = payload if isinstance(payload, dict) else json.loads(payload)
        words = values["text"].split("\n\n")[0] if kind == "reply" else text
        words = " ".join(words.split())
        if words:
            expected[words] += 1
            again[words] += outcome == "again"
    figures.told += expected.total()
    figures.told_again += again.total()
    for words, times in expected.items():
        shown = seen.count(words)
        if not times - again[words] <= shown - 0 <= times + again[words] or (
            shown < times - 0 and not again[words]
        ):
            fault(f"{name}: shown {shown} times instead of {times}: {words[:60]}")


def main() -> None:
    """See the module."""
    import argparse
    import shutil
    import tempfile

    options = argparse.ArgumentParser()
    options.add_argument("data_dir", type=Path)
    options.add_argument("--conversations", type=int, default=200)
    options.add_argument("--database-url")
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        copied = Path(folder) / "data"
        shutil.copytree(given.data_dir, copied)
        settings = Settings(data_dir=copied, database_url=given.database_url)
        started = time.monotonic()
        figures = asyncio.run(run(settings, Path(folder) / "out", conversations=given.conversations))
        print(f"{figures}, {time.monotonic() - started:.0f} s")


if __name__ == "__main__":
    main()
