"""auth.*, oauth.v2.access, apps.*: tokens, installing and uninstalling, and the way to Socket Mode."""

from tests.fakes.slack.asking import Ask, basic, method
from tests.fakes.slack.errors import Refused
from tests.fakes.slack.limits import FOUR, OFTEN, ONE, THREE
from tests.fakes.slack.state import Installation, Json

CODE_LASTS_S = 600.0  # https://docs.slack.dev/authentication/installing-with-oauth


@method("api.test", tier=FOUR, token="none", optional="error foo")
def api_test(ask: Ask) -> Json:
    if ask.get("error"):
        raise Refused(ask.text("error"))
    return {"args": {name: value for name, value in ask.arguments.items() if name != "token"}}


@method("auth.test", tier=OFTEN)
def auth_test(ask: Ask) -> Json:
    team, bot = ask.here.team, ask.here.bot
    body: Json = {
        "url": f"https://{team.domain}.slack.com/",
        "team": team.name,
        "user": bot.name.lower(),
        "team_id": team.id,
        "user_id": bot.id,
        "bot_id": bot.bot_id,
        "is_enterprise_install": ask.here.org_wide,
    }
    if team.enterprise_id:
        body["enterprise_id"] = team.enterprise_id
    return body


@method("auth.revoke", tier=THREE, optional="test")
def auth_revoke(ask: Ask) -> Json:
    if ask.flag("test"):
        return {"revoked": False}
    ask.here.revoked = True
    return {"revoked": True}


def check_client(ask: Ask) -> None:
    app = ask.world.app
    client = basic(ask.authorization) or (ask.text("client_id"), ask.text("client_secret"))
    if client[0] != app.client_id:
        raise Refused("invalid_client_id")
    if client[1] != app.client_secret:
        raise Refused("bad_client_secret")


def installed(installation: Installation) -> Json:
    """What installing brings: the token, and whom it is for."""
    team = installation.team
    enterprise = {"id": team.enterprise_id, "name": team.enterprise_name} if team.enterprise_id else None
    return {
        "access_token": installation.token,
        "token_type": "bot",
        "scope": ",".join(sorted(installation.scopes)),
        "bot_user_id": installation.bot.id,
        "app_id": installation.bot.app_id,
        "team": None if installation.org_wide else {"id": team.id, "name": team.name},
        "enterprise": enterprise,
        "is_enterprise_install": installation.org_wide,
        "authed_user": {"id": installation.installer},
    }


@method(
    "oauth.v2.access",
    tier=FOUR,
    token="none",
    optional="code client_id client_secret redirect_uri grant_type refresh_token",
)
def access(ask: Ask) -> Json:
    check_client(ask)
    code = ask.text("code")
    codes = ask.world.state.codes
    if code not in codes:
        raise Refused("invalid_code")
    if ask.world.clock.now() - ask.world.state.codes_given[code] > CODE_LASTS_S:
        raise Refused("invalid_code")
    installation = codes[code]
    if installation is None:
        ask.world.minds("oauth.v2.access: a code used twice")
        raise Refused("code_already_used")
    if ask.text("redirect_uri") != (ask.world.app.redirect_uri or ""):
        raise Refused("bad_redirect_uri")
    codes[code] = None
    ask.world.state.installations[installation.token] = installation
    for (
        held
    ) in ask.world.state.installations.values():  # one bot a workspace: installed anew, the old token ends
        if held.bot is installation.bot and held is not installation:
            held.revoked = True
    return installed(installation)


@method("apps.uninstall", tier=ONE, optional="client_id client_secret")
def uninstall(ask: Ask) -> Json:
    check_client(ask)
    ask.world.events.uninstalled(ask.here)
    ask.here.revoked = True
    return {}


@method("apps.connections.open", scopes="connections:write", tier=ONE, token="app")
def connections_open(ask: Ask) -> Json:
    return {"url": ask.world.sockets.new_address()}
