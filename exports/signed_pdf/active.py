"""What a PDF does or carries besides its pages: whoever signs it vouches for that too, and should know."""

from __future__ import annotations

import logging
from io import BytesIO
from typing import Any

SCRIPT, LAUNCH, SENDS, FILES, MEDIA, FORM = "script", "launch", "sends", "files", "media", "form"
_ACTIONS = {"/JavaScript": SCRIPT, "/Launch": LAUNCH, "/SubmitForm": SENDS, "/ImportData": SENDS, "/Rendition": MEDIA,
            "/Movie": MEDIA, "/Sound": MEDIA}  # fmt: skip
_SHOWN = {
    "/FileAttachment": FILES,
    "/RichMedia": MEDIA,
    "/Movie": MEDIA,
    "/Sound": MEDIA,
    "/Screen": MEDIA,
    "/3D": MEDIA,
}
_KEYS = {"/JS": SCRIPT, "/EmbeddedFiles": FILES, "/EmbeddedFile": FILES, "/XFA": FORM}
_MOST = 30_000  # objects: a file with more is looked at from its beginning, which is where such things hang


def active(data: bytes) -> tuple[str, ...]:
    """Words of this module for what was found, sorted; nothing for a file that cannot be read, which `look` tells.

    Half a second to import what reads it.
    """
    from pyhanko.pdf_utils.misc import PdfError
    from pyhanko.pdf_utils.reader import PdfFileReader

    logging.getLogger("pyhanko").setLevel(logging.CRITICAL)
    found = set[str]()
    try:
        reader = PdfFileReader(BytesIO(data), strict=False)
        if not reader.encrypted:
            _walk(reader, found)
    except (PdfError, ValueError, TypeError, KeyError, IndexError, AttributeError, RecursionError, OverflowError):
        pass
    return tuple(sorted(found))


def _walk(reader: Any, found: set[str]) -> None:
    """Everything that hangs on the root, each object once; a broken one hides nothing of the others."""
    from pyhanko.pdf_utils import generic
    from pyhanko.pdf_utils.misc import PdfError

    waiting, seen = list[Any]([reader.trailer.raw_get("/Root")]), set[Any]()
    while waiting and len(seen) < _MOST:
        value = waiting.pop()
        if isinstance(value, generic.IndirectObject):
            if value.reference in seen:
                continue
            seen.add(value.reference)
            try:
                value = reader.get_object(value.reference)
            except (PdfError, ValueError, TypeError, KeyError, IndexError, RecursionError):
                continue
        if isinstance(value, generic.DictionaryObject):
            _note(value, found)
            waiting += [value.raw_get(key) for key in value]
        elif isinstance(value, generic.ArrayObject):
            waiting += [value.raw_get(number) for number in range(len(value))]


def _note(value: Any, found: set[str]) -> None:
    for key, words in (("/S", _ACTIONS), ("/Subtype", _SHOWN), ("/Type", _KEYS)):
        told = words.get(str(value.raw_get(key))) if key in value else None
        if told:
            found.add(told)
    found |= {told for key, told in _KEYS.items() if key in value}
