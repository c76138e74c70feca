"""The payloads of presses, forms, shortcuts and commands, and what their acknowledgements do."""

from tests.fakes.slack.blocks import check_view
from tests.fakes.slack.bodies import message_body, view_body
from tests.fakes.slack.delivery import Attempt, Delivery, Kind
from tests.fakes.slack.errors import Refused
from tests.fakes.slack.methods.views import new_view, replace
from tests.fakes.slack.responding import answer
from tests.fakes.slack.state import Channel, Installation, Json, Message, ResponseUrl, Team, User, View
from tests.fakes.slack.world import World

SHOWN_NAMES = {"im": "directmessage", "private": "privategroup"}


class Interactions:
    """Tells the app what a person did, and waits for its word."""

    def __init__(self, world: World) -> None:
        self.world = world

    def installation(self, user: User, where: Team | None = None) -> Installation:
        """The installation through which a person reaches the app: their own workspace's, or that of the place."""
        living = list(self.world.events.living())
        for team in (user.team, where or user.team):
            for held in living:
                if held.team is team or (held.org_wide and held.team.enterprise_id == team.enterprise_id):
                    return held
        raise AssertionError(f"the app is not installed where {user.name} is")

    def base(self, user: User, where: Team | None = None) -> Json:
        held = self.installation(user, where)
        team = user.team
        enterprise = {"id": team.enterprise_id, "name": team.enterprise_name} if team.enterprise_id else None
        return {
            "team": {"id": team.id, "domain": team.domain},
            "enterprise": enterprise,
            "is_enterprise_install": held.org_wide,
            "user": {
                "id": user.id,
                "username": user.name.lower(),
                "name": user.name.lower(),
                "team_id": team.id,
            },
            "api_app_id": self.world.app.id,
            "token": self.world.app.verification_token,
        }

    def trigger(self, user: User, view: View | None = None) -> str:
        return self.world.state.new_trigger(user, view).id

    def response_url(
        self, channel: Channel, user: User, message: Message | None = None
    ) -> tuple[str, ResponseUrl]:
        place = self.world.state.new_response_url(channel, user, message)
        return f"{self.world.base}/actions/{channel.team.id}/{place.id}", place

    def view_body(self, view: View) -> Json:
        user = self.world.state.users[view.user]
        return view_body(view, self.world.app, bot_id=self.installation(user, view.team).bot.bot_id or "")

    async def tell(self, kind: Kind, payload: Json, *, response: bool = False) -> Attempt:
        """Deliver a payload and wait for the acknowledgement; the person gets an error when none comes."""
        delivery = self.world.courier.dispatch(Delivery(kind, payload, accepts_response=response))
        await delivery.done.wait()
        return delivery.attempts[0]

    def _channel(self, channel: Channel) -> Json:
        return {"id": channel.id, "name": SHOWN_NAMES.get(channel.kind, channel.name)}

    async def press(self, user: User, action: Json, *, on: Message | View) -> Attempt:
        """block_actions: a button pressed, a choice made."""
        where = on.team if isinstance(on, View) else on.channel.team
        payload = {"type": "block_actions", **self.base(user, where), "actions": [action]}
        if isinstance(on, View):
            payload["container"] = {"type": "view", "view_id": on.id}
            payload["view"] = self.view_body(on)
            payload["trigger_id"] = self.trigger(user, on if on.type == "modal" else None)
            return await self.tell("interactive", payload)
        container: Json = {
            "type": "message",
            "message_ts": on.ts,
            "channel_id": on.channel.id,
            "is_ephemeral": on.ephemeral_to is not None,
        }
        if on.is_reply:
            container["thread_ts"] = on.thread_ts
        payload |= {
            "container": container,
            "channel": self._channel(on.channel),
            "trigger_id": self.trigger(user),
            "response_url": self.response_url(on.channel, user, on)[0],
            "state": {"values": {}},
        }
        if on.ephemeral_to is None:
            payload["message"] = message_body(on)
        return await self.tell("interactive", payload)

    async def submit(self, user: User, view: View) -> tuple[Attempt, dict[str, str]]:
        """view_submission: the acknowledgement closes, changes or corrects the form; the errors that it shows."""
        payload = {
            "type": "view_submission",
            **self.base(user, view.team),
            "trigger_id": self.trigger(user, view),
            "view": self.view_body(view),
            "response_urls": [],
        }
        attempt = await self.tell("interactive", payload, response=True)
        if not attempt.acknowledged:
            return attempt, {}
        return attempt, self._respond(user, view, attempt.response or {})

    def _respond(self, user: User, view: View, response: Json) -> dict[str, str]:
        world, action = self.world, response.get("response_action")
        if action is None and response:
            world.minds(f"view_submission: an answer without response_action: {response}")
        if action == "errors":
            inputs = {block["block_id"] for block in view.body["blocks"] if block["type"] == "input"}
            errors: dict[str, str] = response.get("errors") or {}
            if not errors or not errors.keys() <= inputs:
                world.minds(f"view_submission: errors of blocks that take no input: {sorted(errors)}")
            return errors
        if action in ("update", "push"):
            try:
                check_view(response.get("view"), kind="modal")
            except Refused as refusal:
                world.minds(f"view_submission: {action} with a bad view: {refusal.more}")
                return {"": "trouble connecting"}
            if action == "update":
                replace(world, view, response["view"])
            else:
                new_view(world, user, response["view"], below=view)
        elif action == "clear":
            for other in world.state.views.values():
                if other.user == user.id and other.type == "modal":
                    other.open = False
        elif action is None:
            view.open = False
        else:
            world.minds(f"view_submission: unknown response_action {action}")
        return {}

    async def close(self, user: User, view: View) -> Attempt | None:
        """Close a modal; the app hears of it only where it asked to."""
        view.open = False
        if not view.body.get("notify_on_close"):
            return None
        payload = {
            "type": "view_closed",
            **self.base(user, view.team),
            "view": self.view_body(view),
            "is_cleared": False,
        }
        return await self.tell("interactive", payload)

    async def suggest(self, user: User, view: View, block: Json, typed: str) -> list[str]:
        """block_suggestion: the options that the app offers for what was typed so far."""
        payload = {
            "type": "block_suggestion",
            **self.base(user, view.team),
            "container": {"type": "view", "view_id": view.id},
            "view": self.view_body(view),
            "action_id": block["element"]["action_id"],
            "block_id": block["block_id"],
            "value": typed,
        }
        attempt = await self.tell("interactive", payload, response=True)
        offered = (attempt.response or {}).get("options", [])
        if len(offered) > 100:
            self.world.minds("block_suggestion: more than 100 options")
        return [option["text"]["text"] for option in offered]

    async def shortcut(self, user: User, callback_id: str, *, on: Message | None) -> Attempt:
        where = on.channel.team if on is not None else None
        payload = {**self.base(user, where), "callback_id": callback_id, "trigger_id": self.trigger(user)}
        payload["action_ts"] = self.world.state.new_ts()
        if on is None:
            return await self.tell("interactive", {"type": "shortcut", **payload})
        payload |= {
            "type": "message_action",
            "message_ts": on.ts,
            "channel": self._channel(on.channel),
            "message": message_body(on),
            "response_url": self.response_url(on.channel, user, on)[0],
        }
        return await self.tell("interactive", payload)

    async def command(self, user: User, command: str, text: str, channel: Channel) -> Attempt:
        """A slash command; what the acknowledgement says appears, to the person alone unless it says otherwise."""
        url, place = self.response_url(channel, user)
        team, held = user.team, self.installation(user, channel.team)
        payload: Json = {
            "token": self.world.app.verification_token,
            "team_id": team.id,
            "team_domain": team.domain,
            "channel_id": channel.id,
            "channel_name": SHOWN_NAMES.get(channel.kind, channel.name),
            "user_id": user.id,
            "user_name": user.name.lower(),
            "command": command,
            "text": text,
            "api_app_id": self.world.app.id,
            "is_enterprise_install": str(held.org_wide).lower(),
            "response_url": url,
            "trigger_id": self.trigger(user),
        }
        if team.enterprise_id:
            payload |= {"enterprise_id": team.enterprise_id, "enterprise_name": team.enterprise_name}
        attempt = await self.tell("slash_commands", payload, response=True)
        if attempt.response:
            try:
                answer(self.world, place, attempt.response)
            except Refused as refusal:
                self.world.minds(f"{command}: an answer that can't be shown: {refusal.body()}")
        return attempt
