"""What people do on the fake, and what they can't."""

import pytest

from tests.fakes.echoing_telegram import bot_of, raw, refused
from tests.fakes.telegram import Telegram, Unseen
from tests.fakes.telegram.methods.files import LARGEST_DOWNLOAD, LARGEST_PHOTO, LARGEST_UPLOAD


async def test_a_link_brings_its_payload(telegram: Telegram) -> None:
    ana = telegram.person("Ana", language="de", username="ana_de", premium=True, started=False)
    with pytest.raises(Unseen, match="only the button Start"):
        await ana.says("Hello")
    for payload in ("x" * 65, "white space", "ümlaut"):
        with pytest.raises(Unseen, match="64 characters"):
            await ana.starts(payload)
    payload = "Az09_-" + "x" * 58
    await ana.starts(payload)
    await ana.starts()
    async with bot_of(telegram) as bot:
        first, second = [update.message for update in await bot.get_updates()]
    assert first
    assert second
    assert (first.text, second.text) == (f"/start {payload}", "/start")
    assert first.entities[0].type == "bot_command"
    assert first.from_user
    user = first.from_user
    assert (user.language_code, user.username, user.is_premium, user.is_bot) == ("de", "ana_de", True, False)


async def test_every_kind_of_message_arrives(telegram: Telegram) -> None:
    ana = telegram.person("Ana Silva")
    await ana.sends_photo(caption="A photo")
    await ana.sends_voice()
    await ana.sends_sticker()
    await ana.sends_contact("+351210000000")
    await ana.sends_location(38.7, -9.1)
    await ana.sends_document("plan.pdf", b"%PDF", caption="A plan @helpdesk_bot")
    async with bot_of(telegram) as bot:
        photo, voice, sticker, contact, place, document = [
            update.message for update in await bot.get_updates()
        ]
    assert photo
    assert photo.photo[-1].width > photo.photo[0].width
    assert photo.caption == "A photo"
    assert voice
    assert voice.voice
    assert sticker
    assert sticker.sticker
    assert contact
    assert contact.contact
    assert contact.contact.user_id == ana.id
    assert place
    assert place.location
    assert place.location.latitude == 38.7
    assert document
    assert document.document
    assert document.document.file_name == "plan.pdf"
    assert document.caption_entities[0].type == "mention"
    assert ana.sees().splitlines() == [
        "Ana Silva: [photo] A photo",
        "Ana Silva: [voice]",
        "Ana Silva: [sticker]",
        "Ana Silva: [contact Ana +351210000000]",
        "Ana Silva: [location]",
        "Ana Silva: [document plan.pdf] A plan @helpdesk_bot",
    ]


async def test_edits_are_told_and_deletions_are_not(telegram: Telegram) -> None:
    ana = telegram.person("Ana")
    message = await ana.says("Frist")
    async with bot_of(telegram) as bot:
        (told,) = await bot.get_updates()
        await ana.edits(message, "First")
        edit = (await bot.get_updates(offset=told.update_id + 1))[0].edited_message
        assert edit
        assert edit.text == "First"
        assert edit.edit_date
        await ana.deletes(message)
        assert len(await bot.get_updates()) == 1
        with pytest.raises(Unseen, match="it is gone"):
            await ana.edits(message, "Again")
        theirs = await bot.send_message(ana.id, "Mine")
        with pytest.raises(Unseen, match="did not write this"):
            await ana.edits(ana.chat.messages[theirs.message_id], "Hers")
        old = await ana.says("Old")
        telegram.clock.advance(48 * 3600 + 1)
        with pytest.raises(Unseen, match="after two days"):
            await ana.edits(old, "New")


async def test_long_messages_go_in_parts_and_empty_ones_not_at_all(telegram: Telegram) -> None:
    ana = telegram.person("Ana")
    await ana.says("😀" * 2049)
    assert [len(message.text) for message in telegram.messages(ana.chat)] == [2048, 1]
    with pytest.raises(Unseen, match="no empty message"):
        await ana.says("  ")
    with pytest.raises(Unseen, match="caption"):
        await ana.sends_photo(caption="x" * 1025)


async def test_nobody_sees_other_peoples_chats(telegram: Telegram) -> None:
    ana, ben = telegram.person("Ana"), telegram.person("Ben")
    with pytest.raises(Unseen):
        ben.sees(ana.chat)
    with pytest.raises(Unseen):
        await ben.says("Hi", in_=telegram.group("Group", ana))


async def test_files_are_sent_looked_up_and_fetched(telegram: Telegram) -> None:
    ana, ben = telegram.person("Ana"), telegram.person("Ben")
    await ana.sends_document("plan.pdf", b"%PDF")
    async with bot_of(telegram) as bot:
        message = (await bot.get_updates())[0].message
        assert message
        assert message.document
        file = await bot.get_file(message.document.file_id)
        assert bytes(await file.download_as_bytearray()) == b"%PDF"
        sent = await bot.send_document(
            ana.id, b"BEGIN:VCALENDAR", filename="event.ics", caption="<b>Yours</b>", parse_mode="HTML"
        )
        assert sent.document
        assert sent.caption_entities[0].type == "bold"
        await bot.send_document(ben.id, sent.document.file_id)
        assert ben.sees() == "Helpdesk: [document event.ics]"
        await bot.send_voice(ben.id, b"OggS")
        await bot.send_sticker(ben.id, b"RIFF")
        await bot.send_location(ben.id, 50.6, 3.1)
        async with refused("Invalid file_id"):
            await bot.get_file("404")
        async with refused("Wrong remote file identifier specified: wrong string length"):
            await bot.send_document(ana.id, "404")
        async with refused("Failed to get http url content"):
            await bot.send_document(ana.id, "https://a.eu/plan.pdf")
        async with refused("File must be non-empty"):
            await bot.send_document(ana.id, b"")
        telegram.clock.advance(3601)
        with pytest.raises(Exception, match="Not Found"):
            await file.download_as_bytearray()
    assert telegram.violations == []


async def test_files_have_sizes(telegram: Telegram) -> None:
    ana = telegram.person("Ana")
    await ana.sends_document("large.bin", bytes(LARGEST_DOWNLOAD + 1))
    (id_,) = telegram.state.files
    body = await raw(telegram, "getFile", file_id=id_)
    assert body["description"] == "Bad Request: file is too big"
    async with bot_of(telegram) as bot:
        async with refused("Photo_save_file_invalid"):
            await bot.send_photo(ana.id, bytes(LARGEST_PHOTO + 1))
        with pytest.raises(Exception, match="Request Entity Too Large"):
            await bot.send_document(ana.id, bytes(LARGEST_UPLOAD + 1))
