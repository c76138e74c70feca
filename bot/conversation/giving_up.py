"""Giving up a seat: at once where that is wished for, after a yes where the member only asks how or whether."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.clock import Clock
from bot.conversation.forms.wording import yes_or_no
from bot.conversation.talk import Outcome, Pending, Question, Talk
from bot.events.calendar_files import calendar_file, file_name
from bot.events.catalogue import Event, EventId
from bot.events.finding import Ambiguous, Finding, Found, NothingFound, Similarity, find
from bot.events.keeping import Events, Registrations
from bot.events.wording import EventWords
from bot.messages import Action, File, Reply, Said
from bot.texts import Texts

# A sentence that asks about its writer's own doing begins so. "Can you cancel …?" is a wish.
_ASKING = re.compile(
    r"(?:^|[.!?,;:\n]|\b(?:and|but|hi|hello|please)\b)\s*"
    r"(?:how|what|when|where|why|until when|is (?:it|there)|are there|am i|"
    r"(?:can|could|may|must|should|do|would|will) i)\b",
    re.IGNORECASE,
)


@dataclass
class GivingUp:
    """What a member gets who does not want to attend after all."""

    events: Events
    registrations: Registrations
    similarity: Similarity
    texts: Texts
    clock: Clock

    async def wanted(self, said: Said, text: str, talk: Talk, *, is_sure: bool) -> Outcome | None:
        """The seat given up, or the question for a yes; None where the member has none and may mean something else.

        `is_sure`: the message surely is about giving a seat up.
        """
        mine = await self._mine(said)
        is_question = bool(_ASKING.search(text))
        if not mine:
            none = Reply(Action.ANSWER, self.texts.say("event-mine-none"), is_personal=True)
            return (none, talk) if is_sure and not is_question else None
        finding = self._find(text, mine, talk)
        words = EventWords(self.texts, self.clock.now())
        if isinstance(finding, Ambiguous):
            reply = Reply(Action.CLARIFY, words.which(finding), is_personal=True)
            return reply, _listing(talk, finding.candidates)
        if is_question:
            return self._asked_back(finding.events, talk, words)
        return await self._given_up(said, finding.events, words), talk

    async def agreed(self, said: Said, pending: Pending) -> Reply:
        """The member said yes."""
        found = [await self.events.find(EventId(id_)) for id_ in pending.about["events"]]
        events = [event for event in found if event is not None]
        return await self._given_up(said, events, EventWords(self.texts, self.clock.now()))

    async def _mine(self, said: Said) -> list[Event]:
        held = await self.registrations.held_by(said.asker)
        return [
            event for each in held if (event := await self.events.find(each.registration.event)) is not None
        ]

    def _find(self, text: str, mine: Sequence[Event], talk: Talk) -> Found | Ambiguous:
        listed = [EventId(id_) for id_ in talk.listed]
        finding: Finding = find(text, mine, now=self.clock.now(), listed=listed, similarity=self.similarity)
        if isinstance(finding, NothingFound):
            return Found(tuple(mine)) if len(mine) == 1 and not finding.dates else Ambiguous(tuple(mine))
        return finding

    def _asked_back(self, events: Sequence[Event], talk: Talk, words: EventWords) -> Outcome:
        held = "\n".join(
            self.texts.say("event-give-up-held", title=event.title, time=words.when(event))
            for event in events
        )
        reply = Reply(
            Action.CLARIFY,
            f"{held}\n\n{self.texts.say('event-give-up')}",
            buttons=yes_or_no(self.texts),
            is_personal=True,
        )
        return reply, talk.asking(Question.GIVE_UP, {"events": [str(event.id) for event in events]})

    async def _given_up(self, said: Said, events: Sequence[Event], words: EventWords) -> Reply:
        told, files = [], []
        for event in events:
            outcome = await self.registrations.cancel(event.id, said.asker, now=self.clock.now())
            told.append(words.cancelled(outcome, event))
            registration = getattr(outcome, "registration", None)
            if registration is not None:
                content = calendar_file(event, registration, now=self.clock.now())
                files.append(File(file_name(event), content))
        return Reply(Action.CANCEL, "\n\n".join(told), files=tuple(files))


def _listing(talk: Talk, events: Sequence[Event]) -> Talk:
    return replace(talk, listed=tuple(str(event.id) for event in events))
