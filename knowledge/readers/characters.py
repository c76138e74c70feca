"""Characters that no reader should meet: controls, invisible marks, broken hyphens, odd spaces."""

import re
import unicodedata

# PDF libraries leave U+0002 or U+FFFE where a word was broken over two lines.
_BROKEN_WORD = re.compile("(?<=\\w)[\x02\ufffe\u00ad][ \\t]*\\r?\\n?[ \\t]*(?=\\w)")
_HYPHEN_AT_LINE_END = re.compile(r"(?<=[^\W\d_]{2})-[ \t]*\n[ \t]*(?=[^\W\d_A-ZÄÖÜÉÈÁÀÓÒ])")
_SPACES = re.compile("[\\t\\v\\f \u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+")
_LINES = re.compile("\r\n?|\u0085|\u2028|\u2029")


def tidy(text: str) -> str:
    """The text in NFC with plain spaces, whole words and nothing invisible; line ends stay."""
    text = _LINES.sub("\n", text)
    text = _BROKEN_WORD.sub("", text)
    text = _HYPHEN_AT_LINE_END.sub("", text)
    text = _SPACES.sub(" ", text)
    unseen = {ord(sign): None for sign in set(text) if sign != "\n" and _invisible(sign)}
    text = text.translate(unseen) if unseen else text
    return unicodedata.normalize("NFC", text)


def on_one_line(text: str) -> str:
    """The tidied text with every stretch of white space as one space."""
    return " ".join(tidy(text).split())


def _invisible(sign: str) -> bool:
    """Controls, zero-width and bidirectional marks, private and unassigned code points, lone surrogates."""
    return unicodedata.category(sign)[0] == "C"
