"""Takes e-mail addresses out of text, also those written so that programs should not see them.

The sentence goes with its address where it says nothing but whom to write to; elsewhere the address goes
with the preposition that led to it, and no empty brackets stay behind.
"""

import re

_GONE = "\ue000"  # stands for an address until the words around it are mended

_AT = (
    r"(?:\s?(?:[@＠﹫]|%40|&#0*64;|(?i:&#x40;|&commat;))\s?"
    r"|\s*[\[({<]\s*(?i:at|ät|@|arroba)\s*[\])}>]\s*"
    r"|\s+AT\s+)"
)
_DOT = r"(?:\.|\s*[\[({<]\s*(?i:dot|punkt|\.|point|punto)\s*[\])}>]\s*|\s+DOT\s+)"
_NAME = rf"(?<![\w+'’%-])[\w+'’%-]+(?:{_DOT}[\w+'’%-]+){{0,8}}"
_HOST = rf"[\w-]+(?:{_DOT}[\w-]+){{1,8}}"
_FULL = rf"(?i:mailto:\s*)?{_NAME}{_AT}{_HOST}"

_FORMS = tuple(
    re.compile(form)
    for form in (
        # A name, the sign, and the whole address again in brackets.
        rf"{_NAME}{_AT}[(\[]\s*{_FULL}\s*[)\]]",
        _FULL,
        r"(?i:(?<![\w.+-])[\w.+-]+\s+at\s+[\w-]+(?:\s+dot\s+[\w-]+){1,5}\b)",
        # What an address leaves when its name is quoted, foreign or missing.
        r"(?<![^\s@()<>\[\]])[^\s@()<>\[\]]*[@＠﹫][\w-]+(?:\.[\w-]+)+",
        r"(?<![\w.+'’-])[\w.+'’-]+[@＠﹫][\w.-]+",
        r"(?i:(?<![\w.+-])[\w.+-]+\s*[\[(]\s*at\s*[\])]\s*(?:[\w-]+)?)",
        r"[@＠﹫][\w-]+(?:\.[\w-]+)+",
    )
)

_MANY = re.compile(rf"{_GONE}(?:[\s,;/|]*(?:(?:and|or|und|oder|et|ou)\s+)?{_GONE})+")
_WRAPPED = re.compile(rf"[(\[<{{]\s*(?:e-?mail:?\s*)?{_GONE}?\s*[)\]>}}]")
_ASKS_TO_WRITE = re.compile(
    rf"(?:^\s*(?:for|in case of|if you have)\b[^.!?]{{0,30}}\b(?:information|questions?|enquir\w+|details|help)"
    rf"|\b(?:contact|write|e-?mail|reach|get in touch|send)\b)"
    rf"[^.!?]{{0,160}}{_GONE}(?P<rest>[^.!?\n]*)",
    re.IGNORECASE,
)
_LEAD = re.compile(
    rf"(?:[\s,;–—-]*\b(?:at|to|via|under|through|on|by|using|from|e-?mails?(?: address)?|mail)\b)?"
    rf"[\s:,;]*{_GONE}",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"[^.!?\n]*(?:[.!?](?!\s|$)[^.!?\n]*)*(?:[.!?]+(?=\s|$)|\n|$)")
_REST_WORDS = 3  # with more words than these after the address, a sentence says something else as well


def without_addresses(text: str) -> str:
    """The text with no e-mail address left; handles (`@name`) stay."""
    marked = text.replace(_GONE, " ")
    for form in _FORMS:
        marked = form.sub(_GONE, marked)
    if _GONE not in marked:
        return text
    marked = _MANY.sub(_GONE, _WRAPPED.sub(_GONE, marked))
    marked = _MANY.sub(_GONE, marked)
    mended = "".join(map(_mended, _SENTENCE.findall(marked)))
    return "\n".join(" ".join(line.split()) for line in mended.split("\n")).strip()


def _mended(sentence: str) -> str:
    if _GONE not in sentence:
        return sentence
    asks = _ASKS_TO_WRITE.search(sentence)
    # A figure is a date or a number that somebody may ask for.
    if asks and len(asks["rest"].split()) <= _REST_WORDS and not re.search(r"\d", sentence):
        return "\n" if sentence.endswith("\n") else ""
    sentence = _LEAD.sub(" ", sentence).replace(_GONE, " ")
    sentence = re.sub(r"[(\[<{]\s*[)\]>}]", " ", sentence)
    sentence = re.sub(r"[ \t]+([.,;:!?)])", r"\1", sentence)
    sentence = re.sub(r"[,;:]+([.!?])", r"\1", sentence)
    sentence = re.sub(r"([(\[])\s*[,;:]\s*", r"\1", sentence)
    return sentence if re.search(r"\w", sentence) else ""
