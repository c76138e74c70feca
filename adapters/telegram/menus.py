"""The commands that Telegram offers where one writes: by kind of chat and by person, in the language of whoever looks.

https://core.telegram.org/bots/api#determining-list-of-commands
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from telegram import (
    Bot,
    BotCommand,
    BotCommandScope,
    BotCommandScopeAllChatAdministrators,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
    BotCommandScopeChatAdministrators,
)
from telegram.error import TelegramError

from adapters.telegram.calls import try_to
from adapters.telegram.places import NO_TOPIC, Place
from bot.texts import FALLBACK, Texts, languages

IN_PRIVATE = ("help", "expert", "status", "settings", "cancel")
OF_ORGANISERS = ("help", "expert", "status", "organise", "settings", "cancel")
IN_GROUPS = ("ask", "help")
OF_ADMINS = (*IN_GROUPS, "settings")
OF_EXPERTS = (
    "list",
    "mine",
    "ask",
    "help",
)  # the desk's lines that need no more words: a tap sends them as they are
OF_EXPERTS_ADMINS = (*OF_EXPERTS, "settings")
OTHER_WORDS: dict[tuple[tuple[str, ...], str], str] = {
    (OF_ADMINS, "settings"): "group-settings",
    (OF_EXPERTS_ADMINS, "settings"): "group-settings",
    (OF_EXPERTS, "help"): "desk-help",
    (OF_EXPERTS_ADMINS, "help"): "desk-help",
}
"""commands that do something else there"""


@dataclass
class Menus:
    """Sets the menus; nothing depends on them."""

    bot: Bot
    organisers: frozenset[int] = frozenset()
    """users who have a menu of their own"""
    experts: Place | None = None
    """the group or topic where experts work"""
    _shown: set[int] = field(default_factory=set)

    async def show(self) -> None:
        """Set all of them; for an organiser who has not begun a chat Telegram has no place to set it."""
        for language in (None, *sorted(languages())):
            await self._set(IN_PRIVATE, BotCommandScopeAllPrivateChats(), language)
            await self._set(IN_GROUPS, BotCommandScopeAllGroupChats(), language)
            await self._set(OF_ADMINS, BotCommandScopeAllChatAdministrators(), language)
        if self.experts is not None:
            await self._show_experts(self.experts)
        for user in sorted(self.organisers):
            await self.greet(user)

    async def _show_experts(self, room: Place) -> None:
        """Set the menu of their group, in the language of the desk; other topics of it keep what admins may set there."""
        await self._set(OF_EXPERTS, BotCommandScopeChat(room.chat), None)
        if room.topic != NO_TOPIC:
            await self._set(OF_EXPERTS_ADMINS, BotCommandScopeChatAdministrators(room.chat), None)

    async def greet(self, user: int) -> None:
        """Set the menu of an organiser who has begun a chat, once; nobody else has one."""
        if user not in self.organisers or user in self._shown:
            return
        self._shown.add(user)
        scope = BotCommandScopeChat(user)
        try:
            is_known = list(await self.bot.get_my_commands(scope)) == _commands(OF_ORGANISERS, None)
        except TelegramError:
            self._shown.discard(user)  # they have not begun a chat: once they write, this is tried again
            return
        if (
            not is_known
        ):  # in all languages, as nobody tells in which they look; the one that is asked for comes last
            for language in (*sorted(languages()), None):
                await self._set(OF_ORGANISERS, scope, language)

    async def _set(self, names: Sequence[str], scope: BotCommandScope, language: str | None) -> None:
        """None: for whoever has another language than all that have a menu."""
        menu = _commands(names, language)
        await try_to(self.bot.set_my_commands(menu, scope, language_code=language), "menu")


def _commands(names: Sequence[str], language: str | None) -> list[BotCommand]:
    texts, names = Texts(language or FALLBACK), tuple(names)
    return [BotCommand(name, texts.say(f"menu-{OTHER_WORDS.get((names, name), name)}")) for name in names]
