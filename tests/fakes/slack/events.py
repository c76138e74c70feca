"""Turns what happens in channels into the events that the app has subscribed to."""

from collections.abc import Iterable

from tests.fakes.slack.bodies import message_body, view_body
from tests.fakes.slack.delivery import Courier, Delivery
from tests.fakes.slack.state import App, Channel, Installation, Json, Message, State, Team, User


class Events:
    """Tells the app of what it may see: its own messages too, and one mention twice, as Slack does."""

    def __init__(self, state: State, app: App, courier: Courier) -> None:
        self.state = state
        self.app = app
        self.courier = courier

    def living(self) -> Iterable[Installation]:
        return (held for held in self.state.installations.values() if not held.revoked)

    def listeners(self, channel: Channel, scope: str) -> list[Installation]:
        """The installations whose bot is in a channel and may hear of it."""
        return [held for held in self.living() if held.bot.id in channel.members and scope in held.scopes]

    def emit(self, installation: Installation, event: Json, *, team: Team | None = None) -> Delivery:
        """Send an event by way of one installation."""
        team = team or installation.team
        event.setdefault("event_ts", self.state.new_ts())
        channel = self.state.channels.get(str(event.get("channel", "")))
        payload: Json = {
            "token": self.app.verification_token,
            "team_id": team.id,
            "context_team_id": team.id,
            "context_enterprise_id": team.enterprise_id,
            "api_app_id": self.app.id,
            "event": event,
            "type": "event_callback",
            "event_id": self.state.new_id("Ev"),
            "event_time": int(self.state.clock.wall()),
            "authorizations": [
                {
                    "enterprise_id": team.enterprise_id,
                    "team_id": None if installation.org_wide else installation.team.id,
                    "user_id": installation.bot.id,
                    "is_bot": True,
                    "is_enterprise_install": installation.org_wide,
                }
            ],
            "is_ext_shared_channel": bool(channel and channel.shared_with),
            "event_context": f"4-{self.state.new_id('ctx')}",
        }
        if team.enterprise_id:
            payload["enterprise_id"] = team.enterprise_id
        return self.courier.dispatch(Delivery("events_api", payload))

    def _of_channel(self, channel: Channel, event: Json, scope: str) -> None:
        """One event of a channel: one delivery, however many workspaces of the channel have the app."""
        listeners = self.listeners(channel, scope)
        if listeners:
            local = next((held for held in listeners if held.team is channel.team), listeners[0])
            self.emit(local, event, team=channel.team if local.org_wide else local.team)

    def _message(self, channel: Channel, event: Json) -> None:
        event |= {"channel": channel.id, "channel_type": channel.type}
        self._of_channel(channel, event, f"{channel.scope_family}:history")

    def posted(self, message: Message) -> None:
        channel = message.channel
        body = message_body(message)
        author = self.state.users.get(message.user)
        if author and channel.shared_with and author.team is not channel.team:
            body |= {"user_team": author.team.id, "source_team": author.team.id}
        if (
            channel.kind == "im"
            and message.is_reply
            and (channel.id, message.root_ts) in self.state.assistant_threads
        ):
            body["assistant_thread"] = {"action_token": f"{message.ts}.token"}
        if message.broadcast:
            body["subtype"] = "thread_broadcast"
        self._message(channel, {**body, "event_ts": message.ts})
        if channel.kind == "im" or message.subtype not in (None, "file_share", "thread_broadcast"):
            return
        for held in self.listeners(channel, "app_mentions:read"):
            if f"<@{held.bot.id}>" in message.text and message.user != held.bot.id:
                mention = {name: value for name, value in body.items() if name != "subtype"}
                event: Json = {
                    **mention,
                    "type": "app_mention",
                    "channel": channel.id,
                    "event_ts": message.ts,
                }
                self.emit(held, event)

    def changed(self, message: Message, before: Json) -> None:
        event: Json = {
            "type": "message",
            "subtype": "message_changed",
            "hidden": True,
            "ts": self.state.new_ts(),
            "message": message_body(message),
            "previous_message": before,
        }
        self._message(message.channel, event)

    def deleted(self, message: Message, before: Json) -> None:
        event: Json = {
            "type": "message",
            "subtype": "message_deleted",
            "hidden": True,
            "ts": self.state.new_ts(),
            "deleted_ts": message.ts,
            "previous_message": before,
        }
        self._message(message.channel, event)

    def membership(self, user: User, channel: Channel, *, joined: bool, inviter: str | None = None) -> None:
        event: Json = {
            "type": "member_joined_channel" if joined else "member_left_channel",
            "user": user.id,
            "channel": channel.id,
            "channel_type": "C" if channel.kind == "public" else "G",
            "team": user.team.id,
        }
        if inviter:
            event["inviter"] = inviter
        self._of_channel(channel, event, f"{channel.scope_family}:read")

    def reacted(self, user: User, name: str, message: Message, *, added: bool) -> None:
        event: Json = {
            "type": "reaction_added" if added else "reaction_removed",
            "user": user.id,
            "reaction": name,
            "item_user": message.user,
            "item": {"type": "message", "channel": message.channel.id, "ts": message.ts},
        }
        self._of_channel(message.channel, event, "reactions:read")

    def home_opened(self, user: User, *, tab: str = "home") -> None:
        for held in self.living():
            if held.team is user.team or held.org_wide:
                dm = self.state.dm(held.bot, user)
                event: Json = {"type": "app_home_opened", "user": user.id, "channel": dm.id, "tab": tab}
                home = self.state.homes.get(user.id)
                if home and tab == "home":
                    event["view"] = view_body(home, self.app, bot_id=held.bot.bot_id or "")
                self.emit(held, event, team=user.team)
                return

    def assistant_thread(
        self, user: User, channel: Channel, ts: str, *, about: Channel | None, started: bool
    ) -> None:
        context: Json = {}
        if about:
            context = {
                "channel_id": about.id,
                "team_id": about.team.id,
                "enterprise_id": about.team.enterprise_id,
            }
        thread = {"user_id": user.id, "context": context, "channel_id": channel.id, "thread_ts": ts}
        type_ = "assistant_thread_started" if started else "assistant_thread_context_changed"
        self._of_channel(channel, {"type": type_, "assistant_thread": thread}, "assistant:write")

    def uninstalled(self, installation: Installation) -> None:
        """Tell of the end twice, in either order: tokens_revoked may come after app_uninstalled."""
        self.revoked(installation)
        self.emit(installation, {"type": "app_uninstalled"})

    def revoked(self, installation: Installation) -> None:
        tokens = {"oauth": [], "bot": [installation.bot.id]}
        self.emit(installation, {"type": "tokens_revoked", "tokens": tokens})
