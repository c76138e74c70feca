"""Fit how evidence and intent are weighed, on our own messages: python scripts/train_trust.py

Prints the numbers for `Trust` in bot/conversation/decision.py. Wants a data folder with the starter content.
"""

import asyncio
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
INFORMATION_KINDS = {"answerable"}
OTHER_KINDS = {"needs_expert", "out_of_scope", "adversarial"}


async def main() -> int:
    """Fit a logistic regression over the three logits and print it."""
    from sklearn.linear_model import LogisticRegression

    from bot.app import open_app
    from bot.conversation.decision import INFORMATION, logit
    from bot.conversation.understanding import Intent
    from bot.evaluation.messages import read_messages
    from bot.settings import load_settings

    rows, labels = [], []
    async with open_app(load_settings()) as app:
        await app.room.keep_in_step()
        for message in read_messages(ROOT / "tests" / "data" / "messages.jsonl"):
            is_information = message.kind in INFORMATION_KINDS or (
                message.kind == "followup"
                and message.expected_action == "answer"
                and message.source is not None
            )
            if not is_information and message.kind not in OTHER_KINDS:
                continue
            history = [message.previous] if message.previous else []
            found = app.room.retriever.find(message.text, history=history)
            understood = app.models.understanding.of(found.question.vector)
            rows.append(
                [
                    logit(found.probability),
                    logit(understood.of(*INFORMATION)),
                    logit(understood.of(Intent.ADVICE)),
                ]
            )
            labels.append(is_information)
    model = LogisticRegression(C=1).fit(rows, labels)
    evidence, information, advice = model.coef_[0]
    print(f"{evidence=:.2f} {information=:.2f} {advice=:.2f} bias={model.intercept_[0]:.2f}")
    return 0


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
