"""What happened to a member's ticket, in words."""

from bot.storage.deliveries import Delivery
from bot.texts import Texts
from escalation.notices import NoticeKind


def is_notice(delivery: Delivery) -> bool:
    """Whether it tells of a ticket, so that it goes out whoever owns the conversation."""
    return delivery.kind in set(NoticeKind)


def notice_text(delivery: Delivery, texts: Texts) -> str:
    """The words of a notice: an expert's under the expert's name and the member's own question."""
    return texts.say(
        "notice-" + delivery.kind.replace("_", "-"),
        alias=delivery.payload["alias"],
        question=delivery.payload["question"],
        ticket=str(delivery.ticket),
        text=delivery.text,
    )
