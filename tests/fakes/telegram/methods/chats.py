"""Chats and who is in them."""

from tests.fakes.telegram.asking import Ask, method
from tests.fakes.telegram.bodies import chat_body, member_body, message_body
from tests.fakes.telegram.errors import bad
from tests.fakes.telegram.state import HERE, Chat, Json, User


@method("getChat", required="chat_id")
def get_chat(ask: Ask) -> Json:
    chat = ask.chat()
    if chat.user is None:
        ask.world.must_be_in(chat)
    body = chat_body(chat) | {
        "accent_color_id": 0,
        "max_reaction_count": 11,
        "accepted_gift_types": dict.fromkeys(
            (
                "unlimited_gifts",
                "limited_gifts",
                "unique_gifts",
                "premium_subscription",
                "gifts_from_channels",
            ),
            False,
        ),
    }
    if chat.is_group:
        body["permissions"] = {"can_send_messages": not chat.muted}
    if chat.pinned:
        pinned = chat.messages[chat.pinned[-1]]
        body["pinned_message"] = message_body(pinned, ask.world.state, with_reply=False)
    return body


def members_of(ask: Ask) -> Chat:
    chat = ask.chat()
    ask.world.must_be_in(chat)
    return chat


def user_of(ask: Ask) -> User:
    user = ask.world.state.users.get(ask.number("user_id"))
    if user is None:
        raise bad("invalid user_id specified")
    return user


@method("getChatMember", required="chat_id user_id")
def get_chat_member(ask: Ask) -> Json:
    chat, user = members_of(ask), user_of(ask)
    if chat.kind == "private":
        return member_body(user, "member")
    if chat.kind == "channel" and chat.status(ask.world.bot) != "administrator":
        raise bad("member list is inaccessible")
    return member_body(user, chat.status(user), is_anonymous=user.id in chat.anonymous)


@method("getChatAdministrators", required="chat_id")
def get_chat_administrators(ask: Ask) -> list[Json]:
    chat = members_of(ask)
    if chat.kind == "private":
        raise bad("there are no administrators in the private chat")
    users = ask.world.state.users
    return [
        member_body(users[id_], status)
        for id_, status in chat.members.items()
        if status in ("creator", "administrator") and (not users[id_].is_bot or users[id_] is ask.world.bot)
    ]


@method("getChatMemberCount", required="chat_id")
def get_chat_member_count(ask: Ask) -> int:
    chat = members_of(ask)
    return 2 if chat.kind == "private" else sum(status in HERE for status in chat.members.values())


@method("leaveChat", required="chat_id")
def leave_chat(ask: Ask) -> bool:
    chat = members_of(ask)
    if chat.kind == "private":
        raise bad("chat member status can't be changed in private chats")
    ask.world.member(chat, ask.world.bot, "left", by=ask.world.bot)
    return True
