"""Keyboards on the fake: what they may hold, and what happens when they are pressed."""

import pytest
from telegram import InlineKeyboardButton, InlineKeyboardMarkup, ReplyKeyboardMarkup, ReplyKeyboardRemove

from tests.fakes.echoing_telegram import ALL, Json, bot_of, buttons, raw, refusal, refused
from tests.fakes.telegram import Telegram, Unseen

EXPIRED = "Query is too old and response timeout expired or query id is invalid"


def keyboard(*row: Json) -> Json:
    return {"inline_keyboard": [list(row)]}


async def test_data_is_64_bytes_at_most_and_buttons_100(telegram: Telegram) -> None:
    telegram.limits.enforced = False
    ana = telegram.person("Ana")
    async with bot_of(telegram) as bot:
        for data in ("x" * 64, "é" * 32):
            await bot.send_message(
                ana.id,
                "Well?",
                reply_markup=InlineKeyboardMarkup([[InlineKeyboardButton("Go", callback_data=data)]]),
            )
        for data in ("x" * 65, "é" * 33):
            async with refused("Button_data_invalid"):
                await bot.send_message(
                    ana.id,
                    "Well?",
                    reply_markup=InlineKeyboardMarkup([[InlineKeyboardButton("Go", callback_data=data)]]),
                )
        most = [[InlineKeyboardButton("Go", callback_data="x")]] * 100
        await bot.send_message(ana.id, "Well?", reply_markup=InlineKeyboardMarkup(most))
        async with refused("Reply markup is too long"):
            await bot.send_message(ana.id, "Well?", reply_markup=InlineKeyboardMarkup([*most, most[0]]))


@pytest.mark.parametrize(
    ("button", "words"),
    [
        (
            {"text": "Go"},
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
        ),
        (
            {"text": "Go", "callback_data": ""},
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
        ),
        ({"callback_data": "x"}, "can't parse inline keyboard button: Can't find field \"text\""),
        (
            {"text": 1, "callback_data": "x"},
            'can\'t parse inline keyboard button: Field "text" must be of type String',
        ),
        (
            {"text": "Go", "callback_data": 1},
            'can\'t parse inline keyboard button: Field "callback_data" must be of type String',
        ),
        ({"text": " ", "callback_data": "x"}, "BUTTON_TEXT_INVALID"),
        (
            {"text": "Go", "url": "http://localhost/"},
            "inline keyboard button URL 'http://localhost/' is invalid: Wrong HTTP URL",
        ),
        (
            {"text": "Go", "url": "javascript:x"},
            "inline keyboard button URL 'javascript:x' is invalid: Wrong HTTP URL",
        ),
    ],
)
async def test_buttons_are_checked(telegram: Telegram, button: Json, words: str) -> None:
    ana = telegram.person("Ana")
    told = await refusal(telegram, "sendMessage", chat_id=ana.id, text="x", reply_markup=keyboard(button))
    assert told == f"Bad Request: {words}"
    assert ana.sees() == ""


async def test_what_keyboards_do_not_have_is_minded(telegram: Telegram) -> None:
    telegram.limits.enforced = False
    ana = telegram.person("Ana")
    good = {"text": "Go", "callback_data": "x"}
    for markup in (
        keyboard({**good, "colour": "red"}),
        keyboard({**good, "url": "https://a.eu"}),
        keyboard(*[good] * 9),
        {**keyboard(good), "resize_keyboard": True},
        {"keyboard": [[{"text": "Go", "callback_data": "x"}]]},
    ):
        assert (await raw(telegram, "sendMessage", chat_id=ana.id, text="x", reply_markup=markup))["ok"]
    assert telegram.violations == [
        "sendMessage: a button has no colour",
        "sendMessage: a button with url and callback_data",
        "sendMessage: more than 8 buttons in a row",
        "sendMessage: reply_markup has no resize_keyboard",
        "sendMessage: a button has no callback_data",
    ]
    wrong: list[tuple[object, str]] = [
        ({"inline_keyboard": [good]}, 'field "inline_keyboard" must be an Array of Arrays'),
        ("{", "can't parse reply_markup JSON object"),
        ([], "can't parse reply_markup: expected an Object"),
    ]
    for held, words in wrong:
        told = await refusal(telegram, "sendMessage", chat_id=ana.id, text="x", reply_markup=held)
        assert told == f"Bad Request: {words}"


async def test_a_press_is_told_with_its_message(telegram: Telegram) -> None:
    ana = telegram.person("Ana")
    async with bot_of(telegram) as bot:
        sent = await bot.send_message(ana.id, "Well?", reply_markup=buttons("Solved", "Not solved"))
        assert ana.sees() == "Helpdesk: Well?\n[Solved] [Not solved]"
        await ana.presses("Not solved")
        query = (await bot.get_updates(allowed_updates=ALL))[0].callback_query
        assert query
        assert (query.data, query.from_user.id) == ("not solved", ana.id)
        assert query.message
        assert query.message.message_id == sent.message_id
        with pytest.raises(Unseen, match="no button 'Other'"):
            await ana.presses("Other")


async def test_a_press_is_answered_once_and_in_time(telegram: Telegram) -> None:
    telegram.limits.enforced = False
    ana = telegram.person("Ana")
    async with bot_of(telegram) as bot:
        await bot.send_message(ana.id, "Well?", reply_markup=buttons("Solved"))
        first, second = await ana.presses("Solved"), await ana.presses("Solved")
        assert telegram.unanswered() == [first, second]
        async with refused("Message_too_long"):
            await bot.answer_callback_query(first.id, "x" * 201)
        async with refused("Url_invalid"):
            await bot.answer_callback_query(first.id, url="https://a.eu")
        await bot.answer_callback_query(first.id, "Thank you", show_alert=True)
        assert (first.answered, first.text, first.alert) == (True, "Thank you", True)
        async with refused(EXPIRED):
            await bot.answer_callback_query(first.id)
        assert telegram.violations == ["answerCallbackQuery: a press answered twice"]
        telegram.clock.advance(16)
        async with refused(EXPIRED):
            await bot.answer_callback_query(second.id)
        async with refused(EXPIRED):
            await bot.answer_callback_query("404")
        assert telegram.unanswered() == [second]


async def test_a_press_on_a_message_that_went_away_says_only_where_it_was(telegram: Telegram) -> None:
    ana = telegram.person("Ana")
    async with bot_of(telegram) as bot:
        sent = await bot.send_message(ana.id, "Well?", reply_markup=buttons("Solved"))
        message = ana.chat.messages[sent.message_id]
        await bot.delete_message(ana.id, sent.message_id)
        with pytest.raises(Unseen, match="no such message"):
            await ana.presses("Solved", on=message)
        await ana._press(message.buttons[0], message, waits=False)  # her finger was quicker than the news
        query = (await bot.get_updates())[0].callback_query
        assert query
        assert query.message
        assert not query.message.is_accessible


async def test_links_open_and_reply_keyboards_write(telegram: Telegram) -> None:
    ana = telegram.person("Ana")
    async with bot_of(telegram) as bot:
        link = InlineKeyboardMarkup([[InlineKeyboardButton("Read", url="https://a.eu/page")]])
        await bot.send_message(ana.id, "Here", reply_markup=link)
        assert (await ana.presses("Read")).url == "https://a.eu/page"
        rows = ReplyKeyboardMarkup([["Back", "Cancel"]], one_time_keyboard=True)
        await bot.send_message(ana.id, "Which?", reply_markup=rows)
        assert ana.keyboard() == ["Back", "Cancel"]
        async with refused("Inline keyboard expected"):
            await bot.edit_message_text("What?", ana.id, 1, reply_markup=rows)  # type: ignore[arg-type]
        await ana.presses("Cancel")
        assert ana.sees().endswith("Ana: Cancel")
        assert ana.keyboard() == []
        await bot.send_message(ana.id, "Which?", reply_markup=ReplyKeyboardMarkup([["Stay"]]))
        await bot.send_message(ana.id, "Done", reply_markup=ReplyKeyboardRemove())
        assert ana.keyboard() == []


async def test_a_press_that_nobody_answers_spins_on(
    telegram: Telegram, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tests.fakes.telegram.people.SPINS_FOR_S", 0.05)
    ana = telegram.person("Ana")
    async with bot_of(telegram) as bot:
        await bot.send_message(ana.id, "Well?", reply_markup=buttons("Solved"))
        with pytest.raises(AssertionError, match="spins on"):
            await ana.presses("Solved", waits=True)
