"""Messages on the fake: where they may go, how long they may be, what can be done with them later."""

import pytest
from telegram import ReplyParameters

from tests.fakes.echoing_telegram import bot_of, buttons, forbidden, raw, refusal, refused
from tests.fakes.telegram import Telegram, Unseen
from tests.fakes.telegram.methods.messages import SAME

WIDE = "😀"  # two UTF-16 units


async def test_a_message_goes_only_where_the_bot_may_write(telegram: Telegram) -> None:
    ana, newcomer = telegram.person("Ana"), telegram.person("Ben", started=False)
    strangers = telegram.group("Strangers", ana, bot="left")
    async with bot_of(telegram) as bot:
        for unknown in (newcomer.id, strangers.id, -1, 7, "@nowhere", "nobody"):
            async with refused("Chat not found"):
                await bot.send_message(unknown, "Hi")
        group = telegram.group("Group", ana, newcomer)
        await newcomer.says("/help", in_=group)
        async with forbidden("bot can't initiate conversation with a user"):
            await bot.send_message(newcomer.id, "Hi")
        await newcomer.starts()
        await bot.send_message(newcomer.id, "Hi")
        other = telegram.other_bot("Other")
        async with forbidden("bot can't send messages to bots"):
            await bot.send_message(other.id, "Hi")


async def test_a_blocked_bot_is_told_so_until_it_is_unblocked(telegram: Telegram) -> None:
    ana = telegram.person("Ana")
    async with bot_of(telegram) as bot:
        await ana.blocks()
        async with forbidden("bot was blocked by the user"):
            await bot.send_message(ana.id, "Hi")
        with pytest.raises(Unseen, match="blocked"):
            await ana.says("Hello")
        await ana.unblocks()
        await bot.send_message(ana.id, "Hi")
        changes = [update.my_chat_member for update in await bot.get_updates()]
        assert [change and change.new_chat_member.status for change in changes] == ["kicked", "member"]
        assert [change and change.old_chat_member.status for change in changes] == ["member", "kicked"]
        await ana.blocks()
        await ana.starts()
        await bot.send_message(ana.id, "Hi again")
        await ana.deletes_account()
        async with forbidden("user is deactivated"):
            await bot.send_message(ana.id, "Hi")


async def test_texts_have_lengths_in_utf_16_units_after_entities(telegram: Telegram) -> None:
    telegram.limits.enforced = False
    ana = telegram.person("Ana")
    async with bot_of(telegram) as bot:
        sent = await bot.send_message(ana.id, "x" * 4096)
        await bot.send_message(ana.id, WIDE * 2048)
        await bot.send_message(ana.id, f"<b>{'&amp;' * 4096}</b>", parse_mode="HTML")
        for long in ("x" * 4097, WIDE * 2048 + "x"):
            async with refused("Message is too long"):
                await bot.send_message(ana.id, long)
            async with refused("Message_too_long"):
                await bot.edit_message_text(long, ana.id, sent.message_id)
        async with refused("Message is too long"):
            await bot.send_message_draft(ana.id, 1, "x" * 4097)
        await bot.send_photo(ana.id, b"photo", caption=WIDE * 512)
        async with refused("Message caption is too long"):
            await bot.send_photo(ana.id, b"photo", caption=WIDE * 512 + "x")


async def test_there_must_be_text(telegram: Telegram) -> None:
    ana = telegram.person("Ana")
    async with bot_of(telegram) as bot:
        async with refused("Message text is empty"):
            await bot.send_message(ana.id, "")
        for blank in (" \n ", "<b> </b>"):
            async with refused("Text must be non-empty"):
                await bot.send_message(ana.id, blank, parse_mode="HTML")
        sent = await bot.send_message(ana.id, "  \n Tidy \n")
        assert sent.text == "Tidy"
    assert ana.sees() == "Helpdesk: Tidy"


async def test_message_ids_count_in_each_chat(telegram: Telegram) -> None:
    ana, ben = telegram.person("Ana"), telegram.person("Ben")
    async with bot_of(telegram) as bot:
        ids = [(await bot.send_message(person.id, "Hi")).message_id for person in (ana, ben, ana)]
    assert ids == [1, 1, 2]


async def test_a_reply_hangs_on_a_message_that_is_there(telegram: Telegram) -> None:
    telegram.limits.enforced = False
    ana = telegram.person("Ana")
    question = await ana.says("Where is the form?")
    async with bot_of(telegram) as bot:
        answer = await bot.send_message(ana.id, "Here.", reply_parameters=ReplyParameters(question.id))
        assert answer.reply_to_message
        assert answer.reply_to_message.text == "Where is the form?"
        quote = await bot.send_message(
            ana.id, "Here.", reply_parameters=ReplyParameters(question.id, quote="the form")
        )
        assert quote.quote
        assert quote.quote.text == "the form"
        async with refused("Quote_text_invalid"):
            await bot.send_message(
                ana.id, "Here.", reply_parameters=ReplyParameters(question.id, quote="a form")
            )
        await ana.deletes(question)
        async with refused("Message to be replied not found"):
            await bot.send_message(ana.id, "Here.", reply_parameters=ReplyParameters(question.id))
        lonely = await bot.send_message(
            ana.id,
            "Here.",
            reply_parameters=ReplyParameters(question.id, allow_sending_without_reply=True),
        )
        assert lonely.reply_to_message is None


async def test_only_own_messages_that_change_can_be_edited(telegram: Telegram) -> None:
    ana = telegram.person("Ana")
    hers = await ana.says("Mine")
    async with bot_of(telegram) as bot:
        async with refused("Message can't be edited"):
            await bot.edit_message_text("Changed", ana.id, hers.id)
        async with refused("Message to edit not found"):
            await bot.edit_message_text("Changed", ana.id, 404)
        sent = await bot.send_message(ana.id, "Draft", reply_markup=buttons("Solved"))
        async with refused(SAME):
            await bot.edit_message_text("Draft", ana.id, sent.message_id, reply_markup=buttons("Solved"))
        async with refused(SAME):
            await bot.edit_message_reply_markup(ana.id, sent.message_id, reply_markup=buttons("Solved"))
        edited = await bot.edit_message_text("Final", ana.id, sent.message_id)
        assert isinstance(edited, type(sent))
        assert edited.edit_date
        assert ana.sees() == "Ana: Mine\nHelpdesk: Final"  # the keyboard, not given again, is gone
        await bot.edit_message_reply_markup(ana.id, sent.message_id, reply_markup=buttons("Again"))
        assert "[Again]" in ana.sees()
        photo = await bot.send_photo(ana.id, b"photo", caption="Old")
        async with refused("There is no text in the message to edit"):
            await bot.edit_message_text("New", ana.id, photo.message_id)
        await bot.edit_message_caption(ana.id, photo.message_id, caption="New")
        async with refused("There is no caption in the message to edit"):
            await bot.edit_message_caption(ana.id, sent.message_id, caption="New")
    assert ana.sees().endswith("Helpdesk: [photo] New")


async def test_messages_can_be_deleted_for_two_days(telegram: Telegram) -> None:
    ana = telegram.person("Ana")
    group = telegram.group("Group", ana)
    hers, said = await ana.says("Mine"), await ana.says("Mine", in_=group)
    async with bot_of(telegram) as bot:
        assert await bot.delete_message(ana.id, hers.id)
        async with refused("Message to delete not found"):
            await bot.delete_message(ana.id, hers.id)
        async with refused("Message can't be deleted"):
            await bot.delete_message(group.id, said.id)
        await ana.adds_the_bot(group, as_admin=True)
        await bot.delete_message(group.id, said.id)
        sent = [await bot.send_message(ana.id, text) for text in "AB"]
        assert await bot.delete_messages(ana.id, [sent[0].message_id, 404])
        telegram.clock.advance(48 * 3600 + 1)
        async with refused("Message can't be deleted for everyone"):
            await bot.delete_message(ana.id, sent[1].message_id)
    assert ana.sees() == "Helpdesk: B"
    assert ana.sees(group) == ""


async def test_messages_are_copied_forwarded_and_pinned(telegram: Telegram) -> None:
    telegram.limits.enforced = False
    ana, ben = telegram.person("Ana"), telegram.person("Ben")
    photo = await ana.sends_photo(caption="Look")
    async with bot_of(telegram) as bot:
        copied = await bot.copy_message(ben.id, ana.id, photo.id)
        await bot.copy_message(ben.id, ana.id, photo.id, caption="Seen")
        forwarded = await bot.forward_message(ben.id, ana.id, photo.id)
        assert forwarded.forward_origin
        assert ben.sees() == "Helpdesk: [photo] Look\nHelpdesk: [photo] Seen\nHelpdesk: [photo] Look"
        async with refused("Message can't be edited"):
            await bot.edit_message_caption(ben.id, forwarded.message_id, caption="Mine")
        async with refused("Message to copy not found"):
            await bot.copy_message(ben.id, ana.id, 404)
        async with refused("Message to forward not found"):
            await bot.forward_message(ben.id, ana.id, 404)
        await bot.pin_chat_message(ben.id, copied.message_id)
        pinned = (await bot.get_chat(ben.id)).pinned_message
        assert pinned
        assert pinned.message_id == copied.message_id
        async with refused("Message to pin not found"):
            await bot.pin_chat_message(ben.id, 404)
        await bot.unpin_chat_message(ben.id)
        async with refused("Message to unpin not found"):
            await bot.unpin_chat_message(ben.id)
        async with refused("Message can't be forwarded"):
            await bot.forward_message(ana.id, ben.id, telegram.messages(ben.chat)[-1].id)


async def test_a_draft_shows_for_half_a_minute_and_a_message_takes_its_place(telegram: Telegram) -> None:
    ana = telegram.person("Ana")
    group = telegram.group("Group", ana)
    async with bot_of(telegram) as bot:
        await bot.send_message_draft(ana.id, 7, "")
        assert ana.draft() == "Thinking…"
        await bot.send_message_draft(ana.id, 7, "<b>The</b> form", parse_mode="HTML")
        assert ana.sees() == "Helpdesk is writing: The form"
        telegram.clock.advance(31)
        assert ana.sees() == ""
        await bot.send_message_draft(ana.id, 7, "The form is")
        await bot.send_message(ana.id, "The form is here.")
        assert ana.sees() == "Helpdesk: The form is here."
        async with refused("Textdraft_peer_invalid"):
            await bot.send_message_draft(group.id, 7, "The form")
        async with refused("Random_id_invalid"):
            await bot.send_message_draft(ana.id, 0, "The form")


async def test_typing_shows_for_five_seconds(telegram: Telegram) -> None:
    ana = telegram.person("Ana")
    async with bot_of(telegram) as bot:
        await bot.send_chat_action(ana.id, "typing")
        assert ana.sees() == "Helpdesk: typing …"
        telegram.clock.advance(5)
        assert ana.sees() == ""
        async with refused("Wrong parameter action in request"):
            await bot.send_chat_action(ana.id, "thinking")


async def test_reactions_are_of_a_known_kind_and_one_at_a_time(telegram: Telegram) -> None:
    ana = telegram.person("Ana")
    message = await ana.says("Thanks")
    async with bot_of(telegram) as bot:
        await bot.set_message_reaction(ana.id, message.id, "👍")
        assert ana.sees() == "Ana: Thanks\n👍"
        await bot.set_message_reaction(ana.id, message.id)
        assert ana.sees() == "Ana: Thanks"
        async with refused("Reaction_invalid"):
            await bot.set_message_reaction(ana.id, message.id, "🧀")
        async with refused("Reactions_too_many"):
            await bot.set_message_reaction(ana.id, message.id, ["👍", "👎"])
        async with refused("Message to react not found"):
            await bot.set_message_reaction(ana.id, 404, "👍")


async def test_refusals_read_as_telegram_words_them(telegram: Telegram) -> None:
    telegram.person("Ana")
    body = await raw(telegram, "sendMessage", chat_id=1, text="Hi")
    assert body == {"ok": False, "error_code": 400, "description": "Bad Request: chat not found"}
    assert await refusal(telegram, "sendMessage", text="Hi") == "Bad Request: chat_id is empty"
