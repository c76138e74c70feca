"""Reads Word documents."""

from io import BytesIO
from pathlib import Path

from knowledge.readers.assembly import assemble
from knowledge.readers.files import read_bytes
from knowledge.readers.html import to_markdown
from knowledge.readers.markdown import blocks_of
from knowledge.readers.office import check_archive
from knowledge.readers.reading import Reading

_STYLES = "p[style-name='Title'] => h1:fresh\np[style-name='Subtitle'] => p:fresh"


def read(path: Path) -> Reading:
    """One document: headings, paragraphs, lists and tables; no pictures, comments or change marks."""
    import mammoth

    content = read_bytes(path)
    check_archive(content, main_part="word/document.xml", named="Word")
    page = mammoth.convert_to_html(
        BytesIO(content),
        style_map=_STYLES,
        convert_image=mammoth.images.img_element(lambda image: {"src": ""}),
    ).value
    return assemble(path, blocks=blocks_of(to_markdown(page)), from_web=False)
