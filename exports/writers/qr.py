"""Words as a square code for cameras (QR)."""

from __future__ import annotations

import struct
import zlib

from exports.writers.preview import chunk

_QUIET = 4  # empty squares around the code, without which cameras do not find it
_PIXELS = 6  # of one square in a picture


def squares(words: str) -> list[list[bool]]:
    """Rows of squares from the top, True where it is dark."""
    from reportlab.graphics.barcode import qrencoder

    code = qrencoder.QRCode(None, qrencoder.QRErrorCorrectLevel.M)
    code.addData(words)
    code.make()
    side = code.getModuleCount()
    return [[bool(code.isDark(row, column)) for column in range(side)] for row in range(side)]


def picture(words: str) -> bytes:
    """The code with its quiet zone as a .png of black and white."""
    dark = squares(words)
    side = (len(dark) + 2 * _QUIET) * _PIXELS
    blank = b"\0" + b"\xff" * side
    rows = [blank] * (_QUIET * _PIXELS)
    for line in dark:
        pixels = b"".join((b"\0" if one else b"\xff") * _PIXELS for one in line)
        quiet = b"\xff" * (_QUIET * _PIXELS)
        rows += [b"\0" + quiet + pixels + quiet] * _PIXELS
    rows += [blank] * (_QUIET * _PIXELS)
    head = struct.pack(">IIBBBBB", side, side, 8, 0, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(b"".join(rows))), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunk(name, body) for name, body in parts)
