"""Uploads in three steps, and the app in several workspaces."""

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError, SlackRequestError

from tests.fakes.echoing import client_of, refusal
from tests.fakes.slack import Failing, Slack


async def test_a_file_is_uploaded_in_three_steps(slack: Slack) -> None:
    ana = slack.person("Ana")
    sent = await client_of(slack).files_upload_v2(
        channel=ana.dm.id, filename="event.ics", content="BEGIN:VCALENDAR", initial_comment="Your event"
    )
    assert ana.sees() == "Helpdesk: Your event\n(file event.ics)"
    assert slack.state.files[sent["file"]["id"]].content == b"BEGIN:VCALENDAR"
    assert slack.violations == []


async def test_each_step_can_fail(slack: Slack) -> None:
    ana = slack.person("Ana")
    client = client_of(slack)
    slack.faults.next("upload", Failing())
    with pytest.raises(SlackRequestError):
        await client.files_upload_v2(channel=ana.dm.id, filename="event.ics", content="BEGIN:VCALENDAR")
    asked = await client.files_getUploadURLExternal(filename="event.ics", length=3)
    files = [{"id": asked["file_id"]}]
    without = await refusal(client, "files.completeUploadExternal", files=files, channel_id=ana.dm.id)
    assert without["error"] == "file_not_found", "its bytes have not come"
    async with aiohttp.ClientSession() as session:
        async with session.post(asked["upload_url"], data=b"four") as answer:
            assert answer.status == 400
        async with session.post(asked["upload_url"], data=b"3 b") as answer:
            assert (answer.status, await answer.text()) == (200, "OK - 3")
    await client.files_completeUploadExternal(files=[{"id": asked["file_id"], "title": "Event"}])
    assert ana.sees() == "", "without a channel it is shared nowhere"
    hers = (await ana.says("Mine", files=[("mine.ics", b"x")])).files[0]
    hers.completed = False
    stolen = await refusal(client, "files.completeUploadExternal", files=[{"id": hers.id}])
    assert stolen["error"] == "access_denied"
    again = await refusal(client, "files.completeUploadExternal", files=files, channel_id=ana.dm.id)
    assert again["error"] == "file_not_found"
    assert slack.violations == ["upload: 4 bytes of event.ics where 3 were announced"]


@pytest.mark.filterwarnings("ignore:BasicAuth is deprecated:DeprecationWarning")  # the SDK's use of aiohttp
async def test_a_code_brings_a_token_once(slack: Slack) -> None:
    team = slack.add_team("Second")
    pending = slack.install(team, pending=True)
    client = client_of(slack, "")
    credentials = {"client_id": slack.app.client_id, "client_secret": slack.app.client_secret}
    assert (await refusal(client_of(slack, pending.token), "auth.test"))["error"] == "invalid_auth"
    code = slack.code_for(pending)
    with pytest.raises(SlackApiError, match="bad_client_secret"):
        await client.oauth_v2_access(**credentials | {"client_secret": "wrong"}, code=code)
    slack.app.redirect_uri = "https://helpdesk.example.org/slack/oauth_redirect"
    with pytest.raises(SlackApiError, match="bad_redirect_uri"):
        await client.oauth_v2_access(**credentials, code=code)
    credentials["redirect_uri"] = slack.app.redirect_uri
    got = await client.oauth_v2_access(**credentials, code=code)
    assert (got["access_token"], got["team"]["id"]) == (pending.token, team.id)
    assert (await client_of(slack, pending.token).auth_test())["team_id"] == team.id
    for wrong, error in ((code, "code_already_used"), ("made-up", "invalid_code")):
        with pytest.raises(SlackApiError, match=error):
            await client.oauth_v2_access(**credentials, code=wrong)


async def test_allowing_in_the_browser_leads_back_with_a_code(slack: Slack) -> None:
    back = "http://127.0.0.1:1/slack/oauth_redirect"
    query = {"client_id": slack.app.client_id, "scope": "chat:write", "state": "s1", "redirect_uri": back}
    async with aiohttp.ClientSession() as session:
        url = f"{slack.world.base}/oauth/v2/authorize"
        async with session.get(url, params=query, allow_redirects=False) as answer:
            location = answer.headers["Location"]
    assert location.startswith(f"{back}?code=")
    assert location.endswith("&state=s1")
    assert location.split("code=")[1].split("&")[0] in slack.state.codes


async def test_tokens_reach_their_own_workspace_only(slack: Slack) -> None:
    other = slack.install(slack.add_team("Second"))
    ana, zoe = slack.person("Ana"), slack.person("Zoe", team=other.team)
    own = slack.channel("general", ana)
    client = client_of(slack, other.token)
    crossed = await refusal(client, "chat.postMessage", channel=own.id, text="Hi")
    assert crossed["error"] == "channel_not_found"
    assert (await refusal(client, "chat.postMessage", channel=ana.id, text="Hi"))[
        "error"
    ] == "channel_not_found"
    await zoe.says("Hi")
    assert slack.deliveries("message")[0].payload["team_id"] == other.team.id


async def test_a_grid_has_its_enterprise_in_every_payload(slack: Slack) -> None:
    first, second = (slack.add_team(name, enterprise="Union") for name in ("North", "South"))
    whole = slack.install(first, org_wide=True)
    zoe = slack.person("Zoe", team=second)
    await zoe.says("Hi")
    payload = slack.deliveries("message")[0].payload
    assert payload["enterprise_id"] == first.enterprise_id == second.enterprise_id
    assert payload["authorizations"][0]["is_enterprise_install"]
    who = await client_of(slack, whole.token).auth_test()
    assert (who["is_enterprise_install"], who["enterprise_id"]) == (True, first.enterprise_id)


async def test_a_strangers_message_says_whence_it_comes(slack: Slack) -> None:
    elsewhere = slack.add_team("Elsewhere")
    ana, zoe = slack.person("Ana"), slack.person("Zoe", team=elsewhere)
    shared = slack.channel("shared", ana, zoe, shared_with=[elsewhere])
    await zoe.says("Hi", in_=shared)
    delivery = slack.deliveries("message")[0]
    assert delivery.payload["is_ext_shared_channel"]
    assert delivery.payload["team_id"] == slack.team.id
    assert delivery.event["user_team"] == delivery.event["source_team"] == elsewhere.id


async def test_removing_the_app_is_told_and_ends_its_token(slack: Slack) -> None:
    slack.uninstall(slack.installation)
    assert [delivery.event["type"] for delivery in slack.courier.deliveries] == [
        "tokens_revoked",
        "app_uninstalled",
    ]
    assert (await refusal(client_of(slack), "auth.test"))["error"] == "token_revoked"


async def test_an_app_can_remove_itself(slack: Slack) -> None:
    client = client_of(slack)
    with pytest.raises(SlackApiError, match="bad_client_secret"):
        await client.apps_uninstall(client_id=slack.app.client_id, client_secret="wrong")
    await client.apps_uninstall(client_id=slack.app.client_id, client_secret=slack.app.client_secret)
    assert slack.installation.revoked
