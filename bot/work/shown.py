"""What may stand before a member's eyes of a reply that is still being made."""

from dataclasses import dataclass

from bot.messages import Preview


@dataclass
class Shown:
    """What one attempt at a turn shows of its reply, and what the attempts before may have left standing."""

    preview: Preview | None = None
    may_stand: bool = False
    """whether an attempt before this may have left something"""
    is_left_over: bool = False
    """whether the turn ended with nothing to tell that could take its place"""

    async def stands(self) -> bool:
        """Whether the reply has to replace something; from here on nothing more is shown."""
        is_shown = self.preview is not None and await self.preview.close()
        return is_shown or self.may_stand

    async def discard(self) -> None:
        """Take away what stands there."""
        if self.preview is not None:
            await self.preview.close()
            await self.preview.discard()
