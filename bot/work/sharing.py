"""An answer that its asker saw alone, told to everybody who reads along."""

from dataclasses import replace

from bot.messages import Action, Reply
from bot.storage.deliveries import SqlDeliveries
from bot.storage.inbox import Received, SqlInbox
from bot.storage.unit import Transactions
from bot.texts import Texts
from bot.work import replies

SHARES = "shares"  # in the origin of a message: the delivery of the answer that is to be shared


async def shared(received: Received, transactions: Transactions, texts: Texts) -> Reply | None:
    """The answer for everybody; None where it is not there any more, or was somebody else's or no answer."""
    found = await SqlDeliveries(transactions).find(int(received.origin[SHARES]))
    if found is None or found.kind != "reply" or found.conversation != received.conversation:
        return None
    asked = await SqlInbox(transactions).find(found.inbox) if found.inbox is not None else None
    if asked is None or asked.member != received.member:
        return None
    reply = replies.from_values(found.payload)
    if reply.action is not Action.ANSWER or reply.is_personal or reply.files or reply.form is not None:
        return None
    return replace(reply, text=f"{texts.say('shared')}\n\n{reply.text}", buttons=())
