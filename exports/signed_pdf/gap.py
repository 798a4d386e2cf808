"""A PDF with a gap for one more signature, as the process that took the file to pieces tells of it, and its filling.

Nothing here looks into the PDF: whoever has a key at hand works with bytes and numbers alone.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from exports.signed_pdf.place import Place

_MOST_ADDED = 16 << 20  # a field, a page, a few letters, a list of fields written anew


@dataclass(frozen=True)
class Prepared:
    """What has to be written behind the file, with a gap for the signature from `start` to `end`, counted from the
    beginning of the file; where its field stands, and how many good signatures there were before.

    ValueError unless the gap lies within what was added and is as empty as it has to be, and unless the file says
    that all of it but the gap is signed.
    """

    source: bytes
    added: bytes
    start: int
    end: int
    place: Place
    before: int

    def __post_init__(self) -> None:
        first = len(self.source)
        if not (first < self.start < self.end < first + len(self.added) <= first + _MOST_ADDED and self.before >= 0):
            raise ValueError("the gap lies elsewhere")
        gap = self.added[self.start - first : self.end - first]
        if gap != b"<" + b"0" * (len(gap) - 2) + b">" or len(gap) % 2:
            raise ValueError("something stands in the gap")
        told = b"/ByteRange [0 %d %d %d]" % (self.start, self.end, first + len(self.added) - self.end)
        if self.added.count(told) != 1:
            raise ValueError("something else would be signed")

    @property
    def sha256(self) -> bytes:
        """Of all that is signed; worked out here, not taken on trust."""
        split = len(self.source)
        made = hashlib.sha256(self.source)
        made.update(self.added[: self.start - split])
        made.update(self.added[self.end - split :])
        return made.digest()

    def filled(self, cms_der: bytes) -> bytes:
        """The signed file. ValueError for a signature that is larger than the gap."""
        split, inside = len(self.source), self.end - self.start - 2
        written = cms_der.hex().upper().encode().ljust(inside, b"0")
        if len(written) > inside:
            raise ValueError("the signature is larger than its gap")
        return b"".join((self.source, self.added[: self.start - split], b"<", written, b">",
                         self.added[self.end - split :]))  # fmt: skip
