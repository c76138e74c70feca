"""What people and pages say, made harmless for Slack: no mention, link or hidden character of theirs lives.

https://docs.slack.dev/messaging/formatting-message-text
"""

from adapters.plain_text import ADDRESS, bare_addresses, readable


def escaped(text: str) -> str:
    """The text as mrkdwn that shows just this."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def linked(text: str) -> str:
    """The text as mrkdwn in which its bare web addresses are links, but those in quotation marks."""
    parts, end = [], 0
    for match in bare_addresses(text):
        parts += [escaped(text[end : match.start()]), f"<{escaped(match[0])}>"]
        end = match.end()
    return "".join([*parts, escaped(text[end:])])


def link(address: str | None, label: str) -> str:
    """A link with a label, or the label alone where there is no web address to go to."""
    shown = escaped(readable(label).replace("|", "¦").replace("\n", " "))
    if address is None or not ADDRESS.fullmatch(address):
        return shown
    return f"<{escaped(address)}|{shown}>"
