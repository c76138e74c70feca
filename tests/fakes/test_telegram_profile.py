"""What the bot says of itself on the fake: menus by scope and language, names, descriptions, going away."""

from telegram import (
    BotCommandScopeAllChatAdministrators,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
    BotCommandScopeChatAdministrators,
    BotCommandScopeChatMember,
)

from tests.fakes.echoing_telegram import bot_of, raw, refusal, refused
from tests.fakes.telegram import Telegram


async def test_menus_show_by_scope_and_language(telegram: Telegram) -> None:
    ana, ben = telegram.person("Ana", language="de"), telegram.person("Ben")
    group = telegram.group("Group", ben, ana)
    async with bot_of(telegram) as bot:
        await bot.set_my_commands([("help", "Help")])
        assert ana.menu() == ben.menu(group) == ["/help Help"]
        await bot.set_my_commands([("help", "Hilfe")], language_code="de")
        assert (ana.menu(), ben.menu()) == (["/help Hilfe"], ["/help Help"])
        await bot.set_my_commands([("mine", "Mine")], BotCommandScopeAllPrivateChats())
        await bot.set_my_commands([("ask", "Ask")], BotCommandScopeAllGroupChats())
        assert (ana.menu(), ana.menu(group)) == (["/mine Mine"], ["/ask Ask"])
        await bot.set_my_commands([("all", "All")], BotCommandScopeAllChatAdministrators())
        assert (ana.menu(group), ben.menu(group)) == (["/ask Ask"], ["/all All"])
        await bot.set_my_commands([("here", "Here")], BotCommandScopeChat(group.id))
        assert ben.menu(group) == ["/here Here"]
        await bot.set_my_commands([("lead", "Lead")], BotCommandScopeChatAdministrators(group.id))
        assert (ana.menu(group), ben.menu(group)) == (["/here Here"], ["/lead Lead"])
        await bot.set_my_commands([("you", "You")], BotCommandScopeChatMember(group.id, ana.id))
        assert ana.menu(group) == ["/you You"]
        await bot.delete_my_commands(BotCommandScopeChatMember(group.id, ana.id))
        assert ana.menu(group) == ["/here Here"]
        held = await bot.get_my_commands(BotCommandScopeChat(group.id))
        assert [(command.command, command.description) for command in held] == [("here", "Here")]
        await bot.set_my_commands([], BotCommandScopeChat(group.id))
        assert await bot.get_my_commands(BotCommandScopeChat(group.id)) == ()
    assert telegram.violations == []


async def test_menus_have_limits(telegram: Telegram) -> None:
    async with bot_of(telegram) as bot:
        for name in ("Help", "x" * 33, "ask-me", "", "é"):
            async with refused("Bot_command_invalid"):
                await bot.set_my_commands([(name, "Help")])
        for words in ("", " ", "x" * 257):
            async with refused("Bot_command_description_invalid"):
                await bot.set_my_commands([("help", words)])
        await bot.set_my_commands([("x" * 32, "x" * 256)] * 100)
        async with refused("Bot_commands_too_much"):
            await bot.set_my_commands([("help", "Help")] * 101)
        async with refused("Invalid language code specified"):
            await bot.set_my_commands([("help", "Help")], language_code="eng")
    for scope, words in (
        ({"type": "everybody"}, "Unsupported type specified"),
        ({"type": "chat"}, "Empty chat_id specified"),
    ):
        told = await refusal(telegram, "setMyCommands", commands=[], scope=scope)
        assert told == f"Bad Request: can't parse BotCommandScope: {words}"
    told = await refusal(telegram, "setMyCommands", commands=[], scope={"type": "chat", "chat_id": 404})
    assert told == "Bad Request: chat not found"
    assert await refusal(telegram, "setMyCommands", commands=[{"command": "x"}]) == (
        "Bad Request: can't parse BotCommand: Can't find field \"description\""
    )


async def test_names_and_descriptions_are_by_language_and_have_lengths(telegram: Telegram) -> None:
    async with bot_of(telegram) as bot:
        assert (await bot.get_my_name()).name == "Helpdesk"
        await bot.set_my_name("Policy Helpdesk")
        await bot.set_my_description("Ask us.")
        await bot.set_my_description("Fragen Sie.", language_code="de")
        await bot.set_my_short_description("Answers")
        assert (await bot.get_my_name()).name == "Policy Helpdesk"
        assert (await bot.get_my_description(language_code="de")).description == "Fragen Sie."
        assert (await bot.get_my_description(language_code="fr")).description == "Ask us."
        assert (await bot.get_my_short_description()).short_description == "Answers"
        async with refused("Bot_title_invalid"):
            await bot.set_my_name("x" * 65)
        async with refused("Description_too_long"):
            await bot.set_my_description("x" * 513)
        async with refused("About_too_long"):
            await bot.set_my_short_description("x" * 121)


async def test_a_bot_knows_itself_and_goes_away(telegram: Telegram) -> None:
    async with bot_of(telegram) as bot:
        assert (bot.username, bot.first_name, bot.id) == ("helpdesk_bot", "Helpdesk", telegram.bot.id)
    told = await raw(telegram, "close")
    assert (told["error_code"], told["parameters"]["retry_after"]) == (429, 600)
    telegram.clock.advance(600)
    assert (await raw(telegram, "close"))["result"] is True
    assert (await raw(telegram, "logOut"))["result"] is True
    assert await refusal(telegram, "getMe") == "Logged out"
