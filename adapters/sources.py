"""Sources, as every platform shows them."""

from bot.messages import Citation


def dated(citation: Citation) -> str:
    """How old a source is, and of which programme period: "as of 2026-01-08, 2021-2027"."""
    known = [f"as of {citation.as_of}" if citation.as_of else "undated"]
    if citation.period != "any":
        known.append(str(citation.period))
    return ", ".join(known)
