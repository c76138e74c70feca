"""What happened to a member's ticket, or to an event that they are registered for, in words."""

from datetime import datetime

from bot.conversation.asking_experts import lead_to
from bot.events.calendar_files import calendar_file, file_name
from bot.events.keeping import Events, Registrations
from bot.events.news import News, NewsKind
from bot.events.wording import EventWords
from bot.messages import Action, File, Reply
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
        question=str(delivery.payload["question"]).split("\n", 1)[0],  # a form's answers stand below
        ticket=str(delivery.ticket),
        text=delivery.text,
    )


async def notice(
    delivery: Delivery, texts: Texts, *, events: Events, registrations: Registrations, now: datetime
) -> Reply | None:
    """What a member is told of a ticket or an event; None where there is nothing to tell any more.

    News of events are worded by how the event is now: what is over or given up is not told, and what has changed
    since is told by the notice that was written with that change.
    """
    if delivery.kind in set(NewsKind):
        news = News.from_values(delivery.payload, conversation=delivery.conversation)
        return await _event_news(news, texts, events=events, registrations=registrations, now=now)
    leads = lead_to(delivery.ticket, texts) if delivery.ticket is not None else ()
    return Reply(Action.ANSWER, notice_text(delivery, texts), ticket=delivery.ticket, leads=leads)


async def _event_news(
    news: News, texts: Texts, *, events: Events, registrations: Registrations, now: datetime
) -> Reply | None:
    event = await events.find(news.event)
    # By its number: the member may be called otherwise by now, having joined two chats.
    holder = next(
        (each.member for each in await registrations.roll(news.event) if each.number == news.number), None
    )
    mine = await registrations.held_by(holder) if holder is not None else []
    held = next((each for each in mine if each.registration.event == news.event), None)
    if event is None or held is None or not news.is_true_of(event, held.registration, now=now):
        return None
    file = File(file_name(event), calendar_file(event, held.registration, now=now))
    words = EventWords(texts, now)
    return Reply(Action.ANSWER, words.news(news, event, held, file_name=file.name), files=(file,))
