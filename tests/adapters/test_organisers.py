"""An organiser at work through each door, a member who hears of it through another, and who is no organiser."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.settings import SettingsError
from tests.adapters.doors import PATIENCE_S, Helpdesk, InSlack, InTelegram, OnConsole, helpdesk_of
from tests.conversation.attendee import RURAL
from tests.deployment import copied
from tests.fakes.slack import Person as SlackPerson
from tests.fakes.telegram import Person as TelegramPerson

PLATFORM = "Policy Learning Platform"
WORDS = "<!channel> The slides: https://example.eu/slides\n\nSee you, @anna <@U1> _there_"
REFUSED = "That is for those who organise events"


@dataclass
class Cast:
    """A helpdesk with an organiser on each platform."""

    helpdesk: Helpdesk
    in_slack: SlackPerson
    in_telegram: TelegramPerson

    @property
    def doors(self) -> dict[str, OnConsole | InSlack | InTelegram]:
        return {
            "console": OnConsole(self.helpdesk),
            "slack": InSlack(self.in_slack),
            "telegram": InTelegram(self.in_telegram),
        }

    async def place(self) -> int:
        """The number of the rural webinar in the organiser's list."""
        now = self.helpdesk.clock.now()
        events = [each for each in await self.helpdesk.app.events.all() if each.organiser == PLATFORM]
        return [each.id for each in events if not each.is_over(now)].index(RURAL) + 1

    async def registered(self, *conversations: str) -> None:
        for each in conversations:
            await self.helpdesk.app.registrations.register(RURAL, each, now=self.helpdesk.clock.now())

    async def ben(self) -> InTelegram:
        """A member in Telegram who has a seat."""
        ben = InTelegram(self.helpdesk.telegram.person("Ben"))
        await ben.says("sign me up for the rural mobility webinar")
        await ben.agrees("Yes")
        await ben.hears("is confirmed")
        return ben


@pytest.fixture
async def cast(starter: Path, data_dir: Path, capsys: pytest.CaptureFixture[str]) -> AsyncIterator[Cast]:
    copied(starter, data_dir)
    async with helpdesk_of(data_dir, capsys) as running:
        in_slack, in_telegram = running.slack.person("Olga"), running.telegram.person("Olga")
        running.settings = running.settings.model_copy(
            update={
                "slack_organisers": f"{in_slack.id}={PLATFORM}",
                "telegram_organisers": f"{in_telegram.id}={PLATFORM}",
                "console_organisers": f"ana={PLATFORM}",
            }
        )
        await running.restart()
        yield Cast(running, in_slack, in_telegram)


@pytest.mark.parametrize("door", ["console", "slack", "telegram"])
async def test_an_organiser_sees_who_comes_has_the_file_and_tells_everybody(cast: Cast, door: str) -> None:
    olga, ben, place = cast.doors[door], await cast.ben(), await cast.place()
    await olga.commands("organise")
    await olga.hears("Your events:", "1 registered, 0 waiting.", f"Id: {RURAL}")
    await olga.presses(f"{place}: Who is coming", f"attendees {RURAL}")
    await olga.hears(f"1. telegram:{ben.person.id} – has a seat")
    await olga.presses("Export", f"export {RURAL}")
    await olga.hears("Here is the table", f"registrations-{RURAL}.csv")
    await olga.presses(f"{place}: Announce", f"announce {RURAL}")
    await olga.hears("What shall one person who registered")
    await olga.says(WORDS.replace("\n", " ") if door == "console" else WORDS)
    await olga.hears("See you,", "That goes to one person", "can't be taken back")
    await cast.helpdesk.restart()
    assert "See you" not in ben._seen()
    await olga.agrees("Yes")
    await olga.hears("One person who is registered", "will be told.")
    await ben.hears(f"{PLATFORM}, organiser of “Webinar on sustainable rural mobility”, writes:", "See you,")
    assert ben._seen().count("writes:") == 1
    await ben.says("sorry, I cannot come on 5 march, take me off")
    await ben.hears("is cancelled")
    await olga.commands(f"announce {RURAL}")
    await olga.hears("so there is nobody to tell")


async def test_what_an_organiser_writes_is_harmless_where_it_is_read_in_slack(cast: Cast) -> None:
    slack = cast.helpdesk.slack
    ana = InSlack(slack.person("Ana"))
    await ana.says("sign me up for the rural mobility webinar")
    await ana.agrees("Yes")
    await ana.hears("is confirmed")
    olga = cast.doors["telegram"]
    await olga.commands(f"announce {RURAL}")
    await olga.hears("What shall one person")
    await olga.says(WORDS)
    await olga.agrees("Yes")
    await ana.hears("writes:")
    told = next(each for each in ana.person.dm.messages.values() if "writes:" in each.text)
    raw = str(told.blocks)
    assert "&lt;!channel&gt;" in raw
    assert "&lt;@U1&gt;" in raw
    assert "<https://example.eu/slides>" in raw
    assert "<!channel>" not in raw


async def test_the_form_in_slack_is_shown_whole_and_keeps_its_paragraphs(cast: Cast) -> None:
    ben, olga = await cast.ben(), cast.in_slack
    await olga.commands(f"/helpdesk announce {RURAL}")
    await olga.waits_to_see("[Open as a form]", within_s=PATIENCE_S)
    await olga.presses("Open as a form")
    form = await olga.waits_for_modal(within_s=PATIENCE_S)
    wrong = await olga.submits(form, {"announcement": "!"})
    assert "a few words" in str(wrong)
    assert await olga.submits(form, {"announcement": "First.\n\nSecond."}) == {}
    await olga.waits_to_see("Shall I send it?", within_s=PATIENCE_S)
    await olga.presses("Yes")
    await olga.waits_to_see("will be told.", within_s=PATIENCE_S)
    await ben.hears("writes:")
    assert "First.\n\nSecond." in ben._seen()


async def test_home_shows_organisers_their_events_and_nobody_else(cast: Cast) -> None:
    slack, olga, ana = cast.helpdesk.slack, cast.in_slack, cast.helpdesk.slack.person("Ana")
    for person in (olga, ana):
        await person.opens_home()
        await slack.until(lambda person=person: "Coming events" in person.home(), within_s=PATIENCE_S)  # type: ignore[misc]
    assert "Events you organise" not in ana.home()
    assert "Who is coming" not in ana.home()
    assert "Events you organise" in olga.home()
    assert "20 seats, 20 registered, 0 waiting." in olga.home()
    view = slack.state.homes[olga.id]
    await olga.presses("Who is coming", on=view)
    await olga.waits_to_see("1. sample-01 – has a seat", within_s=PATIENCE_S)


async def test_a_button_that_stays_tells_what_is_so_when_it_is_pressed_again(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("adapters.telegram.pressing.DOUBLE_TAP_S", 0.0)
    monkeypatch.setattr("adapters.slack.presses.DOUBLE_CLICK_S", 0.0)
    for door in ("slack", "telegram"):
        olga, place = cast.doors[door], await cast.place()
        await olga.commands("organise")
        await olga.presses(f"{place}: Who is coming", "")
        await olga.hears("0 registered" if door == "slack" else "1 registered")
        await cast.registered(f"test:{door}")
        await olga.presses(f"{place}: Who is coming", "")
        await olga.hears(f"test:{door} – has a seat")


@pytest.mark.parametrize("door", ["slack", "telegram"])
async def test_who_is_no_organiser_any_more_is_refused_at_every_press(cast: Cast, door: str) -> None:
    await cast.registered("test:ana")
    olga, place = cast.doors[door], await cast.place()
    await olga.commands("organise")
    await olga.hears(f"[{place}: Export]")
    await olga.commands(f"announce {RURAL}")
    await olga.hears("What shall one person")
    await olga.says("Bring a badge.")
    await olga.hears("Shall I send it?")
    await cast.helpdesk.app.organisers.appoint({}, among=door)
    await olga.agrees("Yes")
    await olga.hears(REFUSED)
    for deed in ("Who is coming", "Announce", "Export"):
        await olga.presses(f"{place}: {deed}", "")
        await olga.hears(REFUSED)
    assert [each.kind for each in await cast.helpdesk.app.deliveries.pending("test:ana")] == []


async def test_anybody_else_is_refused_in_each_chat(cast: Cast) -> None:
    members: list[InSlack | InTelegram] = [
        InSlack(cast.helpdesk.slack.person(PLATFORM)),  # whatever they call themselves
        InTelegram(cast.helpdesk.telegram.person(PLATFORM)),
    ]
    for member in members:
        for line in ("organise", f"export {RURAL}", f"announce {RURAL}", f"attendees {RURAL}"):
            await member.commands(line)
            await member.hears(REFUSED)


async def test_where_others_read_along_an_organiser_is_answered_in_private(cast: Cast) -> None:
    slack, telegram = cast.helpdesk.slack, cast.helpdesk.telegram
    channel = slack.channel("region", cast.in_slack)
    said = await cast.in_slack.says("@Helpdesk /organise", in_=channel)
    await cast.in_slack.waits_to_see("in private", thread=said, within_s=PATIENCE_S)
    await cast.in_slack.waits_to_see("Your events:", within_s=PATIENCE_S)
    assert "Your events:" not in cast.in_slack.sees(thread=said)
    group = telegram.supergroup("Region", cast.in_telegram)
    await cast.in_telegram.starts()
    await cast.in_telegram.says(f"/export {RURAL}", in_=group)  # may be for another bot
    await cast.in_telegram.says(f"/export@helpdesk_bot {RURAL}", in_=group)
    await cast.in_telegram.waits_to_see("Here is the table", within_s=PATIENCE_S)
    assert "Here is the table" not in cast.in_telegram.sees(group)


async def test_one_organiser_in_two_chats_is_one_person_once_they_are_linked(cast: Cast) -> None:
    slack, phone = cast.doors["slack"], InTelegram(cast.helpdesk.telegram.person("Olga at home"))
    await phone.commands("organise")
    await phone.hears(REFUSED)
    await slack.commands("/link")
    await slack.hears("The code works once")
    code = slack._seen().partition("/link ")[2][:9]  # type: ignore[union-attr]
    await phone.says(f"/link {code}")
    await phone.agrees("Yes")
    await phone.hears("Both chats are yours")
    await phone.commands("organise")
    await phone.hears("Your events:")


async def test_organisers_of_several_workspaces_have_to_say_which(cast: Cast) -> None:
    settings = cast.helpdesk.settings.model_copy(update={"slack_organisers": "T0OTHER/U1=Anna, U2=Bram"})
    app = cast.helpdesk.app
    platforms = cast.helpdesk.platforms
    await platforms.appoint(app, settings)
    assert await app.organisers.of(["slack:T0OTHER:U1"]) is not None
    assert await app.organisers.of([f"slack:{cast.helpdesk.slack.team.id}:U2"]) is not None
    assert await app.organisers.of([f"slack:{cast.helpdesk.slack.team.id}:U1"]) is None
    assert platforms.slack is not None
    platforms.slack.where = object()  # type: ignore[assignment]  # as with a client id
    with pytest.raises(SettingsError, match="HELPDESK_SLACK_ORGANISERS should name the workspace"):
        await platforms.appoint(app, settings.model_copy(update={"slack_experts_channel": None}))
    await platforms.appoint(app, settings.model_copy(update={"slack_experts_channel": "T0EXPERTS/C1"}))
    assert await app.organisers.of(["slack:T0EXPERTS:U2"]) is not None
