"""How things look in JSON, in answers and in events alike."""

from tests.fakes.slack.state import App, Channel, File, Json, Message, State, User, View


def message_body(message: Message, *, metadata: bool = False) -> Json:
    markdown = [{"type": "markdown", "block_id": "md", "text": message.markdown}] if message.markdown else []
    optional = {
        "team": message.team_id,
        "subtype": message.subtype,
        "bot_id": message.bot_id,
        "app_id": message.app_id,
        "blocks": message.blocks or markdown,
        "attachments": message.attachments,
        "metadata": message.metadata if metadata else None,
        "thread_ts": message.thread_ts,
        "edited": {"user": message.user, "ts": message.edited} if message.edited else None,
        "files": [file_body(file) for file in message.files],
    }
    body: Json = {"type": "message", "user": message.user, "ts": message.ts, "text": message.text}
    body |= {name: held for name, held in optional.items() if held}
    replies = message.channel.replies(message.ts)
    if replies:
        body |= {
            "thread_ts": message.ts,
            "reply_count": len(replies),
            "reply_users": list(dict.fromkeys(reply.user for reply in replies)),
            "latest_reply": replies[-1].ts,
        }
    elif message.thread_ts and (root := message.channel.messages.get(message.thread_ts)):
        body["parent_user_id"] = root.user
    if message.reactions:
        body["reactions"] = [
            {"name": name, "users": users, "count": len(users)} for name, users in message.reactions.items()
        ]
    return body


def file_body(file: File) -> Json:
    return {
        "id": file.id,
        "name": file.name,
        "title": file.title or file.name,
        "size": file.length,
        "user": file.user,
        "mimetype": "application/octet-stream",
        "channels": file.shared_in,
    }


def user_body(user: User, *, email: bool, stranger: bool) -> Json:
    body: Json = {
        "id": user.id,
        "team_id": user.team.id,
        "name": user.name.lower().replace(" ", "."),
        "deleted": user.deleted,
        "real_name": user.name,
        "is_bot": user.bot_id is not None,
        "is_stranger": stranger,
        "profile": {"real_name": user.name, "display_name": user.name, "team": user.team.id},
    }
    if not stranger:
        body |= {
            "tz": user.timezone,
            "is_admin": user.admin,
            "is_owner": False,
            "is_restricted": user.restricted,
            "is_ultra_restricted": False,
            "is_app_user": False,
            "locale": user.locale,
        }
    if email and user.email and not stranger:
        body["profile"]["email"] = user.email
    if user.bot_id:
        body["profile"] |= {"bot_id": user.bot_id, "api_app_id": user.app_id}
    if user.team.enterprise_id:
        body["enterprise_user"] = {"id": user.id, "enterprise_id": user.team.enterprise_id}
    return body


def channel_body(channel: Channel, state: State, *, bot: str) -> Json:
    body: Json = {
        "id": channel.id,
        "is_channel": channel.kind == "public",
        "is_group": channel.kind == "private",
        "is_im": channel.kind == "im",
        "is_mpim": channel.kind == "mpim",
        "is_private": channel.kind != "public",
        "is_archived": channel.archived,
        "is_ext_shared": bool(channel.shared_with),
        "is_shared": bool(channel.shared_with),
        "context_team_id": channel.team.id,
        "num_members": len(channel.members),
    }
    if channel.kind == "im":
        body["user"] = next((member for member in channel.members if member != bot), bot)
    else:
        body |= {"name": channel.name, "is_member": bot in channel.members}
        body["topic"] = {"value": "", "creator": "", "last_set": 0}
    if channel.shared_with:
        body["shared_team_ids"] = [channel.team.id, *channel.shared_with]
    return body


def view_body(view: View, app: App, *, bot_id: str) -> Json:
    body: Json = {
        "id": view.id,
        "team_id": view.team.id,
        "state": {"values": view.values},
        "hash": view.hash,
        "previous_view_id": view.previous,
        "root_view_id": view.root or view.id,
        "app_id": app.id,
        "app_installed_team_id": view.team.id,
        "bot_id": bot_id,
        "private_metadata": "",
        "callback_id": "",
        "external_id": "",
        **view.body,
    }
    if view.type == "modal":
        body = {"clear_on_close": False, "notify_on_close": False, "close": None, "submit": None} | body
    return body
