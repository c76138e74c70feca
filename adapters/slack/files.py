"""Files on their way to Slack, in three steps, https://docs.slack.dev/messaging/working-with-files."""

import aiohttp
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.calls import NoConnection, call, read
from adapters.slack.places import Place
from bot.messages import File


async def upload(client: AsyncWebClient, place: Place, file: File) -> None:
    """Let a file stand in a place. Raises CallError; nothing stands there before the last step."""
    asked = await read(
        client, "files.getUploadURLExternal", filename=file.name, length=str(len(file.content))
    )
    session = client.session
    assert session is not None
    try:
        async with session.post(
            asked["upload_url"], data=file.content, headers={"Content-Type": "application/octet-stream"}
        ) as response:
            if response.status != 200:
                raise NoConnection(f"upload: {response.status}")
    except aiohttp.ClientError as error:
        raise NoConnection from error
    await call(
        client,
        "files.completeUploadExternal",
        files=[{"id": asked["file_id"], "title": file.name}],
        channel_id=place.channel,
        thread_ts=place.thread,
    )
