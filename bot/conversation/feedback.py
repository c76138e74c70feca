"""The skill of hearing whether an answer helped; the second that did not leads to an expert."""

from dataclasses import dataclass, replace

from bot.conversation.asking_experts import AskingExperts
from bot.conversation.forms.wording import yes_or_no
from bot.conversation.memory import Memory
from bot.conversation.own_answers import OwnAnswers
from bot.conversation.talk import Outcome, Talk
from bot.messages import Action, Button, Reply, Said
from bot.storage.answers import KeptAnswer, Verdict
from bot.texts import Texts

PATIENCE = 2  # answers in a row that did not help, from which an expert is offered


@dataclass(frozen=True)
class Feedback:
    """Notes what members say of their answers, once each."""

    memory: Memory
    experts: AskingExperts
    texts: Texts

    async def given(self, said: Said, verdict: Verdict, talk: Talk, *, id_: str = "") -> Outcome:
        """What is said to "that helped" or "that did not", and where the talk stands then."""
        kept = await OwnAnswers(self.memory).named(said, id_)
        if kept is None:
            name = "why-unknown" if id_ else "feedback-none"
            return Reply(Action.CLARIFY, self.texts.say(name, **({"id": id_} if id_ else {}))), talk
        if not await self.memory.answers.judge(kept.id, verdict):
            return Reply(Action.SMALLTALK, self.texts.say("feedback-again")), talk
        if verdict is Verdict.SOLVED:
            return Reply(Action.SMALLTALK, self.texts.say("feedback-solved")), replace(talk, unsolved=0)
        return self._unsolved(kept, replace(talk, unsolved=talk.unsolved + 1))

    def _unsolved(self, kept: KeptAnswer, talk: Talk) -> Outcome:
        sorry = self.texts.say("feedback-unsolved")
        if talk.unsolved < PATIENCE:
            button = Button(self.texts.say("button-expert"), f"/expert {kept.id}")
            text = f"{sorry} {self.texts.say('feedback-rephrase')}"
            return Reply(Action.SMALLTALK, text, buttons=(button,)), talk
        offer = self.texts.say("expert-about", question=kept.question)
        text = f"{sorry} {offer} {self.texts.say('offer-expert')}"
        talk = self.experts.offered(replace(talk, unsolved=0), question=kept.question, answer_id=kept.id)
        return Reply(Action.ESCALATE, text, buttons=yes_or_no(self.texts)), talk
