"""What is kept of an answer, so that it can be explained later."""

from typing import Any

from bot.conversation.decision import Course
from bot.conversation.understanding import Understood
from bot.messages import Reply
from knowledge.reading_room import Consultation


def record_of(
    reply: Reply, course: Course, understood: Understood, consultation: Consultation, history: list[str]
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
        "query": found.query.text,
        "history": history,
        "used_history": found.used_history,
        "probability": round(found.probability, 4),
        "confidence": reply.confidence,
        "signals": found.signals.values(),
        "intents": {intent.value: round(share, 4) for intent, share in first},
        "citations": [
            {
                "n": source.n,
                "title": source.title,
                "url": source.url,
                "as_of": source.as_of,
                "quote": source.quote,
            }
            for source in reply.citations
        ],
        "passages": [
            {
                "passage": evidence.id,
                "title": consultation.shelved[evidence.id].document.title,
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
