"""What people and pages say, without what could steer a screen."""


def visible(text: str) -> str:
    """Without characters that would steer a terminal: what people and pages say is not trusted with it."""
    return "".join(letter for letter in text if letter.isprintable() or letter == "\n")
