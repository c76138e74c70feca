"""The skill of accounting for an answer: why it was given, and a briefing note of it."""

from dataclasses import dataclass
from typing import Any

from bot.clock import Clock
from bot.conversation.briefing import briefing
from bot.conversation.briefing_files import note_files
from bot.conversation.decision import Course
from bot.conversation.memory import Memory
from bot.conversation.own_answers import OwnAnswers
from bot.conversation.wording import spoken
from bot.messages import Action, Citation, Reply, Said
from bot.storage.answers import KeptAnswer
from bot.texts import Texts
from escalation.desk import Desk
from knowledge.confidence import THRESHOLD
from knowledge.documents import AsOf, Period, Visibility

PAGES_NAMED = 3
_FROM_PAGES = frozenset({Course.ANSWER, Course.NOT_KNOWN, Course.ADVICE})


@dataclass(frozen=True)
class Explaining:
    """Tells members how their own answers came about."""

    memory: Memory
    desk: Desk
    texts: Texts
    clock: Clock

    async def why(self, said: Said, id_: str = "") -> Reply:
        """Which pages were found, what was taken from them, how sure and how old it is, and what was not found."""
        kept = await self._kept(said, id_)
        if isinstance(kept, Reply):
            return kept
        if kept.record.get("course") not in _FROM_PAGES:
            return Reply(Action.ANSWER, self.texts.say("why-no-pages", question=kept.question))
        is_from_elsewhere = kept.conversation != said.conversation
        text, cited = "\n\n".join(self._reasons(kept)), _citations(kept.record)
        return Reply(Action.ANSWER, text, citations=cited, is_personal=is_from_elsewhere)

    async def note(self, said: Said, id_: str = "") -> Reply:
        """A briefing note of an answer, as files."""
        kept = await self._kept(said, id_)
        if isinstance(kept, Reply):
            return kept
        if kept.record.get("course") not in _FROM_PAGES:
            return Reply(Action.ANSWER, self.texts.say("note-no-pages", question=kept.question))
        whose = {"member": kept.member} if kept.member else {"conversation": kept.conversation}
        tickets = (await self.desk.status_for(**whose)).tickets
        about = [ticket for ticket in tickets if ticket.key == kept.id]
        note = briefing(kept, about, self.texts, now=self.clock.now())
        text = self.texts.say("note-sent", question=kept.question)
        return Reply(Action.ANSWER, text, files=note_files(note, self.texts))

    async def _kept(self, said: Said, id_: str) -> KeptAnswer | Reply:
        """The answer that is meant, or what is said where it can't be told."""
        kept = await OwnAnswers(self.memory).named(said, id_)
        if kept is None:
            text = self.texts.say("why-unknown", id=id_) if id_ else self.texts.say("why-none")
            return Reply(Action.CLARIFY, text)
        if said.topics and kept.conversation != said.conversation:
            return Reply(Action.DECLINE, self.texts.say("why-private"))
        is_open = all(
            each.get("visibility") != Visibility.MEMBERS for each in kept.record.get("passages", ())
        )
        if not (said.is_member and not said.is_public) and not is_open:
            return Reply(Action.DECLINE, self.texts.say("why-private"))
        return kept

    def _reasons(self, kept: KeptAnswer) -> list[str]:
        record, say = kept.record, self.texts.say
        reasons = [say("why-question", question=kept.question), self._searched(record)]
        if record["course"] == Course.ANSWER:
            reasons.append(self._taken(record))
        name = "why-sure" if record["course"] == Course.ANSWER else "why-unsure"
        percent = min(99, round(100 * record["confidence"]))
        least = round(100 * record.get("threshold", THRESHOLD))
        reasons.append(
            say("why-advice")
            if record["course"] == Course.ADVICE
            else say(name, percent=percent, least=least)
        )
        reasons += self._ages(record)
        if record.get("not_found"):
            reasons.append(say("why-not-found", words=", ".join(f"“{word}”" for word in record["not_found"])))
        return reasons

    def _searched(self, record: dict[str, Any]) -> str:
        titles = dict.fromkeys(
            f"“{passage['title']}”{self._dated(passage.get('as_of'))}"
            for passage in record.get("passages", ())
        )
        nearest = list(titles)[:PAGES_NAMED]
        if not nearest:
            return self.texts.say("why-searched-none", documents=record["documents"])
        name = "why-searched-in-talk" if record["used_history"] else "why-searched"
        return self.texts.say(name, documents=record["documents"], pages="; ".join(nearest))

    def _taken(self, record: dict[str, Any]) -> str:
        writing = record.get("writing") or {}
        approved = [source for source in record["citations"] if source.get("expert")]
        if approved:
            return self.texts.say("why-approved", alias=approved[0]["expert"], n=approved[0]["n"])
        if writing.get("shown"):
            intro = self.texts.say("why-written", model=writing["model"])
            taken = [(source["quote"], [source["n"]]) for source in record["citations"]]
        else:
            intro = self.texts.say("why-taken")
            taken = [(each["text"], each["cites"]) for each in record.get("statements", ())]
        lines = [f"“{text}” " + "".join(f"[{n}]" for n in cites) for text, cites in taken]
        return "\n".join([intro, *lines])

    def _ages(self, record: dict[str, Any]) -> list[str]:
        """How old the cited pages are, and whether they are of the programme before."""
        cited, told = record["citations"], []
        dates = [AsOf(source["as_of"]) for source in cited if source["as_of"]]
        if dates:
            oldest = min(dates, key=lambda each: each.text)
            told.append(
                self.texts.say("why-age", count=len(set(dates)), date=spoken(oldest, self.texts.language))
            )
        if len(dates) < len(cited):
            told.append(self.texts.say("why-undated"))
        if any(source.get("period") == Period.P2014 for source in cited):
            told.append(self.texts.say("why-old-programme"))
        return [" ".join(told)] if told else []

    def _dated(self, as_of: str | None) -> str:
        return self.texts.say("dated", date=spoken(AsOf(as_of), self.texts.language)) if as_of else ""


def _citations(record: dict[str, Any]) -> tuple[Citation, ...]:
    return tuple(
        Citation(
            n=source["n"],
            title=source["title"],
            url=source["url"],
            as_of=source["as_of"],
            period=Period(source.get("period", Period.ANY)),
            quote=source["quote"],
            expert=source.get("expert"),
        )
        for source in record["citations"]
    )
