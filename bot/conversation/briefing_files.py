"""A briefing note as a Markdown and as a Word file; whatever pages and people wrote stays plain text in them."""

import re
from io import BytesIO

from bot.conversation.briefing import Briefing, Reference
from bot.messages import File
from bot.texts import Texts

_ADDRESS = re.compile(r"https?://[^\s<>\"'`\\]+")
# Every character that Markdown or one of its dialects may read as markup, in the middle of a line or at its start.
_MARKUP = re.compile(r"[\\`*_{}\[\]()<>#+\-!|~&$^=:@]|(?<=\bwww)\.|(?<=^\d)[.)]|(?<=^\d\d)[.)]")


def note_files(note: Briefing, texts: Texts) -> tuple[File, File]:
    """The two files of a note."""
    return (
        File(f"briefing-{note.id}.md", markdown(note, texts).encode()),
        File(f"briefing-{note.id}.docx", docx(note, texts)),
    )


def markdown(note: Briefing, texts: Texts) -> str:
    """The note in Markdown."""
    say = texts.say
    parts = [f"# {say('note-title')}", say("note-answered", day=note.answered_on, id=note.id)]
    parts += [f"## {say('note-question')}", _plain(note.question)]
    if note.synthesis:
        parts += [f"## {say('note-synthesis')}", _plain(note.synthesis)]
    parts.append(f"## {say('note-quotations')}")
    parts += [f"> “{_plain(each.text)}” \\[{each.n}\\]" for each in note.quotations] or [
        say("note-quotations-none")
    ]
    parts.append(f"## {say('note-judgement')}")
    for judgement in note.judgements:
        parts.append(f"**{_plain(judgement.alias)}**, {judgement.on}:\n\n> {_plain(judgement.text)}")
    if not note.judgements:
        parts.append(say("note-judgement-none"))
    parts.append(f"## {say('note-references')}")
    parts += [_markdown_reference(each) for each in note.references] or [say("note-references-none")]
    parts += [f"## {say('note-caveats')}", "\n".join(f"- {_plain(each)}" for each in note.caveats)]
    return "\n\n".join(parts) + "\n"


def docx(note: Briefing, texts: Texts) -> bytes:
    """The note as a Word file."""
    # Takes a moment to import, and few talks need it.
    from docx import Document

    say = texts.say
    file = Document()
    file.core_properties.author = say("note-author")
    file.core_properties.title = say("note-title")
    file.core_properties.comments = ""
    file.add_heading(say("note-title"), level=0)
    file.add_paragraph(say("note-answered", day=note.answered_on, id=note.id))
    file.add_heading(say("note-question"), level=1)
    file.add_paragraph(note.question)
    if note.synthesis:
        file.add_heading(say("note-synthesis"), level=1)
        file.add_paragraph(note.synthesis)
    file.add_heading(say("note-quotations"), level=1)
    for quotation in note.quotations:
        file.add_paragraph(f"“{quotation.text}” [{quotation.n}]", style="Quote")
    if not note.quotations:
        file.add_paragraph(say("note-quotations-none"))
    file.add_heading(say("note-judgement"), level=1)
    for judgement in note.judgements:
        file.add_paragraph(f"{judgement.alias}, {judgement.on}:")
        file.add_paragraph(judgement.text, style="Intense Quote")
    if not note.judgements:
        file.add_paragraph(say("note-judgement-none"))
    file.add_heading(say("note-references"), level=1)
    for each in note.references:
        file.add_paragraph(
            " ".join(filter(None, (f"[{each.n}] {each.title}.", each.url, f"({each.details})")))
        )
    if not note.references:
        file.add_paragraph(say("note-references-none"))
    file.add_heading(say("note-caveats"), level=1)
    for caveat in note.caveats:
        file.add_paragraph(caveat, style="List Bullet")
    content = BytesIO()
    file.save(content)
    return content.getvalue()


def _markdown_reference(reference: Reference) -> str:
    address = reference.url or ""
    link = f" <{address}>" if _ADDRESS.fullmatch(address) else f" {_plain(address)}" if address else ""
    return f"\\[{reference.n}\\] {_plain(reference.title)}.{link} ({_plain(reference.details)})"


def _plain(text: str) -> str:
    """The text as Markdown that shows it as it is."""
    return _MARKUP.sub(lambda found: f"\\{found[0]}", text)
