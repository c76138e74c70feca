"""The front door: one message in, one reply out."""

import asyncio
import unicodedata
from dataclasses import replace
from functools import partial
from typing import Any

from bot.clock import Clock
from bot.conversation import commands, wording
from bot.conversation.asking_experts import AskingExperts
from bot.conversation.assent import Assent, Assenting
from bot.conversation.attending import Attending, Outcome
from bot.conversation.decision import Course, about_events, answerable, cautious, decide, is_settled
from bot.conversation.memory import Memory, is_recent
from bot.conversation.rendering import Rendering, render
from bot.conversation.talk import Question, Talk
from bot.conversation.understanding import Understanding, Understood
from bot.events.words import choice
from bot.messages import Action, Reply, Said
from bot.storage.answers import KeptAnswer
from bot.storage.turns import Role, Turn
from bot.texts import Texts
from knowledge.answering import Answer, NotKnown
from knowledge.index.search import Scope
from knowledge.reading_room import Consultation, ReadingRoom
from knowledge.retrieval import Found, leans_on_history

MAX_MESSAGE = 8000  # characters; a question is a few hundred, and longer texts are pasted by mistake
REMEMBERED = 16  # turns, the helpdesk's among them
TALK_S = 3600.0  # after an hour of silence a talk is over

SAID = {
    Course.HELLO: "hello",
    Course.WELCOME: "welcome",
    Course.ABOUT_BOT: "about-bot",
    Course.CLARIFY: "clarify",
    Course.DECLINE_SCOPE: "decline-scope",
    Course.DECLINE_MANIPULATION: "decline-manipulation",
    Course.DECLINE_ABUSE: "decline-abuse",
}
ACTIONS = {
    Course.ANSWER: Action.ANSWER,
    Course.NOT_KNOWN: Action.ESCALATE,
    Course.ADVICE: Action.ESCALATE,
    Course.CLARIFY: Action.CLARIFY,
    Course.HELLO: Action.SMALLTALK,
    Course.WELCOME: Action.SMALLTALK,
    Course.ABOUT_BOT: Action.SMALLTALK,
    Course.DECLINE_SCOPE: Action.DECLINE,
    Course.DECLINE_MANIPULATION: Action.DECLINE,
    Course.DECLINE_ABUSE: Action.DECLINE,
}


OFFERS = frozenset({Course.NOT_KNOWN, Course.ADVICE})
"""these end in "Shall I ask an expert?"; an answer has the button for it"""


class Conversation:
    """Replies to messages. What was said before comes from the database, so a restart loses nothing."""

    def __init__(
        self,
        room: ReadingRoom,
        understanding: Understanding,
        assenting: Assenting,
        memory: Memory,
        experts: AskingExperts,
        attending: Attending,
        texts: Texts,
        clock: Clock,
    ) -> None:
        self.room = room
        self.understanding = understanding
        self.assenting = assenting
        self.turns = memory.turns
        self.answers = memory.answers
        self.talks = memory.talks
        self.texts = texts
        self.clock = clock
        self.experts = experts
        self.attending = attending

    async def reply(self, said: Said) -> Reply:
        """The reply to one message; both are remembered. An empty text: a person has the talk, the bot is silent."""
        text = _readable(said.text)
        if not any(char.isprintable() for char in text if char != " "):
            return Reply(Action.CLARIFY, self.texts.say("empty"))
        if len(text) > MAX_MESSAGE:
            return Reply(Action.CLARIFY, self.texts.say("too-long", limit=MAX_MESSAGE))
        ownership = await self.experts.desk.owner_of(said.conversation)
        if ownership.is_persons and await self.experts.hand_on(said, ownership):
            await self.turns.add(said.conversation, Turn(Role.MEMBER, text, self.clock.now()))
            return Reply(Action.ESCALATE, "", ticket=ownership.ticket)
        talk = await self.talks.get(said.conversation)
        if text.startswith("/"):
            return await self._command(said, text, talk)
        settled = await self._settled(said, text, talk)
        if settled is not None:
            return await self._close(said, text, settled, talk.settled())
        return await self._answer(said, text, talk.settled())

    async def _settled(self, said: Said, text: str, talk: Talk) -> Reply | None:
        """The reply to a yes or no; None where nothing was asked, or the message is about something else."""
        if talk.pending is None:
            return None
        vector = await asyncio.to_thread(self.room.embedder.question, text)
        match self.assenting.of(text, vector):
            case Assent.YES if talk.pending.question is Question.REGISTER:
                return await self.attending.agreed(said, talk.pending)
            case Assent.YES:
                return await self.experts.open(said, talk)
            case Assent.NO if talk.pending.question is Question.REGISTER:
                return Reply(Action.SMALLTALK, self.texts.say("event-offer-declined"))
            case Assent.NO:
                return Reply(Action.SMALLTALK, self.texts.say("offer-declined"))
            case Assent.NEITHER:
                return None

    async def _command(self, said: Said, text: str, talk: Talk) -> Reply:
        """What a slash and a word ask for, whatever the talk is about."""
        match commands.named(text):
            case commands.Command.EXPERT:
                reply, talk = await self.experts.person_wanted(said, talk)
                return await self._close(said, text, reply, talk)
            case commands.Command.STATUS:
                return await self._close(said, text, await self.experts.status(said), talk)
            case commands.Command.HELP:
                return Reply(Action.SMALLTALK, self.texts.say("about-bot"))
            case commands.Unknown(nearest):
                return Reply(Action.CLARIFY, self.texts.say("command-unknown", nearest=nearest))

    async def _answer(self, said: Said, text: str, talk: Talk) -> Reply:
        history = await self._history(said)
        rendering = await asyncio.to_thread(render, text, history)
        texts = Texts(rendering.language)
        consultation, meant = await self._consult(said, text, history, rendering)
        leans = bool(history) and leans_on_history(rendering.text)
        understood = self._understand(meant, leans=leans)
        outcome = await self._about_events(said, rendering, talk, understood, consultation)
        if outcome is not None:
            return await self._close(said, text, *outcome)
        course = decide(understood, consultation.found.probability, leans=leans)
        course = cautious(course, understood, is_covered=rendering.is_covered)
        if course is Course.TICKET_STATUS:
            return await self._close(said, text, await self.experts.status(said), talk)
        if course is Course.PERSON:
            reply, talk = await self.experts.person_wanted(said, talk)
            return await self._close(said, text, reply, talk)
        confidence = answerable(understood, consultation.found.probability)
        if course is not Course.ANSWER:
            confidence = min(confidence, consultation.found.probability)
        reply = self._word(course, consultation, confidence, texts)
        record = _record(reply, course, understood, consultation, history)
        reply = await self._keep(said, text, reply, record)
        if course in OFFERS:
            talk = self.experts.offered(
                talk, question=text, answer_id=reply.answer_id, language=texts.language
            )
        return await self._close(said, text, reply, talk)

    async def _consult(
        self, said: Said, text: str, history: list[str], rendering: Rendering
    ) -> tuple[Consultation, Found]:
        """What the pages say to a message, and the search that tells what it wants.

        One that is not English is looked up in its own words and in English, for pages may be in either.
        """
        consult = partial(self.room.consult, scope=Scope(members=said.is_member), threshold=0.0)
        in_english = await consult(rendering.text, history=rendering.history)
        if rendering.text == text:
            return in_english, in_english.found
        in_own_words = await consult(text, history=history)
        surer = max(in_english, in_own_words, key=lambda each: each.found.probability)
        return surer, (in_english if rendering.is_covered else in_own_words).found

    async def _close(self, said: Said, text: str, reply: Reply, talk: Talk) -> Reply:
        """Remember what was said and where the talk stands."""
        now = self.clock.now()
        await self.turns.add(
            said.conversation,
            Turn(Role.MEMBER, text, now),
            Turn(Role.HELPDESK, reply.text, now, answer_id=reply.answer_id),
        )
        await self.talks.put(said.conversation, talk, at=now)
        return reply

    async def _about_events(
        self, said: Said, rendering: Rendering, talk: Talk, understood: Understood, consultation: Consultation
    ) -> Outcome | None:
        """What a message wants of the events; None where it wants nothing of them, or none is meant."""
        text, history = rendering.text, rendering.history
        if talk.listed and choice(text) and leans_on_history(text):
            return await self.attending.wanted(said, text, talk, before=history)
        is_named = await self.attending.names_by_day(text)
        intent = about_events(
            understood,
            consultation.found.probability,
            is_named=is_named,
            is_covered=rendering.is_covered,
        )
        return await self.attending.reply(intent, said, text, talk, before=history) if intent else None

    def _understand(self, found: Found, *, leans: bool) -> Understood:
        """What the message wants; one that leans on the talk is understood by the talk as well."""
        by_itself = self.understanding.of(found.question.vector)
        if not leans or is_settled(by_itself):
            return by_itself
        return by_itself.mixed_with(self.understanding.of(found.query.vector))

    async def _history(self, said: Said) -> list[str]:
        """The member's own earlier turns in this talk, oldest first."""
        if said.history:
            return [_readable(text) for role, text in said.history if role == Role.MEMBER]
        now = self.clock.now()
        turns = await self.turns.last(said.conversation, limit=REMEMBERED)
        return [
            turn.text
            for turn in turns
            if turn.role is Role.MEMBER and is_recent(turn, now=now, within_s=TALK_S)
        ]

    def _word(self, course: Course, consultation: Consultation, confidence: float, texts: Texts) -> Reply:
        outcome = consultation.outcome
        if course is Course.ANSWER and isinstance(outcome, Answer):
            citations = tuple(wording.citation(source) for source in outcome.citations)
            return Reply(
                Action.ANSWER,
                wording.answer_text(outcome, texts),
                citations=citations,
                confidence=round(confidence, 4),
                buttons=(texts.say("button-expert"),),
            )
        if course in SAID:
            return Reply(ACTIONS[course], texts.say(SAID[course]), confidence=round(confidence, 4))
        nearest = outcome.citations[0] if isinstance(outcome, Answer) else outcome.nearest
        if course is Course.ADVICE:
            said = wording.advice_text(nearest, texts)
        else:
            unknown = NotKnown(nearest, outcome.probability)
            said = wording.not_known_text(unknown, texts, documents=consultation.documents)
        cited = (wording.citation(nearest),) if nearest is not None else ()
        buttons = (texts.say("button-expert"),)
        return Reply(Action.ESCALATE, said, citations=cited, confidence=round(confidence, 4), buttons=buttons)

    async def _keep(self, said: Said, text: str, reply: Reply, record: dict[str, Any]) -> Reply:
        """Store the reply with its grounds; the reply with its id."""
        kept = KeptAnswer(
            id=await self.answers.new_id(),
            created_at=self.clock.now(),
            conversation=said.conversation,
            question=text,
            record=record,
            member=said.member,
        )
        await self.answers.keep(kept)
        return replace(reply, answer_id=kept.id)


def _readable(text: str) -> str:
    """A message on one line, without control characters and halves of characters: no model or database takes them."""
    kept = (" " if unicodedata.category(char) in {"Cc", "Cs"} else char for char in text)
    return " ".join("".join(kept).split())


def _record(
    reply: Reply, course: Course, understood: Understood, consultation: Consultation, history: list[str]
) -> dict[str, Any]:
    """All that is needed to see later why this was said."""
    found = consultation.found
    first = sorted(understood.probabilities.items(), key=lambda pair: -pair[1])[:3]
    return {
        "action": reply.action,
        "course": course,
        "text": reply.text,
        "index": consultation.stamp,
        "searched_by": consultation.searched_by,
        "query": found.query.text,
        "history": history,
        "used_history": found.used_history,
        "probability": round(found.probability, 4),
        "confidence": reply.confidence,
        "signals": found.signals.values(),
        "intents": {intent.value: round(share, 4) for intent, share in first},
        "citations": [
            {
                "n": source.n,
                "title": source.title,
                "url": source.url,
                "as_of": source.as_of,
                "quote": source.quote,
            }
            for source in reply.citations
        ],
        "passages": [
            {
                "passage": evidence.id,
                "title": consultation.shelved[evidence.id].document.title,
                "score": round(evidence.score, 4),
                "dense": round(evidence.dense, 4),
                "sentence": round(evidence.sentence, 4),
                "lead": round(evidence.lead, 4),
                "lexical": round(evidence.lexical, 4),
                "overlap": round(evidence.overlap, 4),
                "text": consultation.shelved[evidence.id].passage.text,
            }
            for evidence in found.evidence
            if evidence.id in consultation.shelved
        ],
    }
