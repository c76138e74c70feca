"""Filling in a form by talk: one question after the other, back, skip and cancel, and a yes before anything is kept."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Protocol

from bot.clock import Clock
from bot.conversation.assent import Assent, Assenting
from bot.conversation.forms.checks import Fits, Misfit, choices_named, email_fits, text_fits
from bot.conversation.forms.filling import Filling, field_before, field_of, next_field
from bot.conversation.forms.moves import Move, move_named
from bot.conversation.forms.wording import FormWords
from bot.conversation.reading import readable_lines
from bot.conversation.talk import Outcome, Talk
from bot.messages import Action, Field, FieldKind, Form, Reply, Said
from bot.texts import Texts
from knowledge.embeddings import Embedder

_OF_WORDS = frozenset({FieldKind.SHORT_TEXT, FieldKind.LONG_TEXT})


class FormOwner(Protocol):
    """Who asks by a form, and what becomes of the answers."""

    action: Action
    patience: int
    """how many answers in a row may not fit before the form is put aside"""
    is_done_by_sending: bool
    """whether a form that was shown whole says itself what a yes agrees to, so that sending it is the yes"""

    def form(self, filling: Filling) -> Form:
        """The form; which fields it has may depend on the answers."""
        ...

    def values(self, filling: Filling) -> dict[str, str]:
        """What its texts are filled in with; `consent` names the sentence that a yes agrees to."""
        ...

    def recognised(self, asked: Field, text: str) -> str | None:
        """The choice that a text means without naming it."""
        ...

    async def objection(self, said: Said, filling: Filling, talk: Talk) -> Outcome | None:
        """Why the form ends with the answer just given; None where it goes on."""
        ...

    async def finish(self, said: Said, filling: Filling, talk: Talk) -> Outcome:
        """The member said yes: keep what was agreed to, do it, and tell."""
        ...


@dataclass
class FormDialog:
    """Takes a member through whichever form is open."""

    owners: Mapping[str, FormOwner]
    """by the form's name"""
    assenting: Assenting
    embedder: Embedder
    texts: Texts
    clock: Clock

    def begin(self, talk: Talk, filling: Filling, *, before: str = "") -> Outcome:
        """Ask what is not known yet, and say how to get out; `before` is said first."""
        reply, talk = self._on(talk, filling, before=before)
        return replace(reply, text=f"{reply.text}\n\n{self.texts.say('form-hint')}"), talk

    async def certain(self, said: Said, text: str, talk: Talk) -> Outcome | None:
        """What follows from a message that surely belongs to the open form; None where it may be something else."""
        filling = self.open(talk)
        assert filling is not None
        if (move := move_named(text)) is not None:
            return self.moved(move, talk)
        asked = field_of(self._form(filling), filling.asked)
        if asked is None:
            return await self._agreed(said, text, talk, filling)
        is_verbatim = self._form(filling).is_verbatim
        if asked.kind in _OF_WORDS:
            return await self.uncertain(said, text, talk) if is_verbatim else None
        fits = await self._read(asked, text, filling)
        return await self._accept(said, asked, fits, talk, filling) if isinstance(fits, Fits) else None

    async def uncertain(self, said: Said, text: str, talk: Talk) -> Outcome:
        """What follows from any other message that is taken for an answer."""
        filling = self.open(talk)
        assert filling is not None
        asked = field_of(self._form(filling), filling.asked)
        if asked is None:
            return self._misfit(Misfit("misfit-summary"), talk, filling)
        written = readable_lines(said.text) if self._form(filling).is_verbatim else text
        fits = await self._read(asked, written, filling)
        if isinstance(fits, Misfit):
            return self._misfit(fits, talk, filling)
        return await self._accept(said, asked, fits, talk, filling)

    async def submitted(self, said: Said, filled: Mapping[str, str], talk: Talk) -> Outcome:
        """What follows from a form that was shown whole: the summary, or the first field that does not fit."""
        filling = self.open(talk)
        if filling is None:
            return Reply(Action.CLARIFY, self.texts.say("form-none")), talk
        filling = replace(filling, answers={})
        while (asked := next_field(self._form(filling), filling.answers)) is not None:
            text = self._given(asked, filled, filling)
            fits = Fits(None) if asked.optional and not text else await self._read(asked, text, filling)
            if isinstance(fits, Misfit):
                return self._misfit(fits, talk, filling.at(asked, now=self.clock.now()))
            filling = filling.at(asked, now=self.clock.now()).answered(asked.key, fits.answer)
            objection = await self._owner(filling).objection(said, filling, talk.filling_in(None))
            if objection is not None:
                return objection
        if self._owner(filling).is_done_by_sending:
            return await self._owner(filling).finish(said, filling, talk.filling_in(None))
        return self._on(talk, filling)

    async def misfits(self, filled: Mapping[str, str], talk: Talk) -> dict[str, str]:
        """What is wrong with the fields of a form that was shown whole, by field, in words; nothing is changed by it."""
        filling = self.open(talk)
        if filling is None:
            return {}
        filling = replace(filling, answers={})
        wrong = {}
        for asked in self._form(filling).fields:
            text = self._given(asked, filled, filling)
            fits = Fits(None) if asked.optional and not text else await self._read(asked, text, filling)
            if isinstance(fits, Misfit):
                wrong[asked.key] = self.texts.say(fits.text, **fits.values)
        return wrong

    def moved(self, move: Move, talk: Talk) -> Outcome:
        """Back, skip, cancel or go on, as far as there is a form to do it in."""
        filling = self.kept(talk)
        if filling is None:
            return Reply(Action.CLARIFY, self.texts.say("form-none")), talk.filling_in(None)
        match move:
            case Move.CANCEL:
                return Reply(Action.CANCEL, self.texts.say("form-cancelled")), talk.filling_in(None)
            case Move.BACK:
                return self._back(talk, filling)
            case Move.SKIP:
                return self._skip(talk, filling)
            case Move.CONTINUE:
                return self._on(talk, filling, asked=field_of(self._form(filling), filling.asked))

    def takes_words(self, talk: Talk) -> bool:
        """Whether the field that is asked takes any words."""
        filling = self.open(talk)
        asked = field_of(self._form(filling), filling.asked) if filling else None
        return asked is not None and asked.kind in _OF_WORDS

    def misfitting(self, misfit: Misfit, talk: Talk) -> Outcome:
        """The same question again, after what was no text at all or far too much."""
        filling = self.open(talk)
        assert filling is not None
        return self._misfit(misfit, talk, filling)

    def left(self, outcome: Outcome, filling: Filling) -> Outcome:
        """The outcome of something else in the middle of a form, with one sentence how to go on."""
        reply, talk = outcome
        if talk.form is not None and talk.form != filling:
            return outcome
        aside = replace(talk, form=filling.aside())
        if not reply.text:
            return reply, aside
        title = self._words(filling).texts.say(f"form-{_dashed(filling.form)}", **self._values(filling))
        note = self.texts.say("form-aside", title=title)
        return replace(reply, text=f"{reply.text}\n\n{note}"), aside

    def open(self, talk: Talk) -> Filling | None:
        """The form that waits for an answer."""
        filling = self.kept(talk)
        return None if filling is None or filling.is_aside else filling

    def kept(self, talk: Talk) -> Filling | None:
        """The form that is there, put aside or not, unless it was left for too long."""
        filling = talk.form
        if filling is None or filling.is_over(self.clock.now()) or filling.form not in self.owners:
            return None
        return filling

    def _back(self, talk: Talk, filling: Filling) -> Outcome:
        form = self._form(filling)
        earlier = field_before(form, filling.asked)
        if earlier is not None:
            return self._on(talk, filling, asked=earlier)
        first = self.texts.say("form-first")
        return self._on(talk, filling, asked=field_of(form, filling.asked), before=first)

    def _skip(self, talk: Talk, filling: Filling) -> Outcome:
        asked = field_of(self._form(filling), filling.asked)
        if asked is None or not (asked.optional or asked.key in filling.answers):
            return self._misfit(Misfit("misfit-required"), talk, filling)
        left = {asked.key: filling.known.get(asked.key)}
        return self._on(talk, replace(filling, answers=left | dict(filling.answers)))

    async def _agreed(self, said: Said, text: str, talk: Talk, filling: Filling) -> Outcome | None:
        """The outcome of a yes or no to the summary."""
        is_verbatim = self._form(filling).is_verbatim
        assent = self.assenting.plainly(text) if is_verbatim else await self._assent(text)
        match assent:
            case Assent.YES:
                return await self._owner(filling).finish(said, filling, talk.filling_in(None))
            case Assent.NO:
                return Reply(Action.CANCEL, self.texts.say("form-cancelled")), talk.filling_in(None)
            case _:
                return None

    async def _accept(self, said: Said, asked: Field, fits: Fits, talk: Talk, filling: Filling) -> Outcome:
        filling = filling.answered(asked.key, fits.answer)
        objection = await self._owner(filling).objection(said, filling, talk.filling_in(None))
        return objection or self._on(talk, filling)

    def _on(self, talk: Talk, filling: Filling, *, asked: Field | None = None, before: str = "") -> Outcome:
        """Ask for this field, or the next without an answer, or for the yes."""
        asked = asked or next_field(self._form(filling), filling.answers)
        filling = filling.at(asked, now=self.clock.now())
        return self._say(filling, asked, before), talk.filling_in(filling)

    def _misfit(self, misfit: Misfit, talk: Talk, filling: Filling) -> Outcome:
        """One sentence, and the same question again; put aside after too many."""
        if filling.misfits >= self._owner(filling).patience:
            reply = Reply(Action.CLARIFY, self.texts.say("form-given-up"))
            return reply, talk.filling_in(filling.aside())
        asked = field_of(self._form(filling), filling.asked)
        filling = filling.misfitting(now=self.clock.now())
        said = self.texts.say(misfit.text, **misfit.values)
        return self._say(filling, asked, said), talk.filling_in(filling)

    def _say(self, filling: Filling, asked: Field | None, before: str) -> Reply:
        words = self._words(filling)
        text = words.question(asked, before=before) if asked else words.summary(before=before)
        action = self._owner(filling).action
        return Reply(action, text, buttons=words.buttons(asked), form=words.shown())

    async def _read(self, asked: Field, text: str, filling: Filling) -> Fits | Misfit:
        """What a text answers to a field."""
        match asked.kind:
            case FieldKind.EMAIL:
                return email_fits(text)
            case FieldKind.YES_NO:
                return await self._decided(asked, text)
            case FieldKind.ONE_OF | FieldKind.SOME_OF:
                if asked.optional and self.assenting.plainly(text) is Assent.NO:
                    return Fits(None)
                return await self._chosen(asked, text, filling)
            case FieldKind.SHORT_TEXT | FieldKind.LONG_TEXT:
                plain = self.assenting.plainly(text)
                if plain is Assent.NO and asked.optional:
                    return Fits(None)
                # A bare no may be an answer ("none"), which the owner of the form then judges.
                return Misfit("misfit-text") if plain is Assent.YES else text_fits(asked, text)

    def _given(self, asked: Field, filled: Mapping[str, str], filling: Filling) -> str:
        """What was written into a field of a form that was shown whole."""
        text = filled.get(asked.key, "")
        return readable_lines(text) if self._form(filling).is_verbatim else " ".join(text.split())

    async def _decided(self, asked: Field, text: str) -> Fits | Misfit:
        assent = await self._assent(text)
        if assent is Assent.NEITHER:
            return Misfit("misfit-yes-no")
        if assent is Assent.NO and asked.only_yes:
            return Misfit("misfit-only-yes")
        return Fits(assent.value)

    async def _chosen(self, asked: Field, text: str, filling: Filling) -> Fits | Misfit:
        named = choices_named(text, self._words(filling).labels(asked))
        chosen = [asked.choices[place] for place in named]
        if not chosen:
            meant = await asyncio.to_thread(self._owner(filling).recognised, asked, text)
            chosen = [meant] if meant is not None else []
        if asked.kind is FieldKind.SOME_OF and chosen:
            return Fits(chosen)
        if len(chosen) == 1:
            return Fits(chosen[0])
        return Misfit("misfit-choice", {"count": len(asked.choices)})

    async def _assent(self, text: str) -> Assent:
        vector = await asyncio.to_thread(self.embedder.question, text)
        return self.assenting.of(text, vector, leading=True)

    def _words(self, filling: Filling) -> FormWords:
        return FormWords(self.texts, self._form(filling), filling, self._values(filling))

    def _owner(self, filling: Filling) -> FormOwner:
        return self.owners[filling.form]

    def _form(self, filling: Filling) -> Form:
        return self._owner(filling).form(filling)

    def _values(self, filling: Filling) -> dict[str, str]:
        return self._owner(filling).values(filling)


def _dashed(name: str) -> str:
    return name.replace("_", "-")
