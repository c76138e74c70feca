"""The skill of a member's own settings: what interests them is asked by a form, kept, shown and deleted."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.clock import Clock
from bot.conversation.forms.dialog import FormDialog
from bot.conversation.forms.filling import Answer, Filling
from bot.conversation.interests import Interests, KeptInterests, is_on
from bot.conversation.memory import Memory
from bot.conversation.talk import Consent, Outcome, Purpose, Talk
from bot.events.keeping import Events, Registrations
from bot.events.wording import EventWords
from bot.messages import (
    OWN_SETTINGS,
    TOPICS_OF_PAGES,
    Action,
    Button,
    Field,
    FieldKind,
    Form,
    FormShown,
    Reply,
    Said,
)
from bot.texts import Texts

CONSENT_TEXT = "consent-interests/1"  # which wording the member agreed to
DELETE = "delete"  # behind the command
SHOWN = 3  # coming events that are told at once

_TOPICS = Field(
    "interests", FieldKind.SOME_OF, tuple(each.lower() for each in TOPICS_OF_PAGES), optional=True
)
_LEAD = Field("events_lead", FieldKind.YES_NO)


@dataclass
class OwnSettings:
    """The owner of the form for a member's own settings."""

    kept: KeptInterests
    events: Events
    registrations: Registrations
    memory: Memory
    texts: Texts
    clock: Clock

    action = Action.SMALLTALK
    patience = 3
    is_done_by_sending = True

    async def commanded(self, said: Said, argument: str, talk: Talk, forms: FormDialog) -> Outcome:
        """The form; or what is kept is deleted."""
        if argument.casefold() == DELETE:
            return await self._deleted(said), talk
        reply, talk = forms.begin(talk, await self.filling(said.asker))
        return reply, talk

    async def submitted(self, said: Said, talk: Talk, forms: FormDialog) -> Outcome:
        """What comes of the form that was shown whole, whatever else the talk is about."""
        assert said.filled is not None
        open_ = forms.open(talk)
        own = talk.filling_in(await self.filling(said.asker))
        reply, after = await forms.submitted(said, said.filled, own)
        if open_ is not None and open_.form != OWN_SETTINGS:
            return forms.left((reply, after), open_)
        if after.form is None and talk.pending is not None:
            return reply, talk  # what was asked before waits for its answer
        return reply, after

    async def filling(self, member: str) -> Filling:
        """The form, with what is kept."""
        interests = await self.kept.of(member)
        return Filling(OWN_SETTINGS, self.clock.now(), known=_answers(interests) if interests else {})

    async def shown(self, member: str) -> FormShown:
        """The form whole, with what is kept."""
        filling = await self.filling(member)
        answers = {_LEAD.key: "yes", **filling.known}
        return FormShown(self.form(filling), answers, _TOPICS.key, self.values(filling))

    def form(self, filling: Filling) -> Form:
        """Without topics there is no more to ask."""
        is_without = _TOPICS.key in filling.answers and not filling.answers[_TOPICS.key]
        return Form(OWN_SETTINGS, (_TOPICS,) if is_without else (_TOPICS, _LEAD))

    def values(self, filling: Filling) -> dict[str, str]:
        """The sentence that a yes agrees to, and the one that stands below the form where it is shown whole."""
        is_without = len(self.form(filling).fields) == 1
        return {"consent": "no-interests" if is_without else "interests", "note": "interests"}

    def recognised(self, asked: Field, text: str) -> str | None:
        return None

    async def objection(self, said: Said, filling: Filling, talk: Talk) -> Outcome | None:
        return None

    async def finish(self, said: Said, filling: Filling, talk: Talk) -> Outcome:
        """Keep what was chosen, and tell what it brings; with nothing chosen nothing is kept."""
        interests = _interests(filling.answers)
        if interests is None:
            return await self._deleted(said), talk
        now = self.clock.now()
        consent = Consent(said.asker, Purpose.INTERESTS, CONSENT_TEXT, said.conversation, now)
        await self.memory.talks.agree(consent)
        await self.kept.keep(said.asker, interests, at=now)
        return await self._told(interests), talk

    async def _told(self, interests: Interests) -> Reply:
        now = self.clock.now()
        words = EventWords(self.texts, now)
        coming = [each for each in await self.events.all() if each.starts_at > now]
        counts = await self.registrations.counts()
        on_topics = [each for each in coming if is_on(each, interests.topics)]
        topics = topics_in_words(interests.topics, self.texts)
        parts = [*lines(interests, self.texts), self.texts.say("interests-kept")]
        listed = self.texts.say("interests-events" if on_topics else "interests-no-events", topics=topics)
        told = [f"– {words.line(each, count=counts.get(each.id))}" for each in on_topics[:SHOWN]]
        parts.append("\n".join([listed, *told]))
        return Reply(
            Action.SMALLTALK,
            "\n\n".join([self.texts.say("interests-set"), *parts]),
            buttons=(
                Button(self.texts.say("button-settings"), "/settings"),
                Button(self.texts.say("button-settings-delete"), f"/settings {DELETE}"),
            ),
            is_personal=True,
        )

    async def _deleted(self, said: Said) -> Reply:
        gone = await self.kept.forget(said.asker)
        text = self.texts.say("interests-deleted" if gone else "interests-none")
        return Reply(Action.SMALLTALK, text, is_personal=True)


def lines(interests: Interests, texts: Texts) -> tuple[str, ...]:
    """What a member has chosen, in words."""
    topics = topics_in_words(interests.topics, texts)
    return texts.say("interests-topics", topics=topics), texts.say(
        "interests-lead" if interests.lead else "interests-no-lead"
    )


def topics_in_words(topics: frozenset[str], texts: Texts) -> str:
    """Their names, in the order in which they are chosen from."""
    return ", ".join(texts.say(f"choice-{each.lower()}") for each in TOPICS_OF_PAGES if each in topics)


def _answers(interests: Interests) -> dict[str, Answer]:
    chosen = [each.lower() for each in TOPICS_OF_PAGES if each in interests.topics]
    return {_TOPICS.key: chosen, _LEAD.key: "yes" if interests.lead else "no"}


def _interests(answers: Mapping[str, Answer]) -> Interests | None:
    chosen = answers.get(_TOPICS.key) or []
    topics = frozenset(each for each in TOPICS_OF_PAGES if each.lower() in chosen)
    return Interests(topics, lead=answers.get(_LEAD.key) == "yes") if topics else None
