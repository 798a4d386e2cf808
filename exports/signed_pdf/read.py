"""The bytes of a PDF somebody chose."""

from __future__ import annotations

from pathlib import Path

from domain.errors import RuleError, TroubleError

MAX_VERIFIED_BYTES = 200 << 20


def read(path: Path, most: int) -> bytes:
    """TroubleError file_missing, file_unreadable; RuleError pdf_too_large over `most` bytes."""
    try:
        if path.stat().st_size > most:
            raise RuleError("pdf_too_large", limit_mb=most >> 20)
        return path.read_bytes()
    except FileNotFoundError:
        raise TroubleError("file_missing", path=str(path)) from None
    except OSError as error:
        raise TroubleError("file_unreadable", again=True, path=str(path), reason=error.strerror or "") from error
