"""Tickets as cards in the experts' group: what experts do with them, and what members hear of it."""

import asyncio

from bot.settings import Settings
from escalation.experts import Expert, ExpertId
from escalation.tickets import SourceShown, Spoken, State
from tests.adapters.telegram.expert_office import Office, at_work, staff
from tests.adapters.telegram.serving import quick, served
from tests.fakes.telegram import ResetAfter, Telegram

MASS = "@everyone <b>& [x](http://evil.example) /close_1 #tag \u202e"
CONSOLE = Expert(ExpertId("console:dora"), "Dora")


async def test_a_ticket_has_one_card_that_changes_in_place_and_the_member_hears(office: Office) -> None:
    id_ = await office.ticket()
    card = await office.card(id_, "free")
    assert "Who signs visa letters?" in office.anna.reads(card)
    press = await office.anna.presses("Take it", on=card, waits=True)
    assert f"#{id_} is yours" in press.text
    await office.ana.waits_to_see("Anna, an expert of the policy helpdesk, has taken")
    assert await office.card(id_, "with Anna") is card
    await office.anna.presses("Answer", on=card, waits=True)
    await office.sees(f"answer #{id_}: reply to this message")
    await office.anna.says("The registrar.", reply_to=office.said()[-1])
    await office.ana.waits_to_see("The registrar.")
    await office.card(id_, "answered by Anna")
    await office.anna.presses("Ask the member", on=card, waits=True)
    await office.sees(f"ask #{id_}: reply to this message")
    await office.anna.says("For which country?", reply_to=office.said()[-1])
    await office.ana.waits_to_see("For which country?")
    await office.ana.says("For Norway.")
    await office.card(id_, "the member replied")
    assert "For Norway." in office.anna.reads(card)
    await office.anna.presses("Close", on=card, waits=True)
    await office.ana.waits_to_see("I, the bot, answer again")
    closed = await office.card(id_, "closed")
    assert closed is card
    assert "[Take it]" not in office.anna.reads(card)


async def test_open_shows_the_talk_what_the_bot_said_and_its_sources(office: Office) -> None:
    id_ = await office.ticket(
        talk=(Spoken("member", "Hello there."), Spoken("helpdesk", "Hello!")),
        answer="I found no answer.",
        sources=(SourceShown("Travel", "https://example.eu/travel", "2026-01"),),
    )
    await office.anna.presses("Open", on=await office.card(id_), waits=True)
    seen = (await office.sees("Hello there.")).replace("\u2060", "")
    for words in ("I found no answer.", "https://example.eu/travel", "as of 2026-01", "visa"):
        assert words in seen


async def test_open_shows_a_draft_with_its_sources_that_nobody_is_sent(office: Office) -> None:
    id_ = await office.ticket("How long does a peer review take?")
    await office.anna.presses("Open", on=await office.card(id_), waits=True)
    seen = await office.sees("A draft from the pages, which nobody has sent")
    assert "two days" in seen
    assert "two days" not in office.ana.sees()


async def test_a_ticket_is_handed_on_by_a_button_to_a_colleague_of_any_platform(office: Office) -> None:
    await office.helpdesk.app.desk.enrol(CONSOLE)
    id_ = await office.ticket()
    card = await office.card(id_)
    await office.anna.presses("Take it", on=card, waits=True)
    await office.card(id_, "with Anna")
    press = await office.bram.presses("Hand on", on=card, waits=True)
    assert "is not yours" in press.text
    await office.anna.presses("Hand on", on=card, waits=True)
    await office.sees("[Dora]")
    await office.anna.presses("Dora", on=office.said()[-1], waits=True)
    await office.ana.waits_to_see("is now with Dora")
    await office.helpdesk.app.desk.answer(id_, "From the console.", by=CONSOLE)
    await office.card(id_, "From the console.")
    await office.ana.waits_to_see("From the console.")


async def test_a_reply_to_the_card_by_its_holder_is_the_answer_and_by_others_is_not(office: Office) -> None:
    id_ = await office.ticket()
    card = await office.card(id_)
    await office.anna.says("I would say the registrar", reply_to=card)
    await office.sees("did not go to the member")
    await office.anna.presses("Take it", on=card, waits=True)
    await office.card(id_, "with Anna")
    await office.bram.says("Is it not the registrar?", reply_to=card)
    await office.guest.says("Surely not.", reply_to=card)
    await office.helpdesk.telegram.polled()
    said = await office.anna.says("The registrar, since 2025.", reply_to=card)
    await office.ana.waits_to_see("The registrar, since 2025.")
    await office.anna.edits(said, "The registrar, since 2024.")
    await office.sees("the member has your words as you first wrote them")
    assert [each.text for each in (await office.kept(id_)).messages] == ["The registrar, since 2025."]


async def test_a_number_before_the_text_answers_once_however_often_it_is_told(office: Office) -> None:
    id_ = await office.ticket()
    await office.card(id_)
    await office.anna.says(f"#{id_} The registrar.", in_=office.group, topic=office.topic)
    await office.ana.waits_to_see("The registrar.")
    for _ in range(5):
        office.helpdesk.telegram.updates_again()
        await office.helpdesk.telegram.polled()
    assert len((await office.kept(id_)).messages) == 1
    await office.anna.says("@helpdesk_bot mine", in_=office.group, topic=office.topic)
    await office.sees("answered by Anna")
    await office.anna.says("let us close 1 window", in_=office.group, topic=office.topic)
    await office.helpdesk.telegram.polled()
    assert (await office.kept(id_)).state is State.ANSWERED
    await office.anna.says(f"@helpdesk_bot close {id_}", in_=office.group, topic=office.topic)
    await office.card(id_, "closed")


async def test_a_number_that_no_ticket_can_have_is_none(office: Office) -> None:
    card = await office.card(await office.ticket())
    for verb in ("open", "claim", "answer"):
        card.markup = {"inline_keyboard": [[{"text": "Forged", "callback_data": f"d:{verb} 9999999999"}]]}
        press = await office.anna.presses("Forged", on=card, waits=True)
        assert press.text


async def test_nobody_but_experts_can_do_anything_whatever_they_are_called(office: Office) -> None:
    id_ = await office.ticket()
    card = await office.card(id_)
    office.guest.user.username = "anna"
    press = await office.guest.presses("Take it", on=card, waits=True)
    assert "Only experts" in press.text
    press = await office.guest.presses("Open", on=card, waits=True)
    assert "Only experts" in press.text
    await office.guest.says(f"#{id_} Mine.", in_=office.group, topic=office.topic)
    await office.sees("Only experts")
    elsewhere = office.helpdesk.telegram.supergroup("Elsewhere", office.anna)
    await office.anna.says(f"@helpdesk_bot #{id_} Mine.", in_=elsewhere)
    await office.anna.waits_to_see("Helpdesk", in_=elsewhere)
    assert (await office.kept(id_)).state is State.OPEN


async def test_of_two_who_claim_at_once_one_wins_and_the_other_is_told_who(office: Office) -> None:
    id_ = await office.ticket()
    card = await office.card(id_)
    presses = await asyncio.gather(
        office.anna.presses("Take it", on=card, waits=True),
        office.bram.presses("Take it", on=card, waits=True),
    )
    told = sorted(press.text for press in presses)
    owner = (await office.kept(id_)).owner
    assert owner is not None
    assert any("is yours" in each for each in told)
    assert any(owner.alias in each for each in told)


async def test_hostile_and_huge_texts_stay_texts(office: Office) -> None:
    id_ = await office.ticket(MASS * 400)
    card = await office.card(id_)
    assert {held["type"] for held in card.entities} <= {"bold", "blockquote"}
    await office.anna.presses("Open", on=card, waits=True)
    await office.sees("…")
    for each in office.said():
        assert {held["type"] for held in each.entities} <= {"bold", "blockquote"}


async def test_a_card_whose_posting_got_no_answer_stands_there_at_most_twice(office: Office) -> None:
    office.helpdesk.telegram.faults.next("sendMessage", ResetAfter())
    id_ = await office.ticket()
    await office.card(id_, within_s=15)
    shown = [each for each in office.said() if "visa letters" in each.text]
    assert 1 <= len(shown) <= 2  # Telegram can't be asked what stands there


async def test_a_deleted_card_comes_again_with_the_next_change(office: Office) -> None:
    id_ = await office.ticket()
    card = await office.card(id_)
    office.helpdesk.telegram.world.remove(card)
    await office.anna.says(f"claim #{id_}", in_=office.group, topic=office.topic)
    another = await office.card(id_, "with Anna", within_s=10)
    assert another is not card


async def test_cards_are_right_after_a_restart(settings: Settings, telegram: Telegram) -> None:
    on = await staff(settings, telegram)
    async with at_work(on, telegram) as office:
        id_ = await office.ticket()
        card = await office.card(id_)
    async with at_work(on, telegram) as office:
        await office.anna.presses("Take it", on=card, waits=True)
        assert await office.card(id_, "with Anna", within_s=10) is card


async def test_the_bot_still_answers_a_question_among_the_experts(office: Office) -> None:
    await office.anna.says("/ask How long does a peer review take?", in_=office.group, topic=office.topic)
    await office.sees("two days")


async def test_a_group_that_is_gone_holds_nothing_else_up(office: Office) -> None:
    await office.anna.removes_the_bot(office.group)
    id_ = await office.ticket()
    await office.ana.says("How long does a peer review take?")
    await office.ana.waits_to_see("two days")
    assert (await office.kept(id_)).state is State.OPEN


async def test_an_experts_group_that_becomes_a_supergroup_goes_on(
    settings: Settings, telegram: Telegram
) -> None:
    anna, ana = telegram.person("Anna"), telegram.person("Ana")
    group = telegram.group("Experts", anna, bot="administrator")
    named = {"telegram_experts_group": str(group.id), "telegram_experts": f"{anna.id}=Anna"}
    telegram.limits.enforced = False
    async with served(settings.model_copy(update=named), telegram, pace=quick()) as helpdesk:
        moved = telegram.migrate(group)
        await telegram.polled()
        await ana.says("How should our county design a grant scheme for repair shops that nobody abuses?")
        await ana.waits_to_see("[Ask an expert]")
        await ana.presses("Ask an expert", waits=True)
        await anna.waits_to_see("repair shops", in_=moved)
        await anna.says("#1 Pay the shop.", in_=moved)
        await ana.waits_to_see("Pay the shop.")
        [ticket] = await helpdesk.app.desk.list_live()
        assert ticket.state is State.ANSWERED


async def test_an_answer_in_the_name_of_the_group_goes_to_nobody_and_its_author_learns_why(
    office: Office,
) -> None:
    id_ = await office.ticket()
    card = await office.card(id_)
    await office.anna.presses("Take it", on=card, waits=True)
    await office.card(id_, "with Anna")
    await office.anna.hides_in(office.group)
    await office.anna.says("The registrar.", reply_to=card)
    await office.sees("under your own name")
    await office.anna.says(f"#{id_} The registrar.", in_=office.group, topic=office.topic)
    await office.helpdesk.telegram.until(
        lambda: sum("under your own name" in each.text for each in office.said()) == 2
    )
    await office.anna.says("talk among colleagues", in_=office.group, topic=office.topic)
    await office.helpdesk.telegram.polled()
    assert sum("under your own name" in each.text for each in office.said()) == 2
    assert (await office.kept(id_)).messages == ()
