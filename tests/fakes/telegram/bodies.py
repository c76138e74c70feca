"""People, chats, messages and memberships as they stand in answers and updates."""

from tests.fakes.telegram.state import Chat, Json, Message, Press, State, Status, User

RIGHTS = (
    "can_manage_chat can_delete_messages can_manage_video_chats can_restrict_members can_promote_members "
    "can_change_info can_invite_users can_post_stories can_edit_stories can_delete_stories can_pin_messages "
    "can_manage_topics"
).split()


def user_body(user: User) -> Json:
    body: Json = {"id": user.id, "is_bot": user.is_bot, "first_name": user.first_name}
    if user.last_name:
        body["last_name"] = user.last_name
    if user.username:
        body["username"] = user.username
    if user.language:
        body["language_code"] = user.language
    if user.premium:
        body["is_premium"] = True
    return body


GROUP_ANONYMOUS_BOT: Json = {
    "id": 1087968824,
    "is_bot": True,
    "first_name": "Group",
    "username": "GroupAnonymousBot",
}
"""whom Telegram names as the sender of what stands in the name of a group"""


def chat_body(chat: Chat) -> Json:
    body: Json = {"id": chat.id, "type": chat.kind}
    if chat.user:
        body |= {
            name: value
            for name, value in user_body(chat.user).items()
            if name in ("first_name", "last_name", "username")
        }
        return body
    body["title"] = chat.title
    if chat.username:
        body["username"] = chat.username
    if chat.is_forum:
        body["is_forum"] = True
    return body


def message_body(message: Message, state: State, *, with_reply: bool = True) -> Json:
    """The message as it stands; one level of what it replies to, as Telegram gives it."""
    body: Json = {"message_id": message.id, "chat": chat_body(message.chat), "date": int(message.date)}
    if message.chat.kind == "channel":
        body["sender_chat"] = chat_body(message.chat)
    elif message.is_anonymous:
        body |= {"from": GROUP_ANONYMOUS_BOT, "sender_chat": chat_body(message.chat)}
    elif message.sender:
        body["from"] = user_body(message.sender)
    if message.thread_id is not None:
        body["message_thread_id"] = message.thread_id
    if message.in_topic:
        body["is_topic_message"] = True
    if message.origin:
        body["forward_origin"] = message.origin
    if message.edited is not None:
        body["edit_date"] = int(message.edited)
    if with_reply and message.reply_to and not message.reply_to.deleted:
        body["reply_to_message"] = message_body(message.reply_to, state, with_reply=False)
        if message.quote:
            body["quote"] = {"text": message.quote, "position": 0, "is_manual": True}
    body |= message.content
    entities = [
        {**entity, "user": user_body(state.users[entity["user"]])} if "user" in entity else entity
        for entity in message.entities
    ]
    has_media = bool(message.content) and not message.service
    if message.text:
        body["caption" if has_media else "text"] = message.text
    if entities:
        body["caption_entities" if has_media else "entities"] = entities
    if message.buttons:
        body["reply_markup"] = message.markup
    return body


def press_body(press: Press, state: State) -> Json:
    """The callback_query; of a message that is gone, only where it was."""
    message = press.message
    if message.deleted:
        told: Json = {"chat": chat_body(message.chat), "message_id": message.id, "date": 0}
    else:
        told = message_body(message, state)
    return {
        "id": press.id,
        "from": user_body(press.user),
        "message": told,
        "chat_instance": str(-7_000_000_000_000 - message.chat.id),
        "data": press.data,
    }


def member_body(
    user: User, status: Status, *, can_be_edited: bool = False, is_anonymous: bool = False
) -> Json:
    body: Json = {"user": user_body(user), "status": status}
    if status == "creator":
        body["is_anonymous"] = is_anonymous
    elif status == "administrator":
        body |= {"can_be_edited": can_be_edited, "is_anonymous": is_anonymous, **dict.fromkeys(RIGHTS, True)}
    elif status == "kicked":
        body["until_date"] = 0
    elif status == "restricted":
        allowed = (
            "can_send_messages can_send_audios can_send_documents can_send_photos can_send_videos "
            "can_send_video_notes can_send_voice_notes can_send_polls can_send_other_messages "
            "can_add_web_page_previews can_change_info can_invite_users can_pin_messages can_manage_topics"
        )
        body |= {"is_member": True, "until_date": 0, **dict.fromkeys(allowed.split(), False)}
    return body


def membership_body(chat: Chat, user: User, *, before: Status, after: Status, by: User, date: float) -> Json:
    """What my_chat_member and chat_member tell."""
    return {
        "chat": chat_body(chat),
        "from": user_body(by),
        "date": int(date),
        "old_chat_member": member_body(user, before),
        "new_chat_member": member_body(user, after),
    }
