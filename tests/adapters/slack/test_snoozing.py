"""Tickets that sleep, as experts in Slack see them: the form, the card, and the word in its thread when they wake."""

from bot.settings import Settings
from tests.adapters.slack.expert_office import Office, at_work, staff
from tests.fakes.slack import Message, ResetAfter, Slack

HOUR, MORNING, DAY = "In an hour", "Tomorrow, 09:00", "Or until the morning of"


def thread(office: Office, card: Message) -> list[str]:
    """What stands in a card's thread."""
    return [
        office.anna.reads(each) for each in office.channel.messages.values()
        if each.thread_ts == card.ts and each is not card
    ]  # fmt: skip


async def test_a_ticket_sleeps_by_the_form_and_its_thread_hears_when_its_time_comes(office: Office) -> None:
    id_ = await office.ticket()
    card = await office.card(id_)
    await office.anna.presses("Take it", on=card)
    await office.card(id_, "with Anna")
    await office.anna.presses("Snooze", on=card)
    form = await office.anna.waits_for_modal(f"Ticket #{id_}")
    assert "Until when?" in await office.anna.submits(form, {})
    assert await office.anna.submits(form, {"Until when?": HOUR}) == {}
    await office.hears(office.anna, f"#{id_} sleeps until Thursday 8 January, 11:00")
    assert await office.card(id_, "Asleep until Thursday 8 January, 11:00, as Anna wished.") is card
    assert "[Wake it]" in office.anna.reads(card)
    assert "[Snooze]" not in office.anna.reads(card)
    office.helpdesk.clock.passes(hours=1)
    await office.helpdesk.slack.until(lambda: bool(thread(office, card)), within_s=10)
    assert await office.card(id_, "[Snooze]") is card
    assert thread(office, card) == [f"Ticket #{id_} is awake again, Anna: the time you gave it is over."]


async def test_a_day_is_its_morning_and_comes_before_what_was_ticked(office: Office) -> None:
    id_ = await office.ticket()
    await office.bram.presses("Snooze", on=await office.card(id_))
    form = await office.bram.waits_for_modal()
    assert DAY in await office.bram.submits(form, {"Until when?": HOUR, DAY: "2027-01-01"})
    assert await office.bram.submits(form, {"Until when?": MORNING, DAY: "2026-01-12"}) == {}
    await office.card(id_, "Asleep until Monday 12 January, 09:00, as Bram wished.")


async def test_a_member_who_writes_wakes_the_ticket(office: Office) -> None:
    id_ = await office.ticket()
    card = await office.card(id_)
    await office.anna.says(f"claim #{id_}", in_=office.channel)
    await office.card(id_, "with Anna")
    await office.anna.says(f"snooze #{id_} monday", in_=office.channel)
    await office.card(id_, "Asleep until")
    await office.ana.says("Is anybody there?")
    await office.helpdesk.slack.until(lambda: bool(thread(office, card)), within_s=10)
    assert thread(office, card) == [f"Ticket #{id_} is awake again, Anna: the member has written."]
    assert "Asleep" not in office.anna.reads(await office.card(id_, "the member replied"))


async def test_the_holder_wakes_it_by_the_button_and_nobody_else_may_touch_it(office: Office) -> None:
    id_ = await office.ticket()
    card = await office.card(id_)
    await office.anna.says(f"claim #{id_}", in_=office.channel)
    await office.card(id_, "with Anna")
    for person, told in ((office.bram, f"#{id_} is with Anna"), (office.guest, "Only experts")):
        await person.says(f"snooze #{id_} 2h", in_=office.channel)
        await office.hears(person, told)
    await office.bram.presses("Snooze", on=card)
    assert "Until when?" not in office.bram.reads(await office.bram.waits_for_modal())
    await office.anna.says(f"snooze #{id_} sometime", in_=office.channel)
    await office.hears(office.anna, "I can't read “sometime” as a time")
    await office.anna.says(f"snooze #{id_} 2h", in_=office.channel)
    await office.card(id_, "Asleep until")
    await office.guest.presses("Wake it", on=card)
    assert "Asleep until" in office.anna.reads(card)
    await office.anna.presses("Wake it", on=card)
    await office.card(id_, "[Snooze]")
    await office.hears(office.anna, f"#{id_} is awake.")
    assert thread(office, card) == []


async def test_what_is_due_while_nobody_serves_is_told_at_the_next_start_once(
    settings: Settings, slack: Slack
) -> None:
    on = staff(settings, slack)
    async with at_work(on, slack) as office:
        id_ = await office.ticket()
        card = await office.card(id_)
        await office.anna.says(f"snooze #{id_} 1h", in_=office.channel)
        await office.card(id_, "Asleep until")
        office.helpdesk.clock.passes(minutes=30)
    for _ in range(2):
        async with at_work(on, slack) as office:
            office.helpdesk.clock.passes(hours=2)
            await slack.until(lambda: bool(thread(office, card)), within_s=10)
            await office.card(id_, "[Snooze]")
            assert thread(office, card) == [f"Ticket #{id_} is awake again, and free to take."]


async def test_a_word_whose_posting_got_no_answer_stands_there_once(office: Office) -> None:
    id_ = await office.ticket()
    card = await office.card(id_)
    await office.anna.says(f"snooze #{id_} 1h", in_=office.channel)
    await office.card(id_, "Asleep until")
    await office.helpdesk.slack.settled()
    office.helpdesk.slack.faults.next("chat.postMessage", ResetAfter())
    office.helpdesk.clock.passes(hours=1)
    await office.helpdesk.slack.until(lambda: bool(thread(office, card)), within_s=10)
    deliveries = office.helpdesk.app.deliveries
    room = f"slack:{office.helpdesk.slack.team.id}:{office.channel.id}"
    while await deliveries.pending(room):
        await office.helpdesk.slack.settled()
    assert len(thread(office, card)) == 1
