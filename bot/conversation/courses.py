"""What each course of a reply means: its text, its action, and whether an expert is offered."""

from bot.conversation.decision import Course
from bot.messages import Action

SAID = {
    Course.HELLO: "hello",
    Course.WELCOME: "welcome",
    Course.ABOUT_BOT: "about-bot",
    Course.CLARIFY: "clarify",
    Course.DECLINE_SCOPE: "decline-scope",
    Course.DECLINE_MANIPULATION: "decline-manipulation",
    Course.DECLINE_ABUSE: "decline-abuse",
    Course.DECLINE_FOR_OTHERS: "decline-for-others",
    Course.DECLINE_CONTACT: "decline-contact",
}
ACTIONS = {
    Course.ANSWER: Action.ANSWER,
    Course.NOT_KNOWN: Action.ESCALATE,
    Course.ADVICE: Action.ESCALATE,
    Course.CLARIFY: Action.CLARIFY,
    Course.HELLO: Action.SMALLTALK,
    Course.WELCOME: Action.SMALLTALK,
    Course.ABOUT_BOT: Action.SMALLTALK,
    Course.DECLINE_SCOPE: Action.DECLINE,
    Course.DECLINE_MANIPULATION: Action.DECLINE,
    Course.DECLINE_ABUSE: Action.DECLINE,
    Course.DECLINE_FOR_OTHERS: Action.DECLINE,
    Course.DECLINE_CONTACT: Action.DECLINE,
}


OFFERS = frozenset({Course.NOT_KNOWN, Course.ADVICE})
"""these end in "Shall I ask an expert?"; an answer has the button for it"""
GAVE_NOTHING = frozenset({Course.CLARIFY, Course.DECLINE_SCOPE})
"""after a reply of these or of those with an offer, the next of these offers an expert too"""
