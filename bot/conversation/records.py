"""What is kept of an answer, so that it can be explained later."""

from typing import Any

from bot.conversation.decision import Course
from bot.conversation.understanding import Understood
from bot.messages import Reply
from knowledge.answering import Answer
from knowledge.documents import Document
from knowledge.index.words import FUNCTION_WORDS, stem, stems, words
from knowledge.reading_room import Consultation


def record_of(
    reply: Reply,
    course: Course,
    understood: Understood,
    consultation: Consultation,
    history: list[str],
    *,
    answer: Answer | None = None,
) -> dict[str, Any]:
    """All that is needed to see later why this was said."""
    found = consultation.found
    first = sorted(understood.probabilities.items(), key=lambda pair: -pair[1])[:3]
    return {
        "action": reply.action,
        "course": course,
        "text": reply.text,
        "index": consultation.stamp,
        "searched_by": consultation.searched_by,
        "documents": consultation.documents,
        "query": found.query.text,
        "history": history,
        "used_history": found.used_history,
        "probability": round(found.probability, 4),
        "confidence": reply.confidence,
        "signals": found.signals.values(),
        "not_found": unfound(found.question.text, consultation),
        "intents": {intent.value: round(share, 4) for intent, share in first},
        "citations": [
            {
                "n": source.n,
                "title": source.title,
                "url": source.url,
                "as_of": source.as_of,
                "period": source.period.value,
                "quote": source.quote,
                "expert": source.expert,
            }
            for source in reply.citations
        ],
        "differs": answer.differs if answer else False,
        "statements": [
            {"text": said.text, "cites": [said.n, *said.also]}
            for said in (answer.statements if answer else ())
        ],
        "passages": [
            {
                "passage": evidence.id,
                "title": consultation.shelved[evidence.id].document.title,
                "as_of": _day(consultation.shelved[evidence.id].document),
                "visibility": consultation.shelved[evidence.id].document.visibility.value,
                "score": round(evidence.score, 4),
                "dense": round(evidence.dense, 4),
                "sentence": round(evidence.sentence, 4),
                "lead": round(evidence.lead, 4),
                "lexical": round(evidence.lexical, 4),
                "overlap": round(evidence.overlap, 4),
                "text": consultation.shelved[evidence.id].passage.text,
            }
            for evidence in found.evidence
            if evidence.id in consultation.shelved
        ],
    }


def unfound(question: str, consultation: Consultation) -> list[str]:
    """The words of a question that stand on none of the pages found, in order."""
    known: set[str] = set()
    for shelved in consultation.shelved.values():
        document = shelved.document
        known |= set(
            stems(" ".join([shelved.passage.lead, shelved.passage.text, document.title, *document.asked]))
        )
    asked = dict.fromkeys(
        word for word in words(question) if word not in FUNCTION_WORDS and not word.isdigit()
    )
    return [word for word in asked if stem(word) not in known]


def _day(document: Document) -> str | None:
    return str(document.as_of) if document.as_of else None
