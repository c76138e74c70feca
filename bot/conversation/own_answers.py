"""The answers that a member was given: theirs alone, by their id or the last of the talk."""

from dataclasses import dataclass

from bot.conversation.decision import Course
from bot.conversation.memory import Memory
from bot.messages import Said
from bot.storage.answers import KeptAnswer

TALK_TURNS = 24  # that are looked through for the last answer
_SMALLTALK = frozenset({Course.HELLO, Course.WELCOME, Course.ABOUT_BOT})


@dataclass(frozen=True)
class OwnAnswers:
    """Finds a kept answer for who asks about it."""

    memory: Memory

    async def named(self, said: Said, id_: str) -> KeptAnswer | None:
        """The answer with this id; the last one of the talk where the id is empty."""
        if not id_:
            return await self.last(said)
        kept = await self.memory.answers.find(id_.lower())
        return kept if kept is not None and is_theirs(kept, said) else None

    async def last(self, said: Said) -> KeptAnswer | None:
        """The last answer that this member was given in this conversation."""
        turns = await self.memory.turns.last(said.conversation, limit=TALK_TURNS)
        for turn in reversed(turns):
            kept = await self.memory.answers.find(turn.answer_id) if turn.answer_id else None
            if kept is not None and is_theirs(kept, said) and kept.record.get("course") not in _SMALLTALK:
                return kept
        return None


def is_theirs(kept: KeptAnswer, said: Said) -> bool:
    """Whether an answer was given to whoever says this, wherever that was; without a member, in this conversation."""
    if kept.member is None:
        return kept.conversation == said.conversation
    return kept.member == said.member
