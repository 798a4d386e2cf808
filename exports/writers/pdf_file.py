"""A PDF file that grows with each page: a page that has ended is in the file, and of it only its place is kept."""

from __future__ import annotations

import zlib
from array import array
from typing import Any, BinaryIO

from reportlab.pdfbase.pdfdoc import (
    PDFDictionary,
    PDFFile,
    PDFIndirectObject,
    PDFName,
    PDFObject,
    PDFStream,
    PDFTrailer,
)

_VERSION = (1, 4)  # the first with a language and with pictures one can see through
_FREE = b"0000000000 65535 f \n"


class GrowingFile:
    """The objects of a canvas in the order in which they are ready.

    The library itself keeps every page until the end and then makes the whole file in memory, several times over.
    """

    def __init__(self, stream: BinaryIO, canvas: Any) -> None:
        self._stream = stream
        self._canvas = canvas
        self._document = canvas._doc
        self._written = 0
        self._places = array("Q")  # of object 1, 2, … from the beginning of the file; 0: not written yet
        self._put(b"".join(PDFFile(_VERSION).strings))

    def end_page(self, named: bool) -> None:
        """Writes the page that the canvas has drawn; `named`: a bookmark leads to it."""
        self._canvas.showPage()
        pages = self._document.Pages.pages
        page = pages[-1]
        packed = PDFStream(PDFDictionary({"Filter": PDFName("FlateDecode")}), zlib.compress(page.stream.encode()))
        page.Contents, page.stream = packed, None
        pages[-1] = self._document.Reference(page).format(self._document)
        for one in (page, packed):
            self._write(self._number(one))
            self._forget(one, named and one is page)

    def finish(self) -> None:
        """Writes what all pages share (fonts, pictures, bookmarks) and where each object is."""
        document = self._document
        for font in document.delayedFonts:
            font.addObjects(document)
        document.info.invariant = document.invariant
        document.info.digest(document.signature)
        document.Reference(document.Catalog)
        document.Reference(document.info)
        document.Outlines.prepare(document, self._canvas)
        if document.Outlines.ready < 0:
            document.Catalog.Outlines = None
        number = 0
        while number < document.objectcounter:  # which grows: objects find their parts while they are written
            number += 1
            if number in document.numberToId:
                self._write(number)
        self._end(document)

    def _end(self, document: Any) -> None:
        begin = self._written
        self._put(b"xref\n0 %d\n" % (len(self._places) + 1) + _FREE)
        for place in self._places:
            self._put(b"%010d 00000 n \n" % place)
        trailer = PDFTrailer(startxref=begin, Size=len(self._places) + 1, Root=document.Reference(document.Catalog),
                             Info=document.Reference(document.info), ID=document.ID())  # fmt: skip
        self._put(trailer.format(document))

    def _number(self, one: PDFObject) -> int:
        number: int = self._document.idToObjectNumberAndVersion[one.__InternalName__][0]
        return number

    def _write(self, number: int) -> None:
        name = self._document.numberToId[number]
        whole = PDFIndirectObject(name, self._document.idToObject[name]).format(self._document)
        self._places.extend([0] * (number - len(self._places)))
        self._places[number - 1] = self._written
        self._put(whole)

    def _forget(self, one: PDFObject, named: bool) -> None:
        name = one.__InternalName__
        del self._document.idToObject[name]
        del self._document.numberToId[self._number(one)]
        if not named:
            del self._document.idToObjectNumberAndVersion[name]

    def _put(self, part: bytes) -> None:
        self._stream.write(part)
        self._written += len(part)
