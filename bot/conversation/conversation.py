"""The front door: one message in, one reply out."""

import asyncio
from dataclasses import replace
from typing import Any

from bot.clock import Clock
from bot.conversation import commands, wording
from bot.conversation.asking_experts import AskingExperts
from bot.conversation.assent import Assent, Assenting
from bot.conversation.attending import Attending
from bot.conversation.courses import GAVE_NOTHING, OFFERS, SAID
from bot.conversation.decision import (
    SURE,
    Course,
    answerable,
    cautious,
    decide,
    is_gibberish,
)
from bot.conversation.explaining import Explaining
from bot.conversation.feedback import Feedback
from bot.conversation.forms.checks import Misfit, without_emails
from bot.conversation.forms.dialog import FormDialog
from bot.conversation.forms.filling import Filling
from bot.conversation.forms.leaving import AnswerLikeness, is_new_subject
from bot.conversation.forms.moves import Move, move_named
from bot.conversation.hearing import Heard, Hearing
from bot.conversation.language import FALLBACK, detect
from bot.conversation.linking import Linking, NobodyElse
from bot.conversation.memory import Memory
from bot.conversation.organising import Organising
from bot.conversation.own_settings import OwnSettings
from bot.conversation.reading import readable, says_nothing, unreadable
from bot.conversation.records import record_of
from bot.conversation.serving import Serving
from bot.conversation.talk import Outcome, Pending, Question, Talk
from bot.conversation.understanding import Understanding
from bot.conversation.volunteering import Openness, is_answered_unasked
from bot.conversation.worded import Wording
from bot.conversation.writing import Writing
from bot.messages import Action, Reply, Said
from bot.storage.answers import KeptAnswer, Verdict
from bot.storage.turns import Role, Turn
from bot.texts import Texts, speaking
from knowledge.answering import Answer
from knowledge.confidence import THRESHOLD
from knowledge.reading_room import ReadingRoom

SILENCE = Reply(Action.SMALLTALK, "")


class Conversation:
    """Replies to messages. What was said before comes from the database, so a restart loses nothing."""

    def __init__(
        self,
        room: ReadingRoom,
        understanding: Understanding,
        likeness: AnswerLikeness,
        openness: Openness,
        assenting: Assenting,
        memory: Memory,
        experts: AskingExperts,
        attending: Attending,
        serving: Serving,
        organising: Organising,
        forms: FormDialog,
        own: OwnSettings,
        texts: Texts,
        clock: Clock,
        writing: Writing | None = None,
        linking: Linking | None = None,
        *,
        threshold: float = THRESHOLD,
    ) -> None:
        self.threshold = threshold
        self.room = room
        self.writing = writing or Writing()
        self.likeness = likeness
        self.openness = openness
        self.assenting = assenting
        self.turns = memory.turns
        self.answers = memory.answers
        self.talks = memory.talks
        self.texts = texts
        self.clock = clock
        self.hearing = Hearing(room, understanding, self.writing, memory.turns, clock)
        self.experts = experts
        self.explaining = Explaining(memory, experts.desk, texts, clock)
        self.feedback = Feedback(memory, experts, texts)
        self.attending = attending
        self.serving = serving
        self.organising = organising
        self.forms = forms
        self.own = own
        self.linking = linking or Linking(NobodyElse(), texts, clock)

    async def reply(self, said: Said) -> Reply:
        """The reply to one message; both are remembered. An empty text: the bot is silent."""
        text = readable(said.text)
        talk = await self.talks.get(said.conversation)
        language = await asyncio.to_thread(_language, text, talk)
        with speaking(language):
            if said.is_unasked:
                return await self._unasked(said, text, replace(talk, language=language))
            return await self._reply(said, text, replace(talk, language=language))

    async def _reply(self, said: Said, text: str, talk: Talk) -> Reply:
        if said.instead is not None:
            return await self._wordless(said, said.instead)
        if (misfit := unreadable(text)) is not None and said.filled is None:
            return await self._not_read(said, misfit, talk)
        ownership = await self.experts.desk.owner_of(said.conversation)
        if ownership.is_persons and await self.experts.hand_on(said, ownership):
            await self.turns.add(said.conversation, Turn(Role.MEMBER, text, self.clock.now()))
            return Reply(Action.ESCALATE, "", ticket=ownership.ticket)
        if ownership.version != talk.ownership:
            talk = talk.begun_anew(ownership.version, at=self.clock.now())
        return await self._close(said, text, *await self._replied(said, text, talk))

    async def _unasked(self, said: Said, text: str, talk: Talk) -> Reply:
        """What is said to a word among people: a sure answer, or nothing, and then nothing of it is remembered."""
        if unreadable(text) is None and not text.startswith("/"):
            heard = await self.hearing.hear(said, text, since=talk.began_at)
            openness = self.openness.of(heard.consultation.found.question.vector)
            if is_answered_unasked(heard, openness=openness):
                texts = Texts(heard.rendering.language)
                reply, talk = await self._worded(said, heard, Course.ANSWER, talk, texts)
                reply = replace(reply, text=f"{texts.say('unasked')}\n\n{reply.text}")
                return await self._close(said, text, reply, talk)
        return SILENCE

    async def _replied(self, said: Said, text: str, talk: Talk) -> Outcome:
        """What is said to a message that can be read, by what the talk waits for."""
        if said.filled is not None:
            if text.startswith("/") and commands.named(text) is commands.Command.SETTINGS:
                return await self.own.submitted(said, talk, self.forms)
            return await self.forms.submitted(said, said.filled, talk)
        if text.startswith("/"):
            return await self._command(said, text, talk)
        if (filling := self.forms.open(talk)) is not None:
            return await self._fill_in(said, text, talk, filling)
        if (settled := await self._settled(said, text, talk)) is not None:
            return settled
        return await self._free(said, text, talk.settled())

    async def _free(self, said: Said, text: str, talk: Talk) -> Outcome:
        """What is said to a message that nothing in the talk waited for."""
        if self.forms.kept(talk) is not None and move_named(text) is Move.CONTINUE:
            return self.forms.moved(Move.CONTINUE, talk)
        if says_nothing(text):
            return Reply(Action.CLARIFY, self.texts.say("clarify")), talk
        heard = await self.hearing.hear(said, text, since=talk.began_at)
        is_clear = max(heard.understood.probabilities.values()) >= SURE
        if self.assenting.plainly(text) is not None and not is_clear:
            return Reply(Action.CLARIFY, self.texts.say("nothing-asked")), talk
        return await self._understood(said, heard, talk)

    async def _wordless(self, said: Said, instead: str) -> Reply:
        """What is said to a picture, a voice and the like; a person who has the talk learns that it came."""
        ownership = await self.experts.desk.owner_of(said.conversation)
        came = replace(said, text=self.texts.say(f"came-{instead}"))
        if ownership.is_persons and await self.experts.hand_on(came, ownership):
            return Reply(Action.ESCALATE, "", ticket=ownership.ticket)
        return Reply(Action.SMALLTALK, self.texts.say(f"instead-{instead}"))

    async def _not_read(self, said: Said, misfit: Misfit, talk: Talk) -> Reply:
        """What is said to no text or far too much of it; a form asks again."""
        if self.forms.open(talk) is None:
            return Reply(Action.CLARIFY, self.texts.say(misfit.text, **misfit.values))
        reply, talk = self.forms.misfitting(misfit, talk)
        await self.talks.put(said.conversation, talk, at=self.clock.now())
        return reply

    async def _fill_in(self, said: Said, text: str, talk: Talk, filling: Filling) -> Outcome:
        """What is said to an answer in a form, or to something else in the middle of it."""
        outcome = await self.forms.certain(said, text, talk)
        if outcome is not None:
            return outcome
        heard = await self.hearing.hear(said, text, since=talk.began_at)
        is_left = is_new_subject(
            text,
            heard.understood,
            evidence=heard.consultation.found.probability,
            likeness=self.likeness.of(heard.consultation.found.question.vector),
            fits=self.forms.takes_words(talk),
        )
        if is_left:
            return self.forms.left(await self._understood(said, heard, talk.settled()), filling)
        return await self.forms.uncertain(said, text, talk)

    async def _settled(self, said: Said, text: str, talk: Talk) -> Outcome | None:
        """What is said to a yes or no; None where nothing was asked, or the message is about something else."""
        if talk.pending is None:
            return None
        vector = await asyncio.to_thread(self.room.embedder.question, text)
        match self.assenting.of(text, vector):
            case Assent.YES:
                return await self._agreed(said, talk, talk.pending)
            case Assent.NO:
                return self._declined(talk.pending.question), talk.settled()
            case Assent.NEITHER:
                return None

    async def _agreed(self, said: Said, talk: Talk, pending: Pending) -> Outcome:
        """What a yes brings about."""
        match pending.question:
            case Question.FILL_IN:
                return self.forms.begin(talk, Filling.from_values(pending.about))
            case Question.REGISTER:
                return await self.attending.agreed(said, pending), talk.settled()
            case Question.GIVE_UP:
                return await self.attending.giving_up.agreed(said, pending), talk.settled()
            case Question.LINK:
                return await self.linking.agreed(said, pending), talk.settled()
            case Question.ASK_EXPERT:
                return await self.experts.open(said, talk), talk.settled()

    def _declined(self, question: Question) -> Reply:
        """What is said to a no."""
        match question:
            case Question.REGISTER:
                return Reply(Action.SMALLTALK, self.texts.say("event-offer-declined"))
            case Question.GIVE_UP:
                return Reply(Action.SMALLTALK, self.texts.say("event-give-up-declined"))
            case Question.FILL_IN:
                return Reply(Action.SMALLTALK, self.texts.say("service-offer-declined"))
            case Question.LINK:
                return Reply(Action.SMALLTALK, self.texts.say("link-declined"))
            case Question.ASK_EXPERT:
                return Reply(Action.SMALLTALK, self.texts.say("offer-declined"))

    async def _command(self, said: Said, text: str, talk: Talk) -> Outcome:
        """What a slash and a word ask for, whatever the talk is about."""
        command = commands.named(text)
        if isinstance(command, commands.Command) and command in commands.MOVES:
            if command is commands.Command.CANCEL and talk.pending is not None:
                return self._declined(talk.pending.question), talk.settled()
            return self.forms.moved(commands.MOVES[command], talk)
        if command is commands.Command.SETTINGS:
            outcome = await self.own.commanded(said, commands.argument(text), talk, self.forms)
        elif isinstance(command, commands.Command) and command in commands.OF_ORGANISERS:
            outcome = await self.organising.commanded(said, command, commands.argument(text), talk)
        elif command is commands.Command.EVENT:
            outcome = await self.attending.led_to(said, commands.argument(text), talk)
        else:
            outcome = await self._told(said, text, command, talk)
        filling = self.forms.open(talk)
        return self.forms.left(outcome, filling) if filling is not None else outcome

    async def _told(
        self, said: Said, text: str, command: commands.Command | commands.Unknown, talk: Talk
    ) -> Outcome:
        match command:
            case commands.Command.EXPERT:
                return await self.experts.person_wanted(said, talk, answer_id=commands.argument(text))
            case commands.Command.STATUS:
                return await self.experts.status(said, commands.argument(text)), talk
            case commands.Unknown(nearest):
                return Reply(Action.CLARIFY, self.texts.say("command-unknown", nearest=nearest)), talk
            case commands.Command.LINK | commands.Command.UNLINK:
                return await self.linking.commanded(said, command, commands.argument(text), talk)
            case commands.Command.START | commands.Command.HELP:
                return wording.start(self.texts, is_first=command is commands.Command.START), talk
            case _:
                return await self._accounted(said, text, command, talk)

    async def _accounted(self, said: Said, text: str, command: commands.Command, talk: Talk) -> Outcome:
        """What is said to a command about an answer; its id may stand behind it."""
        answer_id = commands.argument(text)
        match command:
            case commands.Command.WHY:
                return await self.explaining.why(said, answer_id), talk
            case commands.Command.NOTE:
                return await self.explaining.note(said, answer_id), talk
            case _:
                verdict = Verdict(command.removeprefix("/"))
                return await self.feedback.given(said, verdict, talk, id_=answer_id)

    async def _understood(self, said: Said, heard: Heard, talk: Talk) -> Outcome:
        """What is said to a message by what it wants and what the content holds."""
        understood, found = heard.understood, heard.consultation.found
        if (outcome := await self.attending.about(said, heard, talk)) is not None:
            return outcome
        texts = Texts(heard.rendering.language)
        course = decide(understood, found.probability, leans=heard.leans, threshold=self.threshold)
        course = cautious(
            course,
            understood,
            found.probability,
            language=texts.language,
            is_covered=heard.rendering.is_covered,
        )
        if texts.language == FALLBACK and is_gibberish(understood, unknown=found.signals.unknown):
            course = Course.CLARIFY
        match course:
            case Course.TICKET_STATUS:
                return await self.experts.status(said), talk
            case Course.PERSON | Course.UNHELPFUL:
                reply, talk = await self.experts.person_wanted(said, talk)
                sorry = self.texts.say("unhelpful") + " " if course is Course.UNHELPFUL else ""
                return replace(reply, text=sorry + reply.text), talk
            case Course.WHY:
                return await self.explaining.why(said), talk
            case Course.SERVICE:
                return await self.serving.wanted(
                    said,
                    heard.text,
                    talk,
                    consultation=heard.consultation,
                    leans=heard.leans,
                    forms=self.forms,
                )
        return await self._worded(said, heard, course, talk, texts)

    async def _worded(self, said: Said, heard: Heard, course: Course, talk: Talk, texts: Texts) -> Outcome:
        """An answer from the content, or why there is none; it is kept with its grounds."""
        found = heard.consultation.found
        confidence = answerable(heard.understood, found.probability)
        words = Wording(texts, heard.rendering.text, self.clock.now().date())
        written = await self.writing.write(
            course,
            heard.consultation,
            text=heard.text,
            history=heard.history,
            confidence=confidence,
            language=texts.language,
            certain=words.meanwhile(said.preview),
        )
        if said.preview is not None:
            await said.preview.close()  # before anything is written that others might have to wait for
        course = written.course
        if course is not Course.ANSWER:
            confidence = min(confidence, found.probability)
        if said.topics and course is not Course.ANSWER and course not in SAID:
            reply = Reply(
                Action.DECLINE, wording.not_here_text(said.topics, texts), confidence=round(confidence, 4)
            )
            return reply, talk
        reply = words.reply(course, written.consultation, confidence)
        is_second = course in GAVE_NOTHING and talk.refusals > 0
        if is_second:
            offer = f"{texts.say('refused-again')} {texts.say('offer-expert')}"
            reply = replace(reply, text=f"{reply.text}\n\n{offer}")
        said_so = written.consultation.outcome if course is Course.ANSWER else None
        record = record_of(
            reply,
            course,
            heard.understood,
            heard.consultation,
            heard.history,
            answer=said_so if isinstance(said_so, Answer) else None,
        )
        record |= {"threshold": self.threshold}
        record |= {"writing": written.record} if written.record else {}
        reply = await self._keep(said, heard.text, reply, record)
        if course in OFFERS | {Course.ANSWER} or is_second:
            reply = replace(reply, buttons=wording.buttons(reply, texts, is_answer=course is Course.ANSWER))
        if course in OFFERS or is_second:
            talk = self.experts.offered(
                talk, question=heard.text, answer_id=reply.answer_id, language=texts.language
            )
        refusals = talk.refusals + 1 if course in OFFERS | GAVE_NOTHING else 0
        return reply, replace(talk, refusals=refusals)

    async def _close(self, said: Said, text: str, reply: Reply, talk: Talk) -> Reply:
        """Remember what was said, without e-mail addresses, and where the talk stands."""
        now = self.clock.now()
        await self.turns.add(
            said.conversation,
            Turn(Role.MEMBER, without_emails(text), now),
            Turn(Role.HELPDESK, without_emails(reply.text), now, answer_id=reply.answer_id),
        )
        await self.talks.put(said.conversation, talk, at=now)
        return reply

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


def _language(text: str, talk: Talk) -> str:
    """The language of a message; a command, or what is no words, is in that of the talk."""
    if text.startswith("/") or says_nothing(text):
        return talk.language or FALLBACK
    return detect(text, known=talk.language)
