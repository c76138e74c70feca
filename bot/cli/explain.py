"""`helpdesk explain`: why an answer was given."""

import asyncio
import json
import sys
from typing import Annotated, Any

import typer


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("explain")(explain)


def explain(
    answer_id: Annotated[str, typer.Argument(help="The id that an answer carries, like a-7f3k2c.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print the whole record.")] = False,
) -> None:
    """Replay an answer: what was searched, what was found, and how it was decided."""
    if not asyncio.run(_explain(answer_id, as_json=as_json)):
        raise typer.Exit(1)


async def _explain(answer_id: str, *, as_json: bool) -> bool:
    from bot.app import open_app
    from bot.cli.opening import stock
    from bot.messages import Said
    from bot.settings import load_settings

    async with open_app(load_settings()) as app:
        kept = await app.memory.answers.find(answer_id.strip())
        if kept is None:
            print(f"helpdesk: no answer has the id {answer_id}", file=sys.stderr)
            return False
        record = kept.record
        if as_json:
            json.dump(
                {"id": kept.id, "question": kept.question, **record}, sys.stdout, ensure_ascii=False, indent=1
            )
            print()
            return True
        await stock(app)
        history = tuple(("member", text) for text in record.get("history", []))
        said = Said(conversation="explain", text=kept.question, history=history)
        again = await (await app.rehearsal()).reply(said)
    print(f"Answer {kept.id}, {kept.created_at:%d %B %Y, %H:%M} UTC")
    print(f"Question: {kept.question}")
    searched = " (with what was said before)" if record["used_history"] else ""
    print(f"Searched for: {record['query']}{searched}")
    print(
        f"Decision: {record['action']} ({record['course']}), confidence {record['confidence']:.2f}; an answer needs 0.50"
    )
    print(f"  the content holds it: {record['probability']:.2f}; the message is: " + ", ".join(
        f"{name} {share:.2f}" for name, share in record["intents"].items()))  # fmt: skip
    print(f"Index: {record['index']}, {record['searched_by']}")
    print("Passages found, best first:")
    for number, passage in enumerate(record["passages"], start=1):
        print(
            f"  {number}. {passage['score']:.3f}  {passage['title']}\n"
            f"     meaning {passage['dense']:.2f}, sentence {passage['sentence']:.2f}, title {passage['lead']:.2f}, "
            f"words {passage['lexical']:.2f}, covered {passage['overlap']:.2f}"
        )
    for line in _of_writing(record.get("writing", {})):
        print(line)
    print("Said:")
    print("  " + record["text"].replace("\n", "\n  "))
    print(
        "Asked again now: "
        + ("the same reply." if again.text == record["text"] else f"{again.action}: {again.text}")
    )
    return True


def _of_writing(writing: dict[str, Any]) -> list[str]:
    """What the language model wrote, and what became of each sentence."""
    if not writing:
        return ["Written by: nobody; the passages are quoted"]
    shown = "what it wrote is said" if writing["shown"] else f"not said: {writing['why_not']}"
    lines = [f"Written by: {writing['model']}; {shown}"]
    if writing["withheld"]:
        lines.append(f"  passages kept from it, because they speak to it: {writing['withheld']}")
    for sentence in writing["written"]:
        cites = "".join(f"[{n}]" for n in sentence["cites"])
        lines.append(f"  wrote: {sentence['text']} {cites}")
        if sentence["english"]:
            lines.append(f"     in English: {sentence['english']}")
    lines += [f"  dropped: {sentence['text']}\n     {sentence['why']}" for sentence in writing["dropped"]]
    return lines
