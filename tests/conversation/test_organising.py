"""What organisers do by chat, and what everybody else is told who tries."""

import csv
import io

import pytest

from bot.conversation.organised import DEEDS, name_of
from bot.events.announcing import LONGEST, MOST
from bot.events.catalogue import EventId, JoinLink, State
from bot.events.export import as_csv
from bot.events.organisers import Organiser
from bot.messages import Action, Reply
from bot.work.turns import is_personal
from tests.conversation.attendee import ENERGY, RURAL
from tests.conversation.organiser import ANNA, PLATFORM, ZOE, AtWork, anna_of, heard, registered
from tests.conversation.talking import START, Talker
from tests.events.making import event

REFUSED = "That is for those who organise events"
UNKNOWN = "I know no event of yours with the id"
NEWS = "The room is on the second floor.\n\nPlease bring a badge."
COMMANDS = ["/organise", f"/attendees {RURAL}", f"/announce {RURAL}", f"/export {RURAL}"]


def commands(reply: Reply) -> list[str]:
    return [each.command for each in reply.buttons]


async def test_an_organiser_sees_their_events_with_numbers_and_what_can_be_done(ana: Talker) -> None:
    anna = await anna_of(ana)
    await registered(ana, RURAL, "ana", "ben")
    told = await anna.says("/organise")
    assert "Webinar on sustainable rural mobility" in told.text
    assert "2 registered, 0 waiting." in told.text
    assert f"Id: {RURAL}" in told.text
    assert "ev-ai" not in told.text, "that of somebody else"
    assert "meet.example" not in told.text
    first = next(each for each in await ana.app.events.all() if each.organiser == PLATFORM)
    assert commands(told)[:3] == [f"/{deed} {name_of(first)}" for deed in DEEDS]
    assert told.buttons[0].label == "1: Who is coming"


@pytest.mark.parametrize("text", [*COMMANDS, "/organize", "/attendees", "/announce", "/export nobody"])
async def test_who_is_no_organiser_is_refused_kindly_and_learns_nothing(ana: Talker, text: str) -> None:
    await anna_of(ana)
    told = await AtWork(ana, ZOE).says(text)
    assert told.text.startswith(REFUSED)
    assert told.action is Action.DECLINE
    assert (told.files, told.buttons, told.form) == ((), (), None)


@pytest.mark.parametrize(
    "id_", ["ev-ai", "ev-nowhere", "EV-WEB-RURAL", "~", "~00", "'; DROP--", "%", "x" * 5000]
)
async def test_an_event_of_somebody_else_is_as_unknown_as_one_that_is_not_there(
    ana: Talker, id_: str
) -> None:
    anna = await anna_of(ana)
    for deed in DEEDS:
        told = await anna.says(f"/{deed} {id_}")
        assert told.text.startswith(UNKNOWN)
        assert len(told.text) < 200
        assert (told.files, told.form) == ((), None)


async def test_a_star_makes_all_events_theirs(ana: Talker) -> None:
    anna = await anna_of(ana, sees_all=True, name="Anna")
    assert "ev-ai" in (await anna.says("/organise")).text
    assert (await anna.says("/attendees ev-ai")).text.startswith("“Use of artificial intelligence")


async def test_many_events_come_in_pages(ana: Talker) -> None:
    more = [event(f"w-{n:02}", f"2026-06-{n:02}", organiser="Bram") for n in range(1, 20)]
    await ana.app.events.keep(more, now=START)
    anna = await anna_of(ana, name="Bram")
    first, last = await anna.says("/organise"), await anna.says("/organise 3")
    assert "11 more are on the next pages: write “/organise 2”" in first.text
    assert len(first.buttons) == 25
    assert first.buttons[-1].command == "/organise 2"
    assert "Id: w-19" in last.text
    assert len(last.buttons) == 9
    for odd in ("99999", "-1", "0", "two", "٣", "9" * 400):
        assert "Id: w-" in (await anna.says(f"/organise {odd}")).text
    assert "19. " in last.text
    assert "19 June 2026" in (await anna.says("/attendees 19")).text
    for none in ("0", "20", "-1", "٣", "9" * 400):
        assert UNKNOWN in (await anna.says(f"/attendees {none}")).text


async def test_ids_that_buttons_cannot_hold_have_a_short_name(ana: Talker) -> None:
    odd = [
        event("040000008200E00074C5B7101A82E00800000000" * 3, organiser="Bram"),
        event("~ev", organiser="Bram"),
        event("ü\u202e💥/../ev", organiser="Bram"),
    ]
    await ana.app.events.keep(odd, now=START)
    anna = await anna_of(ana, name="Bram")
    told = await anna.says("/organise")
    assert len(told.buttons) == 9
    assert len({each.command for each in told.buttons}) == 9
    for each in told.buttons:
        assert len(each.command.encode()) < 60
        assert UNKNOWN not in (await anna.says(each.command)).text
        await anna.says("/cancel")
    assert "\u202e" not in told.text


async def test_without_an_id_the_only_event_is_meant_or_all_are_shown(ana: Talker) -> None:
    anna = await anna_of(ana, name="Bram")
    assert "no event" in (await anna.says("/attendees")).text
    await ana.app.events.keep([event("w-1", organiser="Bram")], now=START)
    assert "Nobody is registered yet." in (await anna.says("/attendees")).text
    await ana.app.events.keep([event("w-2", organiser="Bram")], now=START)
    assert "Your events:" in (await anna.says("/announce")).text


async def test_who_is_coming_stands_with_standing_and_answers(ana: Talker) -> None:
    anna = await anna_of(ana, name="Bram")
    hostile = {"capacity": "”<!channel> https://evil.example/x ✓\n" + "y" * 500, "=k”": "@here"}
    await ana.app.events.keep([event("w-1", seats=1, organiser="Bram")], now=START)
    w1 = EventId("w-1")
    await ana.app.registrations.register(w1, "slack:T1:U1", now=START, answers=hostile)
    await registered(ana, w1, "ben", "cem")
    await ana.app.registrations.cancel(w1, "cem", now=START)
    told = await anna.says("/attendees w-1")
    assert "One seat, 1 registered, 1 waiting." in told.text
    assert '1. slack:T1:U1 – has a seat – “capacity”: “"<!channel> https://evil.example/x ✓ yyy' in told.text
    assert "2. ben – on the waiting list" in told.text
    assert "cem" not in told.text
    assert "One more has cancelled." in told.text
    assert told.text.count("“") == told.text.count("”"), "no answer gets out of its quotation marks"
    assert len(told.text) < 900
    assert commands(told) == ["/announce w-1", "/export w-1"]


async def test_a_long_list_is_cut_and_the_file_has_all(ana: Talker) -> None:
    anna = await anna_of(ana, name="Bram")
    await ana.app.events.keep([event("w-1", organiser="Bram")], now=START)
    await ana.app.registrations.enter(EventId("w-1"), [f"m-{n}" for n in range(300)], at=START)
    told = await anna.says("/attendees w-1")
    assert "280 more are in the file: /export gives it." in told.text
    assert "m-20" not in told.text
    exported = await anna.says("/export w-1")
    [file] = exported.files
    assert file.name == "registrations-w-1.csv"
    assert file.content.decode() == as_csv(await ana.app.registrations.roll(EventId("w-1")))
    assert len(list(csv.reader(io.StringIO(file.content.decode())))) == 301


async def test_whatever_concerns_organisers_is_for_them_alone(ana: Talker) -> None:
    anna = await anna_of(ana)
    await registered(ana, RURAL, "ana")
    for text in [*COMMANDS, "/export nothing"]:
        assert is_personal(await anna.says(text))
        assert is_personal(await AtWork(ana, ZOE).says(text))


async def test_an_announcement_is_shown_whole_and_goes_out_after_a_yes_to_all_who_are_registered(
    ana: Talker,
) -> None:
    anna = await anna_of(ana)
    await registered(ana, RURAL, "ana", "ben", "cem")
    await ana.app.registrations.cancel(RURAL, "cem", now=START)
    asked = await anna.says(f"/announce {RURAL}")
    assert (
        "What shall 2 people who registered for “Webinar on sustainable rural mobility” read?" in asked.text
    )
    assert asked.form is not None
    shown = await anna.says(NEWS)
    assert (
        f"{PLATFORM}, organiser of “Webinar on sustainable rural mobility”, writes:\n\n{NEWS}" in shown.text
    )
    assert "That goes to 2 people in their own chats" in shown.text
    assert await heard(ana, "ana") == []
    done = await anna.says("yes")
    assert (
        done.text == "2 people who are registered for “Webinar on sustainable rural mobility” will be told."
    )
    for member in ("ana", "ben"):
        [told] = await heard(ana, member)
        assert told == (
            f"{PLATFORM}, organiser of “Webinar on sustainable rural mobility”, writes:\n\n{NEWS}"
        )
    assert await heard(ana, "cem") == []
    again = await anna.says("yes")
    assert "will be told" not in again.text
    assert len(await heard(ana, "ana")) == 1


async def test_the_number_is_that_of_the_moment_of_the_yes(ana: Talker) -> None:
    anna = await anna_of(ana)
    await registered(ana, RURAL, "ana")
    await ana.app.registrations.enter(RURAL, ["by hand"], at=START)
    await anna.says(f"/announce {RURAL}")
    await anna.says(NEWS)
    await registered(ana, RURAL, "ben", "cem")
    done = await anna.says("yes")
    assert done.text.startswith("3 people who are registered")
    assert done.text.endswith("One more was registered without a chat and is told nothing.")


@pytest.mark.parametrize(
    "text",
    [
        "Please register again for the webinar on 15 January, will you?",
        "What is a peer review? We will tell you.",
        "I cannot come, so the webinar is cancelled.",
        "Which events are coming up?",
        "Can I talk to a person?",
        "thanks",
    ],
)
async def test_whatever_is_written_is_the_announcement_and_nothing_else(ana: Talker, text: str) -> None:
    anna = await anna_of(ana)
    await registered(ana, RURAL, "ana", ANNA)
    assert (await anna.announces(RURAL, text)).text.startswith("2 people")
    assert (await heard(ana, "ana"))[0].endswith(f"writes:\n\n{text}")
    assert len(await ana.app.registrations.held_by(ANNA)) == 1


@pytest.mark.parametrize("reply", ["yes, but change the time first", "hm", "Yes no", "y e s"])
async def test_only_a_plain_yes_sends_it(ana: Talker, reply: str) -> None:
    anna = await anna_of(ana)
    await registered(ana, RURAL, "ana")
    await anna.announces(RURAL, NEWS, yes=reply)
    assert await heard(ana, "ana") == []


@pytest.mark.parametrize("way_out", ["no", "cancel", "/cancel"])
async def test_who_thinks_better_of_it_tells_nobody(ana: Talker, way_out: str) -> None:
    anna = await anna_of(ana)
    await registered(ana, RURAL, "ana")
    assert (await anna.announces(RURAL, NEWS, yes=way_out)).action is Action.CANCEL
    await anna.says("yes")
    assert await heard(ana, "ana") == []


@pytest.mark.parametrize(
    ("text", "told"),
    [("x" * (LONGEST + 1), "longer than 2,000"), ("!", "a few words"), ("yes", "a few words")],
)
async def test_what_is_no_announcement_is_asked_for_again(ana: Talker, text: str, told: str) -> None:
    anna = await anna_of(ana)
    await registered(ana, RURAL, "ana")
    await anna.says(f"/announce {RURAL}")
    assert told in (await anna.says(text)).text
    await anna.says(NEWS)
    await anna.says("yes")
    assert len(await heard(ana, "ana")) == 1


async def test_the_longest_text_in_any_letters_arrives_as_it_is(ana: Talker) -> None:
    anna = await anna_of(ana)
    await registered(ana, RURAL, "ana")
    hostile = ("<!channel> <@U1> {$x} [1] *b* ü💥 https://evil.example/x " * 50)[:LONGEST].strip()
    await anna.announces(RURAL, hostile)
    assert (await heard(ana, "ana"))[0].endswith(f"\n\n{hostile}")


async def test_a_form_that_is_shown_whole_keeps_its_paragraphs(ana: Talker) -> None:
    anna = await anna_of(ana)
    await registered(ana, RURAL, "ana")
    await anna.says(f"/announce {RURAL}")
    shown = await anna.says("", filled={"announcement": f"{NEWS}\r\n\r\n\r\n\r\nAnna"})
    assert f"{NEWS}\n\nAnna" in shown.text
    await anna.says("yes")
    assert (await heard(ana, "ana"))[0].endswith(f"{NEWS}\n\nAnna")


async def test_the_link_for_joining_is_not_announced(ana: Talker) -> None:
    anna = await anna_of(ana, name="Bram")
    link = "https://meet.example/secret-1"
    await ana.app.events.keep([event("w-1", organiser="Bram", join_link=JoinLink(link))], now=START)
    await registered(ana, EventId("w-1"), "ana")
    await anna.says("/announce w-1")
    refused = await anna.says(f"Join by {link}, please.")
    assert "holds the link for joining" in refused.text
    assert link not in refused.text
    await anna.says("yes")
    assert await heard(ana, "ana") == []


async def test_the_role_is_looked_up_at_each_step(ana: Talker) -> None:
    anna = await anna_of(ana)
    await registered(ana, RURAL, "ana")
    await anna.says(f"/announce {RURAL}")
    await ana.app.organisers.appoint({}, among="m-")
    assert (await anna.says(NEWS)).text.startswith(REFUSED)
    await anna_of(ana)
    await anna.says(f"/announce {RURAL}")
    await anna.says(NEWS)
    await ana.app.organisers.appoint({ANNA: Organiser("Somebody else")}, among="m-")
    assert (await anna.says("yes")).text.startswith(REFUSED)
    assert await heard(ana, "ana") == []
    assert (await anna.says(f"/attendees {RURAL}")).text.startswith(UNKNOWN)


async def test_a_day_has_no_more_than_five(ana: Talker) -> None:
    anna = await anna_of(ana)
    await registered(ana, RURAL, "ana")
    for number in range(MOST):
        await anna.announces(RURAL, f"Number {number} of the day")
    refused = await anna.says(f"/announce {RURAL}")
    assert refused.text.startswith(
        "“Webinar on sustainable rural mobility” has had 5 announcements within a day"
    )
    assert refused.form is None
    ana.clock.passes(hours=25)
    assert (await anna.announces(RURAL, "The next day")).text.startswith("One person")
    assert len(await heard(ana, "ana")) == MOST + 1


async def test_whoever_cancels_before_it_is_told_hears_nothing(ana: Talker) -> None:
    anna = await anna_of(ana)
    await registered(ana, RURAL, "ana", "ben")
    await anna.announces(RURAL, NEWS)
    await ana.app.registrations.cancel(RURAL, "ana", now=START)
    assert await heard(ana, "ana") == []
    await ana.app.events.set_state(RURAL, State.CANCELLED, now=START)
    told = [each for each in await ana.app.deliveries.pending("ben") if each.kind == "announcement"]
    assert len(told) == 1, "that it is off may be just what was announced"


async def test_nobody_to_tell_is_said_before_anything_is_written(ana: Talker) -> None:
    anna = await anna_of(ana)
    told = await anna.says(f"/announce {ENERGY}")
    assert told.text.endswith("so there is nobody to tell."), "the samples' registrations have no chat"
    assert told.form is None


async def test_another_form_gives_way_and_what_was_begun_can_be_left(ana: Talker) -> None:
    anna = await anna_of(ana)
    await registered(ana, RURAL, "ana")
    await anna.says("pls register me for the AI in communication training on 15 jan")
    await anna.says(f"/announce {RURAL}")
    assert "rural mobility" in (await anna.says("/organise")).text
    back = await anna.says("/continue")
    assert "What shall one person who registered" in back.text
    await anna.says(NEWS)
    assert "The room is on the second floor." in (await anna.says("/back")).text
    shown = await anna.says("Other words")
    assert "second floor" not in shown.text
    await anna.says("yes")
    assert (await heard(ana, "ana"))[0].endswith("\n\nOther words")
