"""Tells labels (menu entries, buttons, captions) from sentences by the shape of their words.

A label starts with a capital, has no end mark, and stands where the word before it could not have led into
a name: "main menu | Go to search", but "from across Europe". The rules are for English; text of other
languages is kept rather than cut.
"""

import re

# Words that lead on to another word, so that a capital after them belongs to the same phrase.
LINKING = frozenset(
    "a an the and or but nor of in on at by to for from with without within into onto over under about across "
    "after against along among amongst around as before behind beneath beside between beyond during except "
    "inside like near off per since than through throughout till toward towards until up upon via versus vs & "
    "+ / our your their its his her my this that these those all each every any some no both either such which "
    "who whose when where why how if because while although is are was were be been being has have had do does "
    "did can could may might must shall should will would not called named de la le les des du und der die das".split()
)
_ENGLISH = frozenset("the and of to for our your with from is are we you by".split())
MAX_BUTTON = 80  # characters
MAX_WITH_BUTTON = 6  # words of a line that ends in a button
MAX_MARK = 8  # characters of an end mark and the quotes and brackets after it
MIN_ENGLISH = 0.06  # share of these words; English menus have 0.15, other languages under 0.03
# Words that start a new phrase even right after a capitalised one.
_OPENERS = frozenset(
    "The A An Our We You They It This These There If When How What Why Who Please Here".split()
)
CALLS = frozenset(
    "Access Accept Apply Browse Check Click Close Connect Continue Create Discover Download Enter Explore Find "
    "Follow Get Go Join Learn Listen Manage Meet Open Print Read Register Reject Reset Save Search See Select Send "
    "Share Show Sign Skip Start Submit Subscribe Toggle Try View Visit Watch".split()
)
_INTERFACE = frozenset(
    "about accessibility account back blog careers contact cookies disclaimer email english events facebook faq "
    "feedback footer help home imprint instagram jobs legal library linkedin log login logout mail mastodon menu "
    "navigation news newsletter next pagination password press previous print privacy projects register rss search "
    "settings share sign sitemap skip subscribe team terms tiktok top topics twitter whatsapp x youtube".split()
)
_MONTH = re.compile(r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*$")
_YEAR = re.compile(r"(?:19|20)\d\d$")
_NUMBER = re.compile(r"[\d.,–/-]+%?$")
_END_MARK = re.compile(r"[.!?:;…]['\"”’)\]]*$")
_PLACEHOLDER = re.compile(
    r"(?:image|picture|photo|icon|logo|thumbnail|video|document|advertisement|pagination|breadcrumbs?|previous next)",
    re.IGNORECASE,
)
_BUTTON = re.compile(
    r"(?:[‹«<←▼▲►→›»>✕×+|\s-]*)(?:(?:click|read|learn|find out|see|show|view|discover|load) (?:more|all|less|here)"
    r"|more|explore now|register now|sign up now|apply now|join now|join us|back to (?:the )?top|(?:go|skip|jump) to "
    r"(?:the )?(?:main |page )?(?:menu|content|navigation|search|footer|top)|previous|next|share|print|subscribe"
    r"|log ?in|log ?out|sign ?in|sign up|search|menu|close|home|accept(?: all)?(?: cookies)?|reject(?: all)?(?: cookies)?"
    r"|(?:manage |cookie )(?:cookies|preferences|settings)|share (?:this(?: page| article)?|on \w+)|follow us"
    r"|subscribe to (?:our|the) newsletter)[\s.!:›»>→▼…]*",
    re.IGNORECASE,
)
_HERE = re.compile(r"(?:[\w'’]+[ ,]+){1,7}here\s*[.!]?", re.IGNORECASE)
_CLICK_HERE = re.compile(
    r"(?:(?<=[.!?])|^)\s*(?:please )?click (?:here|below|on the (?:link|button|image))[^.!?]{0,40}[.!]?\s*$",
    re.IGNORECASE,
)


def is_placeholder(text: str) -> bool:
    """Whether a picture or a control left this word behind."""
    return bool(_PLACEHOLDER.fullmatch(text.strip(" .:[]()|")))


def is_button(text: str) -> bool:
    """Whether this is something to press: "Read more", "Access the helpdesk here."."""
    if len(text) > MAX_BUTTON:
        return False
    return bool(_BUTTON.fullmatch(text)) or (bool(_HERE.fullmatch(text)) and is_call(text))


def without_click_here(text: str) -> str:
    """The text without a last sentence that only asks to press something."""
    return _CLICK_HERE.sub("", text).strip()


def is_call(label: str) -> bool:
    """Whether a label asks for a click: "Discover the call"."""
    return label.split(maxsplit=1)[0] in CALLS


def has_end_mark(text: str) -> bool:
    """Whether a text ends as a sentence or a clause does."""
    return bool(_END_MARK.search(text[-MAX_MARK:]))


def is_short_label(text: str, *, words: int = 4) -> bool:
    """Whether this could be a menu entry: few words, a capital, no figure, no end mark."""
    return (
        len(text.split()) <= words
        and not has_end_mark(text)
        and not re.search(r"\d", text)
        and not re.match(r"[a-zà-ÿ]", text)
    )


def starts_label(word: str, *, after: str) -> bool:
    """Whether a new label or sentence begins with `word` when `after` stands before it."""
    if not re.match(r"['\"“‘(]?[A-ZÀ-ÞŒŠŽ]", word) or _END_MARK.search(after) or after[-1] in ",–—-|/(&":
        return False
    if _YEAR.match(after):
        return not _MONTH.match(word)
    if _NUMBER.match(after):
        return False
    if after.lower() in LINKING and not (word in CALLS and (after[0].isupper() or after in ("all", "more"))):
        return False
    return after[0].islower() or opens_phrase(word)


def opens_phrase(word: str) -> bool:
    """Whether a capitalised word starts a sentence or a call far more often than it is part of a name."""
    return re.split("['’]", word)[0] in _OPENERS or word in CALLS


def split_labels(text: str) -> list[str]:
    """A stretch of labels, one by one: "Our team Contact form" gives "Our team" and "Contact form"."""
    words = text.split()
    starts = [
        number
        for number, word in enumerate(words)
        if not number or starts_label(word, after=words[number - 1])
    ]
    return [" ".join(words[start:end]) for start, end in zip(starts, [*starts[1:], len(words)], strict=True)]


def is_menu(text: str) -> bool:
    """Whether a line is several labels in a row, or links that every site has."""
    words = text.split()
    if len(words) < 3 or has_end_mark(text):
        return False
    if "|" in words and not re.search(r"\d", text) and len(words) <= 12:
        return True
    known = sum(word.strip(",|").lower() in _INTERFACE for word in words)
    if known >= 3 and known * 2 >= len(words):
        return True
    labels = split_labels(text)
    if len(labels) > 1 and len(words) <= MAX_WITH_BUTTON and any(map(is_button, labels)):
        return True
    return len(labels) >= (3 if all(map(is_call, labels)) else 4) and len(words) / len(labels) <= 4


def reads_as_english(text: str) -> bool:
    """Whether the small words are English enough for the rules of this module."""
    words = text.lower().split()
    return sum(word in _ENGLISH for word in words) >= len(words) * MIN_ENGLISH
