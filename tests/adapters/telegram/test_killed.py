"""A serving process that is killed in the middle of talks: every question is answered, and never twice unmarked."""

import asyncio
import os
import random
import signal
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest

from bot.settings import Settings
from tests.fakes.telegram import LateReply, Person, Telegram
from tests.faults.killing import Running, Stage, stage

ASKED = "How long does a peer review take?"
KILLS = int(os.environ.get("KILLED_SERVES", "3"))
START_S = 100  # which a process, or all that others are forked from, may need to begin on a busy machine
PEOPLE = int(os.environ.get("KILLED_PEOPLE", "4"))  # who ask in the life of each process


@pytest.mark.timeout(KILLS * 60 + 180)
async def test_whoever_asked_is_answered_however_often_the_process_is_killed(
    settings: Settings, telegram: Telegram, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reached_by(telegram, monkeypatch)
    chance = random.Random(7)
    asked: list[Person] = []
    async with stage(settings, tmp_path / "out", 0) as on:
        running = await serve(on, telegram, "0")
        for life in range(1, KILLS + 1):
            for number in range(PEOPLE):
                asked.append(telegram.person(f"P{life}-{number}"))
                await asked[-1].says(ASKED)
                await asyncio.sleep(chance.uniform(0, 0.3))
            await asyncio.sleep(chance.uniform(0, 1.5))
            assert running.kill()
            running = await serve(on, telegram, str(life))
            for person in asked:
                await person.waits_to_see("two days", within_s=30)
        telegram.updates_again()
        await telegram.polled(within_s=20)
        await asyncio.sleep(1)
        assert on.rows("SELECT id FROM deliveries WHERE delivered_at IS NULL") == []
        again = on.rows("SELECT id FROM deliveries WHERE outcome = 'again'")
        taken_up = on.rows("SELECT id FROM inbox WHERE attempts > 0")
        os.kill(running.process, signal.SIGTERM)
        assert await running.ends(within_s=15), "it does not stop when it is told to"
    doubled = 0
    print(
        f"{KILLS} kills, {len(asked)} asked, {len(taken_up)} taken up by another process, "
        f"{len(again)} messages marked as sent again"
    )
    for person in asked:
        said = [message.text for message in telegram.said(person.chat)]
        plain = [each for each in said if "Shown again" not in each]
        marked = len(said) - len(plain)
        assert len(plain) <= 2, person.sees()  # the greeting, and the answer
        assert sum("two days" in each for each in plain) <= 1, person.sees()
        assert len(plain) + marked >= 2, person.sees()
        doubled += marked
    assert doubled <= len(again)
    assert telegram.violations == []


@pytest.mark.timeout(START_S * 3)
async def test_what_was_on_its_way_when_the_process_was_killed_comes_again_marked_and_is_counted(
    settings: Settings, telegram: Telegram, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reached_by(telegram, monkeypatch)
    ana = telegram.person("Ana")
    is_answer = {"where": lambda call: "two days" in str(call.get("text"))}
    telegram.faults.next("sendMessage", LateReply(10), **is_answer)  # type: ignore[arg-type]
    async with stage(settings, tmp_path / "out", 0) as on:
        running = await serve(on, telegram, "0")
        await ana.says(ASKED)
        await ana.waits_to_see("two days", within_s=30)
        assert on.rows("SELECT id FROM deliveries WHERE sending_since IS NOT NULL AND delivered_at IS NULL")
        assert running.kill()
        await serve(on, telegram, "1")
        await ana.waits_to_see("Shown again", within_s=30)
        await telegram.until(lambda: not untold(on))
        assert "nothing waits; 1 sent twice after a crash" in await told_by_doctor(on)
    first, again = [each.text for each in telegram.said(ana.chat) if "two days" in each.text]
    assert "Shown again" not in first
    assert "Shown again" in again
    assert telegram.violations == []


@pytest.mark.timeout(START_S * 3)
async def test_what_had_arrived_before_the_process_was_killed_does_not_come_again(
    settings: Settings, telegram: Telegram, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reached_by(telegram, monkeypatch)
    ana = telegram.person("Ana")
    is_answer = {"where": lambda call: "two days" in str(call.get("text"))}
    telegram.faults.next("sendMessage", LateReply(1), **is_answer)  # type: ignore[arg-type]
    async with stage(settings, tmp_path / "out", 0) as on:
        running = await serve(on, telegram, "0")
        await ana.says(ASKED)
        await ana.waits_to_see("two days", within_s=30)
        with nobody_else_writes(on):  # so that the database can't be told of the answer that Telegram gives
            await asyncio.sleep(1.5)
            assert running.kill()
        assert untold(on)
        await serve(on, telegram, "1")
        await telegram.until(lambda: not untold(on))
        assert "sent twice" not in await told_by_doctor(on)
    assert ["two days" in each.text for each in telegram.said(ana.chat)] == [False, True]
    assert telegram.violations == []


@pytest.mark.timeout(START_S * 3)
async def test_what_was_not_yet_on_its_way_when_the_process_was_killed_comes_once(
    settings: Settings, telegram: Telegram, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reached_by(telegram, monkeypatch)
    monkeypatch.setenv("HELPDESK_BURST_S", "1.5")  # for which it waits until it replies
    ana = telegram.person("Ana")
    async with stage(settings, tmp_path / "out", 0) as on:
        running = await serve(on, telegram, "0")
        await ana.says(ASKED)
        await telegram.until(lambda: bool(on.rows("SELECT id FROM inbox")), within_s=20)
        assert running.kill()
        assert telegram.calls_of("sendMessage") == []
        await serve(on, telegram, "1")
        await ana.waits_to_see("two days", within_s=30)
        await telegram.until(lambda: not untold(on))
        assert "sent twice" not in await told_by_doctor(on)
    [answer] = [each.text for each in telegram.said(ana.chat) if "two days" in each.text]
    assert "Shown again" not in answer
    assert telegram.violations == []


@pytest.mark.timeout(START_S * 3)
async def test_what_one_process_is_sending_is_left_to_it_by_another_until_it_dies(
    settings: Settings, telegram: Telegram, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reached_by(telegram, monkeypatch)
    ana, ben = telegram.person("Ana"), telegram.person("Ben")
    async with stage(settings, tmp_path / "out", 0) as on:
        for name in ("0", "1"):
            await serve(on, telegram, name)
        await telegram.until(lambda: len(on.rows("SELECT id FROM executors")) == 2, within_s=60)

        telegram.faults.next("sendMessage", LateReply(4), where=answers(ana))
        await ana.says(ASKED)
        await ana.waits_to_see("two days", within_s=30)
        await telegram.until(lambda: not untold(on), within_s=30)
        assert on.rows("SELECT id FROM deliveries WHERE outcome = 'again'") == []

        telegram.faults.next("sendMessage", LateReply(60), where=answers(ben))
        await ben.says(ASKED)
        await ben.waits_to_see("two days", within_s=30)
        [(process,)] = on.rows(
            "SELECT process FROM executors JOIN deliveries ON executors.id = sending_by WHERE delivered_at IS NULL"
        )
        os.kill(process, signal.SIGKILL)
        await ben.waits_to_see("Shown again", within_s=30)
        await telegram.until(lambda: not untold(on), within_s=30)
    told = [[each.text for each in telegram.said(person.chat)][1:] for person in (ana, ben)]
    assert [["Shown again" in text for text in texts] for texts in told] == [[False], [False, True]]
    assert telegram.violations == []


def answers(person: Person) -> Callable[[Mapping[str, object]], bool]:
    """Whether a call brings somebody the answer."""
    return lambda call: str(call["chat_id"]) == str(person.id) and "two days" in str(call["text"])


def reached_by(telegram: Telegram, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the processes that begin from now on reach this Telegram."""
    telegram.limits.enforced = False  # a new process does not know how much the one before has just sent
    monkeypatch.setenv("HELPDESK_TELEGRAM_BOT_TOKEN", telegram.token)
    monkeypatch.setenv("HELPDESK_TELEGRAM_API_URL", telegram.base)


def untold(on: Stage) -> list[object]:
    return on.rows("SELECT id FROM deliveries WHERE delivered_at IS NULL")


@contextmanager
def nobody_else_writes(on: Stage) -> Iterator[None]:
    """Hold the database, until the end of the block."""
    is_sqlite = on.sql.dialect.name == "sqlite"
    with on.sql.connect() as connection:
        held = "BEGIN IMMEDIATE" if is_sqlite else "LOCK TABLE deliveries IN SHARE ROW EXCLUSIVE MODE"
        connection.exec_driver_sql(held)
        yield
        connection.exec_driver_sql("ROLLBACK")


async def told_by_doctor(on: Stage) -> str:
    """What `helpdesk doctor` prints."""
    running = await on.start("doctor", name="doctor", lines="")
    assert await running.ends(within_s=60), await running.state()
    return await asyncio.to_thread(running.printed.read_text)


async def serve(on: Stage, telegram: Telegram, name: str) -> Running:
    before = len(telegram.calls_of("getUpdates"))
    running = await on.start("serve", name=f"serve{name}", lines=None)
    try:
        await telegram.until(lambda: len(telegram.calls_of("getUpdates")) > before, within_s=60)
    except AssertionError as error:
        raise AssertionError(f"{error}: {await running.state()}") from error
    return running
