"""Tickets as cards in the experts' channel: what experts do with them, and what members hear of it."""

import asyncio

import pytest

from bot.settings import Settings
from escalation.tickets import SourceShown, Spoken, State
from tests.adapters.slack.expert_office import CONSOLE, Office, Staff, at_work, staff
from tests.adapters.slack.serving import served
from tests.fakes.slack import ResetAfter, Slack

MASS = "<!channel> <@U000000001> & <http://evil.example|your bank> \u202e"


async def test_a_ticket_has_one_card_that_changes_in_place_and_the_member_hears(office: Office) -> None:
    id_ = await office.ticket()
    card = await office.card(id_, "free")
    assert "Who signs visa letters?" in office.anna.reads(card)
    await office.anna.presses("Take it", on=card)
    await office.ana.waits_to_see("Anna, an expert of the policy helpdesk, has taken")
    assert await office.card(id_, "with Anna") is card
    await office.hears(office.anna, f"#{id_} is yours")
    await office.anna.presses("Answer", on=card)
    form = await office.anna.waits_for_modal(f"Ticket #{id_}")
    assert await office.anna.submits(form, {"text": "The registrar."}) == {}
    await office.ana.waits_to_see("The registrar.")
    await office.card(id_, "answered by Anna")
    await office.anna.presses("Ask the member", on=card)
    form = await office.anna.waits_for_modal()
    await office.anna.submits(form, {"text": "For which country?"})
    await office.ana.waits_to_see("For which country?")
    await office.ana.says("For Norway.")
    await office.card(id_, "the member replied")
    assert "For Norway." in office.anna.reads(card)
    await office.anna.presses("Close", on=card)
    await office.ana.waits_to_see("I, the bot, answer again")
    closed = await office.card(id_, "closed")
    assert closed is card
    assert "[Take it]" not in office.anna.reads(card)


async def test_the_form_shows_the_talk_what_the_bot_said_and_its_sources(office: Office) -> None:
    id_ = await office.ticket(
        talk=(Spoken("member", "Hello there."), Spoken("helpdesk", "Hello!")),
        answer="I found no answer.",
        sources=(SourceShown("Travel", "https://example.eu/travel", "2026-01"),),
    )
    await office.anna.presses("Open", on=await office.card(id_))
    seen = office.anna.reads(await office.anna.waits_for_modal())
    for words in ("Hello there.", "I found no answer.", "https://example.eu/travel", "as of 2026-01", "visa"):
        assert words in seen


async def test_the_form_holds_a_draft_with_its_sources_that_nobody_is_sent(office: Office) -> None:
    id_ = await office.ticket("How long does a peer review take?")
    await office.anna.presses("Open", on=await office.card(id_))
    form = await office.anna.waits_for_modal()
    seen = office.anna.reads(form)
    assert "A draft from the pages, which nobody has sent" in seen
    assert "two days" in seen
    assert "[1]" in seen
    assert "https://www.interregeurope.eu" in seen
    assert "two days" not in office.ana.sees()
    assert await office.anna.submits(form, {"text": "Two days, as a rule."}) == {}
    await office.ana.waits_to_see("Two days, as a rule.")
    await office.card(id_, "answered by Anna")
    assert [each.text for each in (await office.kept(id_)).messages] == ["Two days, as a rule."]
    await office.anna.presses("Open", on=await office.card(id_))
    assert "draft" not in office.anna.reads(await office.anna.waits_for_modal(f"Ticket #{id_}"))


async def test_an_answer_from_the_form_of_a_free_ticket_takes_it(office: Office) -> None:
    id_ = await office.ticket()
    await office.anna.presses("Open", on=await office.card(id_))
    await office.anna.submits(await office.anna.waits_for_modal(), {"text": "The registrar."})
    await office.ana.waits_to_see("The registrar.")
    kept = await office.kept(id_)
    assert (kept.state, kept.owner and kept.owner.alias) == (State.ANSWERED, "Anna")


async def test_a_ticket_is_handed_on_to_a_colleague_of_any_platform(office: Office) -> None:
    await office.helpdesk.app.desk.enrol(CONSOLE)
    id_ = await office.ticket()
    card = await office.card(id_)
    await office.anna.presses("Take it", on=card)
    await office.card(id_, "with Anna")
    await office.anna.presses("Hand on", on=card)
    form = await office.anna.waits_for_modal()
    await office.anna.submits(form, {"To whom?": "Dora"})
    await office.ana.waits_to_see("is now with Dora")
    await office.card(id_, "with Dora")
    await office.helpdesk.app.desk.answer(id_, "From the console.", by=CONSOLE)
    await office.card(id_, "From the console.")
    await office.ana.waits_to_see("From the console.")


async def test_what_the_holder_writes_in_the_thread_is_the_answer_and_what_others_write_is_not(
    office: Office,
) -> None:
    id_ = await office.ticket()
    card = await office.card(id_)
    await office.anna.says("I would say the registrar", thread=card)
    await office.hears(office.anna, "did not go to the member")
    await office.anna.presses("Take it", on=card)
    await office.card(id_, "with Anna")
    await office.bram.says("Is it not the registrar?", thread=card)
    await office.guest.says("Surely not.", thread=card)
    await office.anna.says("@Bram what do you think?", thread=card)
    await office.helpdesk.slack.settled()
    said = await office.anna.says("The registrar, since 2025.", thread=card)
    await office.ana.waits_to_see("The registrar, since 2025.")
    assert [each.text for each in (await office.kept(id_)).messages] == ["The registrar, since 2025."]
    await office.anna.edits(said, "The registrar, since 2024.")
    await office.hears(office.anna, "the member has your words as you first wrote them")
    assert [each.text for each in (await office.kept(id_)).messages] == ["The registrar, since 2025."]


async def test_a_number_before_the_text_answers_once_however_often_slack_tells_it(office: Office) -> None:
    id_ = await office.ticket()
    await office.card(id_)
    await office.anna.says(f"#{id_} The registrar.", in_=office.channel)
    await office.ana.waits_to_see("The registrar.")
    for each in office.helpdesk.slack.deliveries("message"):
        await office.helpdesk.slack.courier.redeliver(each, times=5, at_once=True)
    await office.helpdesk.slack.settled()
    assert len((await office.kept(id_)).messages) == 1
    await office.anna.says("@Helpdesk mine", in_=office.channel)
    await office.hears(office.anna, f"#{id_}  answered by Anna")
    await office.anna.says(f"open #{id_}", in_=office.channel)
    await office.hears(office.anna, "Said on the ticket")
    await office.anna.says("let us close 1 window", in_=office.channel)
    await office.anna.says("close 1", in_=office.channel)
    await office.helpdesk.slack.settled()
    assert (await office.kept(id_)).state is State.ANSWERED
    await office.anna.says(f"@Helpdesk close {id_}", in_=office.channel)
    await office.card(id_, "closed")


async def test_the_bot_still_answers_a_mention_in_the_experts_channel(office: Office) -> None:
    asked = await office.anna.says("@Helpdesk How long does a peer review take?", in_=office.channel)
    await office.anna.waits_to_see("two days", in_=office.channel, thread=asked)


async def test_a_card_is_posted_again_and_the_old_one_says_so(office: Office) -> None:
    id_ = await office.ticket()
    old = await office.card(id_)
    await office.bram.says(f"card #{id_}", in_=office.channel)
    await office.helpdesk.slack.until(lambda: "further down" in office.anna.reads(old))
    await office.helpdesk.slack.until(lambda: bool(office.cards(id_)))
    new = await office.card(id_, "free")
    assert new is not old
    assert "[Take it]" not in office.anna.reads(old)
    await office.anna.presses("Take it", on=new)
    await office.card(id_, "with Anna")
    await office.anna.says("In the old thread.", thread=old)
    await office.ana.waits_to_see("In the old thread.")
    await office.anna.says("card #999999999", in_=office.channel)
    await office.hears(office.anna, "There is no ticket #")


@pytest.mark.parametrize("has_thread", [False, True])
async def test_a_deleted_card_comes_again(office: Office, has_thread: bool) -> None:
    id_ = await office.ticket()
    card = await office.card(id_)
    if has_thread:
        await office.bram.says("hm", thread=card)
    office.helpdesk.slack.world.remove(card)
    await office.helpdesk.slack.until(
        lambda: any(each is not card and not each.deleted for each in office.cards(id_))
    )
    [new] = [each for each in office.cards(id_) if not each.deleted]
    await office.anna.presses("Take it", on=new)
    await office.helpdesk.slack.until(lambda: "with Anna" in office.anna.reads(new))


async def test_a_card_whose_deletion_nobody_heard_of_comes_again_with_the_next_change(
    settings: Settings, slack: Slack
) -> None:
    on = staff(settings, slack)
    async with at_work(on, slack) as office:
        id_ = await office.ticket()
        card = await office.card(id_)
    on.channel.remove(card)
    async with at_work(on, slack) as office:
        await office.helpdesk.app.desk.enrol(CONSOLE)
        await office.helpdesk.app.desk.claim(id_, by=CONSOLE)
        await office.card(id_, "with Dora")


async def test_tickets_from_before_the_channel_get_their_cards(settings: Settings, slack: Slack) -> None:
    on = staff(settings, slack)
    nowhere = Staff(settings, on.channel, on.people)
    async with at_work(nowhere, slack) as office:
        id_ = await office.ticket()
        await asyncio.sleep(0.5)
        assert office.cards(id_) == []
    async with at_work(on, slack) as office:
        await office.card(id_, "free")


# What goes wrong


async def test_hostile_and_huge_texts_stay_texts_on_cards_and_in_forms(office: Office) -> None:
    id_ = await office.ticket(
        f"{MASS} " + "&<>" * 30_000,
        talk=tuple(Spoken("member", f"{MASS} " + "x" * 20_000) for _ in range(12)),
        answer=MASS * 300,
        sources=(SourceShown(MASS, "http://evil.example/" + "y" * 5000, None),),
        topic=MASS,
    )
    card = await office.card(id_)
    await office.anna.presses("Open", on=card)
    form = await office.anna.waits_for_modal()
    assert await office.anna.submits(form, {"text": f"{MASS} " + "z" * 2900}) == {}
    await office.ana.waits_to_see("<!channel>")
    await office.card(id_, "answered by Anna")
    for _ in range(6):
        await office.helpdesk.app.desk.member_replies(id_, MASS + "&" * 50_000)
    await office.card(id_, "the member replied")
    await office.anna.says(f"open #{id_}", in_=office.channel)
    await office.hears(office.anna, "&lt;!channel&gt;")
    assert [ping for ping in office.helpdesk.slack.notified if ping.message.bot_id] == []


async def test_a_card_whose_posting_got_no_answer_stands_there_once(office: Office) -> None:
    office.helpdesk.slack.faults.next("chat.postMessage", ResetAfter())
    id_ = await office.ticket()
    await office.card(id_)
    await office.helpdesk.app.desk.enrol(CONSOLE)
    await office.helpdesk.app.desk.claim(id_, by=CONSOLE)
    await office.card(id_, "with Dora")


async def test_a_card_is_right_after_a_restart_that_fell_between_claim_and_edit(
    settings: Settings, slack: Slack
) -> None:
    on = staff(settings, slack)
    async with at_work(on, slack) as office:
        id_ = await office.ticket()
        card = await office.card(id_)
    async with at_work(Staff(settings, on.channel, on.people), slack):
        pass  # nothing of this may forget the card
    async with served(on.settings, slack) as helpdesk:
        helpdesk.sender.cards.client = None  # type: ignore[assignment]  # as dead as can be
        await on.people["Anna"].presses("Take it", on=card)
        await asyncio.sleep(0.5)
        assert "with Anna" not in on.people["Anna"].reads(card)
    async with at_work(on, slack) as office:
        assert await office.card(id_, "with Anna") is card


async def test_a_channel_that_is_gone_holds_nothing_else_up(office: Office) -> None:
    office.channel.archived = True
    id_ = await office.ticket()
    await office.helpdesk.app.desk.enrol(CONSOLE)
    await office.helpdesk.app.desk.answer(id_, "The registrar.", by=CONSOLE, claims=True)
    await office.ana.waits_to_see("The registrar.")
    await office.helpdesk.slack.until(lambda: not office.cards(id_))
