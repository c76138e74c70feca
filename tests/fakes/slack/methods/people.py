"""users.*, bots.info and team.info: who is who."""

from tests.fakes.slack.asking import Ask, method
from tests.fakes.slack.bodies import user_body
from tests.fakes.slack.errors import Refused
from tests.fakes.slack.limits import FOUR, THREE
from tests.fakes.slack.state import Json, User


def told(ask: Ask, user: User) -> Json:
    """A user as the token may see them; somebody of another workspace only by a channel they share."""
    shares = any(
        {user.id, ask.bot_id} <= set(channel.members) for channel in ask.world.state.channels.values()
    )
    own = ask.sees(user.team)
    if not own and not shares:
        raise Refused("user_not_visible")
    return {"user": user_body(user, email="users:read.email" in ask.here.scopes, stranger=not own)}


@method("users.info", scopes="users:read", tier=FOUR, required="user", optional="include_locale")
def info(ask: Ask) -> Json:
    return told(ask, ask.world.state.user(ask.text("user")))


@method("users.lookupByEmail", scopes="users:read.email", tier=THREE, required="email")
def lookup(ask: Ask) -> Json:
    email = ask.text("email").lower()
    for user in ask.world.state.users.values():
        if user.email and user.email.lower() == email and ask.sees(user.team):
            return told(ask, user)
    raise Refused("users_not_found")


@method("bots.info", scopes="users:read", tier=THREE, optional="bot")
def bot(ask: Ask) -> Json:
    for user in ask.world.state.users.values():
        if user.bot_id and user.bot_id == ask.get("bot"):
            held = {
                "id": user.bot_id,
                "user_id": user.id,
                "app_id": user.app_id,
                "name": user.name,
                "deleted": False,
            }
            return {"bot": held}
    raise Refused("bot_not_found")


@method("team.info", scopes="team:read", tier=THREE, optional="team domain")
def team(ask: Ask) -> Json:
    held = ask.world.state.teams.get(ask.text("team") or ask.here.team.id)
    if held is None or not ask.sees(held):
        raise Refused("team_not_found")
    body = {"id": held.id, "name": held.name, "domain": held.domain}
    if held.enterprise_id:
        body |= {"enterprise_id": held.enterprise_id, "enterprise_name": held.enterprise_name or ""}
    return {"team": body}
