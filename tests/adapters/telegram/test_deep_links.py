"""Links from a group into the private chat, to an event and to a ticket: signed, and each for whoever may."""

from dataclasses import replace

import pytest

from adapters.telegram.links import Purpose, Way
from bot.events.catalogue import Event, State
from bot.events.numbers import number_of, numbered
from bot.storage.retention import forget_unconsented
from escalation.experts import Expert, ExpertId
from tests.adapters.telegram.serving import Served
from tests.fakes.telegram import Chat, Message, Person

DORA = Expert(ExpertId("console:dora"), "Dora")
ADVICE = "How should our county design a grant scheme for repair shops that nobody abuses?"


def payloads(message: Message) -> dict[str, str]:
    """What the links under a message start the bot with, by label."""
    return {each["text"]: each["url"].partition("?start=")[2] for each in message.buttons if each.get("url")}


async def listed(helpdesk: Served, asker: Person, group: Chat) -> tuple[Event, str]:
    """A coming event, and what the button for it in a group's list starts the bot with."""
    await asker.says("/ask Which events are coming up?", in_=group)
    await asker.waits_to_see("[1. ", in_=group)
    links = payloads(helpdesk.telegram.said(group)[-1])
    for event in await helpdesk.app.events.all():
        for label, payload in links.items():
            if "rural mobility" in event.title and payload.startswith(f"e{number_of(event.id)}m"):
                assert event.title[:20] in label
                return event, payload
    raise AssertionError(links)


async def held(helpdesk: Served, person: Person) -> list[str]:
    mine = await helpdesk.app.registrations.held_by(f"telegram:{person.id}")
    return [str(each.registration.event) for each in mine]


async def test_from_a_list_in_a_group_a_seat_is_two_taps_away_for_each_who_taps(helpdesk: Served) -> None:
    ana, ben = helpdesk.telegram.person("Ana", started=False), helpdesk.telegram.person("Ben")
    group = helpdesk.telegram.supergroup("Region", ana, ben)
    event, payload = await listed(helpdesk, ana, group)
    for person in (ana, ben):
        await person.starts(payload)
        seen = await person.waits_to_see("Shall I?")
        assert event.title in seen
        assert await held(helpdesk, person) == []
    await ben.presses("Yes", waits=True)
    await ben.waits_to_see("is confirmed")
    assert await held(helpdesk, ben) == [str(event.id)]
    await ben.starts(payload)
    await helpdesk.telegram.until(lambda: ben.sees().count(event.title) >= 3)
    assert ben.sees().count("Shall I?") == 1
    helpdesk.telegram.updates_again()
    await helpdesk.telegram.polled()
    await ana.starts(payload)
    seen = await ana.waits_to_see("do not ask twice")
    assert seen.count("Shall I?") == 1
    await ana.says("yes")
    await ana.waits_to_see("is confirmed")


async def test_who_has_agreed_before_is_asked_nevertheless(helpdesk: Served) -> None:
    ana = helpdesk.telegram.person("Ana")
    group = helpdesk.telegram.supergroup("Region", ana)
    await ana.says("sign me up for the rural mobility webinar")
    await ana.waits_to_see("[Yes]")
    await ana.presses("Yes", waits=True)
    await ana.waits_to_see("is confirmed")
    [before] = await held(helpdesk, ana)
    await ana.says("/ask Which events are coming up?", in_=group)
    await ana.waits_to_see("[1. ", in_=group)
    others = [
        payload
        for event in await helpdesk.app.events.all()
        for payload in payloads(helpdesk.telegram.said(group)[-1]).values()
        if payload.startswith(f"e{number_of(event.id)}m")
        and str(event.id) != before and event.audience is None and event.state is State.OPEN
    ]  # fmt: skip
    await ana.starts(others[0])
    await helpdesk.telegram.until(lambda: ana.sees().count("Shall I?") == 2)
    assert await held(helpdesk, ana) == [before]


async def test_links_that_are_tampered_with_or_lead_nowhere_get_one_sentence(helpdesk: Served) -> None:
    ana, ben = helpdesk.telegram.person("Ana"), helpdesk.telegram.person("Ben")
    group = helpdesk.telegram.supergroup("Region", ana, ben)
    event, payload = await listed(helpdesk, ana, group)
    for count, bad in enumerate((payload[:-1] + "#", payload.replace("e", "t", 1), "e" + "9" * 17 + "-x"), 1):
        await ben.says(f"/start {bad}")
        await helpdesk.telegram.until(
            lambda count=count: ben.sees().count("was made for somebody else") == count  # type: ignore[misc]
        )
    links = helpdesk.connection.sender.links
    way = links.read(payload)
    assert way is not None
    await ben.starts(links.payload(replace(way, number=12)))
    await ben.waits_to_see("There is no such event any more.")
    await helpdesk.app.events.keep([replace(event, state=State.CANCELLED)], now=helpdesk.clock.now())
    await ana.starts(payload)
    await ana.waits_to_see("is cancelled")
    helpdesk.clock.passes(days=2000)
    await ben.starts(payload)
    await ben.waits_to_see(event.title)
    assert "Shall I?" not in ana.sees() + ben.sees()


async def test_a_ticket_that_a_group_reads_of_is_shown_to_its_asker_alone(helpdesk: Served) -> None:
    ana, ben = helpdesk.telegram.person("Ana", started=False), helpdesk.telegram.person("Ben")
    group = helpdesk.telegram.supergroup("Region", ana, ben)
    await ana.says(f"/ask {ADVICE}", in_=group)
    await ana.waits_to_see("[Ask an expert]", in_=group)
    await ana.presses("Ask an expert", in_=group, waits=True)
    await ana.waits_to_see("[My question]", in_=group)
    payload = payloads(helpdesk.telegram.said(group)[-1])["My question"]
    await ana.starts(payload)
    await ana.waits_to_see("nobody has taken it yet")
    await ben.starts(payload)
    seen = await ben.waits_to_see("belongs to somebody else")
    assert "repair shops" not in seen
    await ana.starts(payload)
    seen = await ana.waits_to_see("each works once")
    assert seen.count("nobody has taken it yet") == 1
    helpdesk.telegram.updates_again()
    await helpdesk.telegram.polled()
    [ticket] = await helpdesk.app.desk.list_live()
    await helpdesk.app.desk.answer(ticket.id, "Pay the shop.", by=DORA, claims=True)
    await ana.waits_to_see("Pay the shop.", in_=group)
    await ana.starts(payloads(helpdesk.telegram.said(group)[-1])["My question"])
    seen = await ana.waits_to_see("has answered question 1")
    assert seen.count("nobody has taken it yet") == 1
    assert seen.count("each works once") == 1


async def test_links_end_with_what_is_kept_of_the_message_they_stand_under(helpdesk: Served) -> None:
    ana = helpdesk.telegram.person("Ana")
    group = helpdesk.telegram.supergroup("Region", ana)
    event, payload = await listed(helpdesk, ana, group)
    await ana.starts(payload)
    await ana.waits_to_see("Shall I?")
    helpdesk.clock.passes(days=1)
    assert await forget_unconsented(helpdesk.app.database, before=helpdesk.clock.now()) > 0
    await ana.starts(payload)
    seen = await ana.waits_to_see("is too old")
    assert seen.count("Shall I?") == 1
    links = helpdesk.connection.sender.links
    await ana.starts(links.payload(Way(Purpose.EVENT, number_of(event.id))))
    await helpdesk.telegram.until(lambda: ana.sees().count("is too old") == 2)


async def test_in_a_private_chat_nothing_leads_there(helpdesk: Served) -> None:
    ana = helpdesk.telegram.person("Ana")
    await ana.says("Which events are coming up?")
    await ana.waits_to_see("1. ")
    assert payloads(helpdesk.telegram.said(ana.chat)[-1]) == {}


@pytest.mark.parametrize("id_", ["e", "x" * 500, "Ünïcode \u202e", "a/b c"])
def test_a_number_fits_a_link_whatever_an_event_is_called(id_: str) -> None:
    number = number_of(id_)  # type: ignore[arg-type]
    assert 0 <= number < 10**17
    assert numbered(str(number), []) is None
