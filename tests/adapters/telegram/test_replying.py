"""Replies among the experts to what the bot has said of a ticket, card or not: its holder's reach the member."""

import asyncio

from bot.settings import Settings
from escalation.tickets import TicketId
from knowledge.chunking import passages
from tests.adapters.telegram.expert_office import Office, at_work, staff
from tests.adapters.telegram.serving import quick, served
from tests.fakes.telegram import Message, Telegram
from tests.making import document, embed


async def held(office: Office) -> tuple[TicketId, Message]:
    """A ticket of Anna's, and its card."""
    id_ = await office.ticket()
    await office.anna.presses("Take it", on=await office.card(id_), waits=True)
    return id_, await office.card(id_, "with Anna")


async def answers(office: Office, id_: TicketId) -> list[str]:
    return [each.text for each in (await office.kept(id_)).messages]


async def test_a_reply_to_any_word_of_the_bot_on_a_ticket_reaches_the_member(office: Office) -> None:
    id_, card = await held(office)
    await office.anna.says(f"snooze #{id_} 1h", in_=office.group, topic=office.topic)
    told = await office.remark(id_, "sleeps until")
    await office.anna.says("First word.", reply_to=told)
    await office.ana.waits_to_see("First word.")
    await office.anna.says("Second word.", reply_to=await office.remark(id_, "goes to the member"))
    await office.ana.waits_to_see("Second word.")
    await office.anna.presses("Open", on=card, waits=True)
    packet = await office.remark(id_, "Second word.")
    said = await office.anna.says("Third word.", reply_to=packet)
    await office.ana.waits_to_see("Third word.")
    await office.anna.edits(said, "Another third word.")
    await office.anna.says("Fourth word.", reply_to=await office.remark(id_, "as you first wrote them"))
    await office.ana.waits_to_see("Fourth word.")
    assert await answers(office, id_) == ["First word.", "Second word.", "Third word.", "Fourth word."]


async def test_a_reply_to_a_remark_reaches_the_member_after_a_restart_once(
    settings: Settings, telegram: Telegram
) -> None:
    on = await staff(settings, telegram)
    async with at_work(on, telegram) as office:
        id_, _ = await held(office)
        await office.anna.says(f"snooze #{id_} 1h", in_=office.group, topic=office.topic)
        await office.card(id_, "Asleep until")
        office.helpdesk.clock.passes(hours=2)
        woken = await office.remark(id_, "is awake again, Anna")
    async with at_work(on, telegram) as office:
        await office.bram.says("I know it.", reply_to=woken)
        await office.guest.says("So do I.", reply_to=woken)
        await office.anna.says("The registrar.", reply_to=woken)
        await office.ana.waits_to_see("The registrar.")
        for _ in range(3):
            telegram.updates_again(*(each for each in telegram.updates.history if each.type == "message"))
            await telegram.polled()
        assert await answers(office, id_) == ["The registrar."]


async def test_a_reply_to_what_is_about_no_ticket_reaches_nobody(office: Office) -> None:
    id_, _ = await held(office)
    page = document("/a.md", "Lanterns", f"Lantern scheme #{id_} pays for lanterns on peat bogs.")
    await office.helpdesk.app.library.replace_all([(page, passages(page))])
    await embed(office.helpdesk.app.library, office.helpdesk.app.models.embedder)
    await office.helpdesk.app.room.keep_in_step()
    asked = "/ask What pays for lanterns on peat bogs?"
    for line in ("@helpdesk_bot mine", "@helpdesk_bot help", "@helpdesk_bot open 4711", asked):
        before = len(office.said())
        await office.anna.says(line, in_=office.group, topic=office.topic)
        await office.helpdesk.telegram.until(lambda before=before: len(office.said()) > before)  # type: ignore[misc]
        await office.anna.says("Thank you.", reply_to=office.said()[-1])
    assert f"scheme #\u2060{id_} pays" in office.said()[-1].text.partition("\n")[0]
    await office.helpdesk.telegram.polled()
    await asyncio.sleep(0.3)
    assert await answers(office, id_) == []


async def test_a_reply_to_the_card_that_names_the_bot_is_for_the_bot(office: Office) -> None:
    id_, card = await held(office)
    await office.anna.says(f"@helpdesk_bot snooze {id_} 1h", reply_to=card)
    await office.card(id_, "Asleep until")
    await office.anna.says("/ask How long does a peer review take?", reply_to=card)
    await office.sees("two days")
    assert await answers(office, id_) == []


async def test_an_expert_is_told_once_and_of_other_words_alone_that_the_member_has_the_first_ones(
    office: Office,
) -> None:
    _, card = await held(office)
    said = await office.anna.says("The registrar.", reply_to=card)
    await office.ana.waits_to_see("The registrar.")
    talk = await office.bram.says("Is that so?", reply_to=card)
    await office.anna.edits(said, "The registrar.")  # as when something else of it changes
    await office.bram.edits(talk, "Is it?")
    await office.helpdesk.telegram.polled()
    await asyncio.sleep(0.3)
    assert "as you first wrote them" not in office.anna.sees(office.group)
    await office.anna.edits(said, "The mayor.")
    await office.sees("as you first wrote them")
    history = office.helpdesk.telegram.updates.history
    office.helpdesk.telegram.updates_again(*(each for each in history if each.type == "edited_message"))
    await office.helpdesk.telegram.polled()
    await asyncio.sleep(0.3)
    assert office.anna.sees(office.group).count("as you first wrote them") == 1


async def test_another_time_that_is_changed_is_not_taken_for_words_to_the_member(office: Office) -> None:
    id_, card = await held(office)
    await office.anna.presses("Snooze", on=card, waits=True)
    asked = await office.remark(id_, f"snooze #{id_}: until when?")
    said = await office.anna.says("2026-01-12 14:00", reply_to=asked)
    await office.card(id_, "Asleep until Monday 12 January, 14:00")
    await office.anna.edits(said, "2026-01-12 15:00")
    await office.helpdesk.telegram.polled()
    await asyncio.sleep(0.3)
    assert not any("as you first wrote them" in each.text for each in office.said())


async def test_a_number_that_a_remark_had_before_the_group_moved_is_another_message(
    settings: Settings, telegram: Telegram
) -> None:
    anna, ana = telegram.person("Anna"), telegram.person("Ana")
    group = telegram.group("Experts", anna, bot="administrator")
    named = {"telegram_experts_group": str(group.id), "telegram_experts": f"{anna.id}=Anna"}
    telegram.limits.enforced = False
    async with served(settings.model_copy(update=named), telegram, pace=quick()) as helpdesk:
        await ana.says("How should our county design a grant scheme for repair shops that nobody abuses?")
        await ana.waits_to_see("[Ask an expert]")
        await ana.presses("Ask an expert", waits=True)
        await anna.waits_to_see("[Take it]", in_=group)
        await anna.says("claim #1", in_=group)
        await anna.waits_to_see("is yours", in_=group)
        moved = telegram.migrate(group)
        await telegram.polled()
        before = {each.id for each in telegram.said(group)}
        while moved.last_id < max(before):
            await anna.says("@helpdesk_bot help", in_=moved)
            said = moved.last_id
            await telegram.until(lambda said=said: moved.last_id > said)  # type: ignore[misc]
        for each in telegram.said(moved):
            if each.id in before and "show the card of ticket 12 again" in each.text:
                await anna.says("Thank you.", reply_to=each)
        await telegram.polled()
        await asyncio.sleep(0.3)
        found = await helpdesk.app.desk.ticket(TicketId(1))
        assert found.messages == ()  # type: ignore[union-attr]
