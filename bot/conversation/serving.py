"""The skill of services: what a service is, who may use it, and a request that goes to the experts."""

import asyncio
import hashlib
import json
from dataclasses import dataclass, replace
from pathlib import Path

from babel.dates import format_date

from bot.clock import Clock
from bot.conversation.assent import Assent, Assenting
from bot.conversation.forms.dialog import FormDialog
from bot.conversation.forms.filling import Filling
from bot.conversation.forms.wording import FormWords, yes_or_no
from bot.conversation.learned import Learned, said
from bot.conversation.memory import Memory
from bot.conversation.prefilling import TOPICS, Prefilling
from bot.conversation.scope import scope_of
from bot.conversation.service_forms import is_no_authority, service_form
from bot.conversation.services import FOR_AUTHORITIES, TELLINGS, Service, purposes
from bot.conversation.talk import Consent, Outcome, Question, Talk
from bot.messages import Action, Citation, Field, Form, Reply, Said
from bot.texts import Texts
from escalation.desk import Desk
from escalation.tickets import Opening, Spoken
from knowledge.answering import preferred
from knowledge.embeddings import Embedder, Vector
from knowledge.reading_room import Consultation, ReadingRoom

CONSENT_TEXT = "consent-service/1"  # which wording the member agreed to
LEAST_EVIDENCE = 0.3  # that content tells what it is asked about a service
MOST_CHARS = 480  # of what content tells; the whole reply stays below 900
TALK_TURNS = 12  # that go with a request to the experts


class ServiceKinds:
    """Tells which service a wish is for, by examples."""

    def __init__(self, learned: Learned) -> None:
        self.learned = learned

    def of(self, *vectors: Vector) -> Service:
        """The service that a message asks for, by one or more views of it."""
        views = [self.learned.shares(vector) for vector in vectors]
        sums = [sum(shares) for shares in zip(*views, strict=True)]
        return list(Service)[sums.index(max(sums))]

    @classmethod
    def load(cls, embedder: Embedder, *, folder: Path) -> "ServiceKinds":
        """Learn from the examples, or take up what was learned before."""
        texts, numbers = [], []
        for number, service in enumerate(Service):
            lines = said(f"services/{service.value}")
            texts += lines
            numbers += [number] * len(lines)
        return cls(Learned.load("services", texts, numbers, embedder=embedder, folder=folder))


@dataclass
class Serving:
    """Explains services and takes requests for them; the owner of their forms."""

    room: ReadingRoom
    kinds: ServiceKinds
    prefilling: Prefilling
    assenting: Assenting
    desk: Desk
    memory: Memory
    texts: Texts
    clock: Clock

    action = Action.SERVICE
    patience = 3
    is_done_by_sending = False

    async def wanted(
        self,
        said: Said,
        text: str,
        talk: Talk,
        *,
        consultation: Consultation,
        leans: bool,
        forms: FormDialog,
    ) -> Outcome:
        """What the content says of the service that is wished for, and the offer to take the request."""
        found = consultation.found
        service = self.kinds.of(
            *([found.question.vector, found.query.vector] if leans else [found.question.vector])
        )
        told, citations = await self._told(service, said, consultation)
        filling = await self._begun(service, text, leans=leans)
        confidence = round(found.probability, 4)
        missing = sum(each.key not in filling.answers for each in self.form(filling).fields)
        if not missing or self._asks_wrongly(filling):
            asked, talk = forms.begin(talk, filling)
        else:
            asked = Reply(
                self.action, self.texts.say("service-offer", count=missing), buttons=yes_or_no(self.texts)
            )
            talk = talk.asking(Question.FILL_IN, filling.as_values())
        action = Action.CLARIFY if self._asks_wrongly(filling) else self.action
        return (
            replace(
                asked,
                action=action,
                text="\n\n".join(part for part in (told, asked.text) if part),
                citations=citations,
                confidence=confidence,
            ),
            talk,
        )

    async def _begun(self, service: Service, text: str, *, leans: bool) -> Filling:
        """The form, as far as the message fills it in."""
        filling = Filling(service.value, self.clock.now(), about={"wish": text})
        given = await asyncio.to_thread(
            self.prefilling.answers, self.form(filling), text, service=service, leans=leans
        )
        return replace(filling, answers=given)

    def _asks_wrongly(self, filling: Filling) -> bool:
        """Whether somebody who is no authority wishes for what is for authorities."""
        return Service(filling.form) in FOR_AUTHORITIES and is_no_authority(filling.answers)

    def form(self, filling: Filling) -> Form:
        return service_form(Service(filling.form), filling.answers)

    def values(self, filling: Filling) -> dict[str, str]:
        """What its texts are filled in with."""
        service = Service(filling.form)
        named = service.value.replace("_", "-")
        consent = {"digest": "digest", "newsletter": "newsletter"}.get(purposes(service)[0].value, "service")
        return {"service": self.texts.say(f"service-{named}"), "consent": consent}

    def recognised(self, asked: Field, text: str) -> str | None:
        """The kind of organisation or the topic that a text means without naming it."""
        if asked.choices == TOPICS:
            return self.prefilling.topic(text)
        return self.prefilling.organisation(text) if asked.key == "organisation" else None

    async def objection(self, said: Said, filling: Filling, talk: Talk) -> Outcome | None:
        """Refuse where no authority asks for what only authorities may have."""
        named = filling.answers.get("authority")
        if not isinstance(named, str) or not is_no_authority(filling.answers):
            return None
        vector = await asyncio.to_thread(self.room.embedder.question, named)
        if self.assenting.of(named, vector, leading=True) is not Assent.NO:
            return None
        return Reply(Action.DECLINE, self.texts.say("service-refused", **self.values(filling))), talk

    async def finish(self, said: Said, filling: Filling, talk: Talk) -> Outcome:
        """Note the consents, open the ticket, and tell its number."""
        service = Service(filling.form)
        now, member = self.clock.now(), said.asker
        for purpose in purposes(service):
            await self.memory.talks.agree(Consent(member, purpose, CONSENT_TEXT, said.conversation, now))
        turns = await self.memory.turns.last(said.conversation, limit=TALK_TURNS)
        opened = await self.desk.open_ticket(
            Opening(
                conversation=said.conversation,
                question=self._question(filling),
                opened_at=now,
                member=said.member,
                talk=tuple(Spoken(turn.role.value, turn.text) for turn in turns),
                topic=await asyncio.to_thread(self._topic, filling),
                key=_key(member, filling),
            )
        )
        text = self.texts.say("service-taken", number=str(opened.ticket.id), **self.values(filling))
        if opened.closed_until is not None:
            day = format_date(
                opened.closed_until, "d MMMM yyyy", locale=self.texts.language_of("office-closed")
            )
            text += " " + self.texts.say("office-closed", day=day)
        return Reply(Action.SERVICE, text, ticket=opened.ticket.id), talk

    def _question(self, filling: Filling) -> str:
        """The request as the experts read it: what for, each answer, and the member's own words."""
        words = FormWords(self.texts, self.form(filling), filling, self.values(filling))
        title = self.texts.say(f"form-{filling.form.replace('_', '-')}")
        own = self.texts.say("label-own-words")
        return "\n".join([title, *words.lines(), f"{own}: {filling.about['wish']}"])

    def _topic(self, filling: Filling) -> str | None:
        """The topic under which the experts file the request."""
        named = filling.answers.get("topics")
        if isinstance(named, list) and len(named) == 1:
            return named[0].capitalize()
        for key in ("challenge", "subject", "experience"):
            if isinstance(said := filling.answers.get(key), str):
                topic = self.prefilling.topic(said)
                return topic.capitalize() if topic else None
        return None

    async def _told(
        self, service: Service, said: Said, consultation: Consultation
    ) -> tuple[str, tuple[Citation, ...]]:
        """The best sentence of the content on each question about a service, with their sources."""
        telling = TELLINGS[service]
        consulted = [consultation] if telling.own_words else []
        consulted += [
            await self.room.consult(question, scope=scope_of(said), threshold=0.0)
            for question in telling.questions
        ]
        sentences: list[str] = []
        citations: dict[str, Citation] = {}
        for each in consulted:
            chosen = preferred(each.found, each.shelved)
            if each.found.probability < LEAST_EVIDENCE or not chosen:
                continue
            shelved, sentence = chosen[0]
            if any(sentence in told for told in sentences):
                continue
            if sentences and sum(map(len, sentences)) + len(sentence) > MOST_CHARS:
                continue
            document = shelved.document
            n = citations[document.source].n if document.source in citations else len(citations) + 1
            as_of = str(document.as_of) if document.as_of else None
            citations.setdefault(
                document.source,
                Citation(
                    n, document.title, document.url, as_of=as_of, period=document.period, quote=sentence
                ),
            )
            sentences.append(f"{sentence} [{n}]")
        return " ".join(sentences), tuple(citations.values())


def _key(member: str, filling: Filling) -> str:
    """The same for the same request of the same member."""
    said = json.dumps([member, filling.form, filling.answers], sort_keys=True).casefold()
    return f"service:{filling.form}:{hashlib.sha256(said.encode()).hexdigest()[:24]}"
