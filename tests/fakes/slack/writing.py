"""What Slack's own client makes of words that a person types."""

import html
import re

from tests.fakes.slack.state import Json, State

URL = re.compile(r"https?://[^\s<>]+")


def typed(text: str, state: State, team_id: str) -> tuple[str, list[Json]]:
    """What the client makes of typed words: the message's text, escaped, with its mentions, and its rich text.

    Only "@Name" of somebody known, "@channel" and its kin, and addresses become more than text.
    """
    names = {user.name: user.id for user in state.users.values()}
    known = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    pattern = re.compile(
        rf"(?<!\w)@(?:(?P<mass>channel|here|everyone)\b|(?P<name>{known})(?!\w))|(?P<url>{URL.pattern})"
    )
    told, spans, at = "", [], 0
    for match in pattern.finditer(text):
        if before := text[at : match.start()]:
            told += html.escape(before, quote=False)
            spans.append({"type": "text", "text": before})
        if match["mass"]:
            told += f"<!{match['mass']}>"
            spans.append({"type": "broadcast", "range": match["mass"]})
        elif match["name"]:
            told += f"<@{names[match['name']]}>"
            spans.append({"type": "user", "user_id": names[match["name"]]})
        else:
            told += f"<{html.escape(match['url'], quote=False)}>"
            spans.append({"type": "link", "url": match["url"]})
        at = match.end()
    if rest := text[at:]:
        told += html.escape(rest, quote=False)
        spans.append({"type": "text", "text": rest})
    section = {"type": "rich_text_section", "elements": spans}
    return told, [{"type": "rich_text", "block_id": f"t{state.new_id(team_id)}", "elements": [section]}]
