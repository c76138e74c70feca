"""Looks into DOCX and PPTX files before a parser may: they are zip archives and can be bombs."""

import zipfile
from io import BytesIO
from xml.sax.handler import ContentHandler

from knowledge.errors import Unreadable

MAX_UNPACKED = 300 * 1024 * 1024  # bytes of all parts, pictures included
MAX_XML = 24 * 1024 * 1024  # bytes of one XML part; parsed trees take twenty times as much
MAX_PARTS = 20_000
CHUNK = 1 << 20

_ENCRYPTED = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # the container that Office encrypts its files into
_XML = (".xml", ".rels", ".vml")


def check_archive(content: bytes, *, main_part: str, named: str) -> None:
    """Refuse what is encrypted, damaged, a bomb, or declares XML entities; Unreadable says which."""
    if content.startswith(_ENCRYPTED):
        raise Unreadable("it is encrypted or of an old Office type")
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            _check_parts(archive, main_part=main_part, named=named)
    except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError) as error:
        raise Unreadable(f"it is not a valid {named} file") from error


def _check_parts(archive: zipfile.ZipFile, *, main_part: str, named: str) -> None:
    parts = archive.infolist()
    if main_part not in archive.namelist():
        raise Unreadable(f"it is not a valid {named} file")
    if any(part.flag_bits & 0x1 for part in parts):
        raise Unreadable("it is encrypted")
    xml = [part for part in parts if part.filename.lower().endswith(_XML)]
    is_bomb = (
        len(parts) > MAX_PARTS
        or sum(part.file_size for part in parts) > MAX_UNPACKED
        or any(part.file_size > MAX_XML for part in xml)
    )
    if is_bomb:
        raise Unreadable("it unpacks to far more than a document holds")
    # The directory may lie about sizes, so each part is unpacked once and counted.
    for part in parts:
        unpacked = 0
        with archive.open(part) as stream:
            while chunk := stream.read(CHUNK):
                unpacked += len(chunk)
        if unpacked != part.file_size:
            raise Unreadable("it unpacks to something else than it says")
    for part in xml:
        _check_xml(archive.read(part), named=named)


def _check_xml(part: bytes, *, named: str) -> None:
    """Office never declares entities or document types; what does is made to do harm."""
    import xml.sax

    import defusedxml.common
    import defusedxml.sax

    try:
        defusedxml.sax.parseString(part, ContentHandler(), forbid_dtd=True)
    except defusedxml.common.DefusedXmlException as error:
        raise Unreadable("it declares XML entities, which documents never need") from error
    except xml.sax.SAXException as error:
        raise Unreadable(f"it is not a valid {named} file") from error
