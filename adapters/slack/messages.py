"""Messages: which are meant for the app, and what becomes of those that are changed or deleted."""

from dataclasses import dataclass, replace
from enum import Enum
from typing import Any

from adapters.plain_text import plain
from adapters.slack.alone import ALONE
from adapters.slack.events import Heard, heard
from adapters.slack.experts import Experts
from adapters.slack.here import Here
from adapters.slack.places import PLATFORM, Place, member_id
from bot.messages import Inbound

Json = dict[str, Any]

TITLE = 60


class Meant(Enum):
    """For whom somebody said something."""

    FOR_US = "for_us"
    FOR_EVERYBODY = "for_everybody"


@dataclass
class Messages:
    """Takes what people write."""

    here: Here
    experts: Experts | None = None

    async def told(self, event: Json, body: Json) -> None:
        """Keep what an event tells."""
        match event.get("subtype"):
            case "message_changed":
                await self._changed(event)
            case "message_deleted":
                await self._deleted(event)
            case _:
                said = heard(event, self.here.us)
                if said is not None and self.experts is not None and await self.experts.took(said):
                    return
                if said is not None and (how := await self._meant(said)) is not None:
                    await self._take(said, await self._inbound(said, how))

    async def _meant(self, said: Heard) -> Meant | None:
        """How a message is meant for us; None for one that is none of our business."""
        if said.is_addressed:
            return Meant.FOR_US
        if said.is_for_others:
            return None
        if said.thread is not None:
            return Meant.FOR_US if await self.here.intake.knows(said.place.conversation) else None
        is_open = (await self.here.intake.choices(said.place.conversation)).answers_unasked
        return Meant.FOR_EVERYBODY if is_open and said.text else None

    async def _inbound(self, said: Heard, how: Meant) -> Inbound:
        origin: Json = {"unasked": True} if how is Meant.FOR_EVERYBODY else {"greets": True}
        origin |= await self.here.alone(said.place, said.user, in_thread=said.thread is not None)
        return Inbound(
            conversation=said.place.conversation,
            text=said.text,
            dedup_key=said.key,
            platform=PLATFORM,
            tenant=self.here.us.team,
            member=member_id(said.team, said.user),
            is_member=await self.here.people.is_member(said.user, team=said.team),
            is_public=not said.is_direct,
            merges=said.is_direct or said.thread is not None,
            origin=origin | {"channel": said.place.channel, "ts": said.ts, "thread": said.place.thread},
        )

    async def _take(self, said: Heard, inbound: Inbound) -> None:
        number = await self.here.intake.accept(inbound)
        self.here.soon(self._answer(number, inbound, said))

    async def _answer(self, number: int, inbound: Inbound, said: Heard) -> None:
        is_quiet = inbound.origin.get("unasked") or ALONE in inbound.origin
        if is_quiet:  # others see nothing of the reply, or there is none
            await self.here.intake.answer(number, merges=inbound.merges)
            return
        if said.place.thread is not None:
            await self._status(said.place, self.here.texts.say("slack-thinking"))
            if said.is_direct and said.text:
                await self.here.attempt(
                    "assistant.threads.setTitle", said.place, title=plain(said.text, TITLE)
                )
        replied = await self.here.intake.answer(number, merges=inbound.merges)
        if said.place.thread is not None and not replied:
            await self._status(said.place, "")

    async def _changed(self, event: Json) -> None:
        """Other words: in time they are what is replied to, later they get a reply of their own."""
        if self.experts is not None and await self.experts.changed(event):
            return
        message, before = event.get("message") or {}, event.get("previous_message") or {}
        if message.get("text") == before.get("text") or message.get("subtype") == "tombstone":
            return
        said = heard(
            {**message, "channel": event["channel"], "channel_type": event.get("channel_type")}, self.here.us
        )
        how = await self._meant(said) if said is not None else None
        if said is None or how is None:
            return
        inbound = await self._inbound(said, how)
        match await self.here.intake.amend(inbound):
            case None if said.is_addressed or how is Meant.FOR_EVERYBODY:
                await self._take(said, inbound)
            case False:
                edited = (message.get("edited") or {}).get("ts", event["ts"])
                await self._take(
                    said, replace(inbound, dedup_key=f"{inbound.dedup_key}:{edited}", merges=False)
                )

    async def _deleted(self, event: Json) -> None:
        if self.experts is not None and await self.experts.deleted(event):
            return
        gone = event.get("previous_message") or {}
        said = heard({"ts": event.get("deleted_ts"), **gone, "channel": event["channel"]}, self.here.us)
        how = await self._meant(said) if said is not None else None
        if said is not None and how is not None:
            await self.here.intake.withdraw(await self._inbound(said, how))

    async def _status(self, place: Place, status: str) -> None:
        await self.here.attempt("assistant.threads.setStatus", place, status=status)
