"""Tickets that sleep, as experts in a Telegram group see them: buttons for until when, the card, and a word at it."""

from bot.settings import Settings
from tests.adapters.telegram.expert_office import Office, at_work, staff
from tests.fakes.telegram import Telegram


async def test_a_ticket_sleeps_by_a_button_and_the_group_hears_when_its_time_comes(office: Office) -> None:
    id_ = await office.ticket()
    card = await office.card(id_)
    await office.anna.presses("Take it", on=card, waits=True)
    await office.card(id_, "with Anna")
    press = await office.bram.presses("Snooze", on=card, waits=True)
    assert "is not yours" in press.text
    await office.anna.presses("Snooze", on=card, waits=True)
    await office.sees("[This afternoon, 14:00]")
    press = await office.anna.presses("Tomorrow, 09:00", on=office.said()[-1], waits=True)
    assert "sleeps until Friday 9 January, 09:00" in press.text
    assert await office.card(id_, "Asleep until Friday 9 January, 09:00, as Anna wished.") is card
    assert "[Wake it]" in office.anna.reads(card)
    office.helpdesk.clock.passes(days=1)
    await office.sees("is awake again, Anna: the time you gave it is over.")
    assert await office.card(id_, "[Snooze]") is card
    assert office.said()[-1].reply_to is card


async def test_another_time_is_written_as_a_reply(office: Office) -> None:
    id_ = await office.ticket()
    await office.anna.presses("Snooze", on=await office.card(id_), waits=True)
    await office.sees(f"snooze #{id_}: until when?")
    asked = office.said()[-1]
    await office.anna.says("some day", reply_to=asked)
    await office.sees("I can't read “some day” as a time")
    await office.anna.says("2026-01-12 14:00", reply_to=asked)
    await office.card(id_, "Asleep until Monday 12 January, 14:00, as Anna wished.")


async def test_a_member_who_writes_wakes_the_ticket(office: Office) -> None:
    id_ = await office.ticket()
    await office.anna.says(f"claim #{id_}", in_=office.group, topic=office.topic)
    await office.card(id_, "with Anna")
    await office.anna.says(f"snooze #{id_} 3d", in_=office.group, topic=office.topic)
    await office.card(id_, "Asleep until")
    await office.ana.says("Is anybody there?")
    await office.sees("is awake again, Anna: the member has written.")
    assert "Asleep" not in office.anna.reads(await office.card(id_, "the member replied"))


async def test_it_is_woken_by_the_button_and_by_experts_alone(office: Office) -> None:
    id_ = await office.ticket()
    await office.anna.says(f"snooze #{id_} 3d", in_=office.group, topic=office.topic)
    card = await office.card(id_, "Asleep until")
    for label in ("Wake it", "Open"):
        press = await office.guest.presses(label, on=card, waits=True)
        assert "Only experts" in press.text
    press = await office.bram.presses("Wake it", on=card, waits=True)
    assert press.text == f"Ticket #{id_} is awake."
    await office.card(id_, "[Snooze]")


async def test_what_is_due_while_nobody_serves_is_told_at_the_next_start_once(
    settings: Settings, telegram: Telegram
) -> None:
    on = await staff(settings, telegram)
    async with at_work(on, telegram) as office:
        id_ = await office.ticket()
        await office.anna.says(f"snooze #{id_} 1h", in_=office.group, topic=office.topic)
        await office.card(id_, "Asleep until")
    for _ in range(2):
        async with at_work(on, telegram) as office:
            office.helpdesk.clock.passes(hours=2)
            seen = await office.sees("is awake again, and free to take.")
            assert seen.count("awake again") == 1


async def test_a_reply_to_what_the_bot_says_of_a_ticket_goes_to_the_member(office: Office) -> None:
    id_ = await office.ticket("Who signs visa letters?\nOr is that ticket #99?")
    await office.anna.says(f"claim #{id_}", in_=office.group, topic=office.topic)
    await office.anna.says(f"snooze #{id_} 3d", in_=office.group, topic=office.topic)
    card = await office.card(id_, "Asleep until")
    office.helpdesk.clock.passes(days=5)
    remark = await office.remark(id_, "is awake again, Anna")
    await office.bram.says("Is it not the registrar?", reply_to=remark)
    await office.guest.says("Surely not.", reply_to=remark)
    await office.anna.says("The registrar, since 2025.", reply_to=remark)
    await office.ana.waits_to_see("The registrar, since 2025.")
    await office.anna.presses("Open", on=card, waits=True)
    packet = await office.remark(id_, "The registrar, since 2025.")
    said = await office.anna.says("And the mayor countersigns.", reply_to=packet)
    await office.ana.waits_to_see("And the mayor countersigns.")
    await office.anna.edits(said, "And the mayor signs too.")
    await office.sees("the member has your words as you first wrote them")
    written = [each.text for each in (await office.kept(id_)).messages]
    assert written == ["The registrar, since 2025.", "And the mayor countersigns."]


async def test_a_reply_to_what_the_bot_says_of_several_tickets_is_talk_among_colleagues(
    office: Office,
) -> None:
    first = await office.ticket("Who signs visa letters?")
    second = await office.ticket("Who pays the train?", conversation="console:ben", member="console:ben")
    for id_ in (first, second):
        await office.anna.says(f"claim #{id_}", in_=office.group, topic=office.topic)
        await office.card(id_, "with Anna")
    await office.anna.says("@helpdesk_bot mine", in_=office.group, topic=office.topic)
    await office.helpdesk.telegram.until(lambda: office.said()[-1].text.count("  with Anna, ") == 2)
    await office.anna.says("Which one first?", reply_to=office.said()[-1])
    await office.helpdesk.telegram.polled()
    assert not [*(await office.kept(first)).messages, *(await office.kept(second)).messages]
