"""An answer in words: its sentences with their numbers, and what a reader has to know to take them rightly."""

import re
from collections.abc import Mapping
from datetime import date

from babel.dates import format_date

from bot.conversation.language import detect
from bot.conversation.wording import spoken
from bot.texts import FALLBACK, Texts
from knowledge.answering import Answer, Citation, Statement
from knowledge.bygone import bygone
from knowledge.documents import Period
from knowledge.questions import is_of_the_past

_NAMES_PERIOD = re.compile(r"\b2014\s?[-–]\s?(?:20)?20\b")
_CALL = re.compile(r"\bcalls?\b", re.IGNORECASE)


class AnswerWords:
    """Words for the answers to one question, on one day."""

    def __init__(self, question: str, texts: Texts, *, today: date) -> None:
        self.texts = texts
        self.today = today
        self._of_the_past = is_of_the_past(question)

    def text(self, answer: Answer) -> str:
        """The answer's sentences, each with its number.

        To a member who writes in another language English sentences are quoted, and it says why.
        """
        sources = {source.n: source for source in answer.citations}
        if answer.approved is not None:
            said = self._approved(answer, answer.approved)
        elif answer.differs:
            said = self._side_by_side(answer, sources)
        else:
            said = " ".join(self._statement(statement, sources) for statement in answer.statements)
        if self._is_foreign(answer.statements[0]):
            return f"{self.texts.say('answer-in-english')}\n\n{said}"
        return said

    def _approved(self, answer: Answer, source: Citation) -> str:
        """An expert's answer as it stands, under the expert's name."""
        on = spoken(source.as_of, self.texts.language_of("answer-approved")) if source.as_of else ""
        label = self.texts.say("answer-approved", alias=str(source.expert), date=on)
        return f"{label}\n\n{' '.join(each.text for each in answer.statements)} [{source.n}]"

    def _side_by_side(self, answer: Answer, sources: Mapping[int, Citation]) -> str:
        """Each of the answers with its date, for the member to judge."""
        lines = [self.texts.say("answer-differs")]
        for statement in answer.statements:
            as_of = sources[statement.n].as_of
            when = (
                self.texts.say("differs-as-of", date=spoken(as_of, self.texts.language_of("differs-as-of")))
                if as_of
                else self.texts.say("differs-undated")
            )
            lines.append(f"{when} {self._statement(statement, sources)}")
        return "\n\n".join(lines)

    def _statement(self, statement: Statement, sources: Mapping[int, Citation]) -> str:
        """A sentence with its numbers; what is of the old programme, or over by now, says so."""
        cited = (statement.n, *statement.also)
        text = f"“{statement.text}”" if self._is_foreign(statement) else statement.text
        parts = [text, *(f"[{n}]" for n in cited)]
        is_old = any(sources[n].period is Period.P2014 for n in cited)
        if is_old and not self._of_the_past and not _NAMES_PERIOD.search(statement.text):
            parts.append(self.texts.say("period-label"))
        parts += self._over(statement.text)
        return " ".join(parts)

    def _over(self, sentence: str) -> list[str]:
        """That the days of a sentence have passed, which speaks of them as to come."""
        passed = bygone(sentence, today=self.today)
        if passed is None:
            return []
        name = "over-day"
        if passed.is_closing:
            name = "over-call" if _CALL.search(sentence) else "over-closed"
        on = format_date(passed.day, "d MMMM yyyy", locale=self.texts.language_of(name))
        return [self.texts.say(name, date=on)]

    def _is_foreign(self, statement: Statement) -> bool:
        """Whether a sentence is English and the member is not."""
        return self.texts.language != FALLBACK and detect(statement.text, known=FALLBACK) == FALLBACK
