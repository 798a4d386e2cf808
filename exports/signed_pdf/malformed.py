"""What the PDF library raises on files that are not what they should be: it trusts them in many ways."""

from __future__ import annotations

import struct
import zlib

from pyhanko.pdf_utils.misc import PdfError

MALFORMED = (PdfError, ValueError, TypeError, LookupError, AttributeError, ArithmeticError, RecursionError,
             AssertionError, NotImplementedError, MemoryError, EOFError, struct.error, zlib.error)  # fmt: skip
