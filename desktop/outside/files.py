"""Pictures and PDFs that somebody else made, read without letting them into this process."""

from __future__ import annotations

import base64
import dataclasses
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from PySide6.QtCore import QSize
from PySide6.QtGui import QImage

from desktop.outside import spare
from desktop.outside.worker import LOOK, SIGNED, SIGNING
from domain.errors import TroubleError
from exports.package.registry import TrustRegistry
from exports.signed_pdf.gap import Prepared
from exports.signed_pdf.page import Spot
from exports.signed_pdf.place import Place
from exports.signed_pdf.stamp import Said
from exports.signed_pdf.verdict import PdfSignature, PdfVerification
from exports.writers.preview import Picture

_LARGEST = 1 << 15  # dots in a line, lines in a picture
_VERDICTS = ("valid", "untrusted", "invalid", "unreadable")

# All of them start a process unless one waits, so never on the screen's thread; errors are those of `spare.ask`.


def picture(name: str, content: bytes, within: QSize, watched: Callable[[], None] = lambda: None) -> QImage:
    """The picture upright and no larger than `within`; RuleError evidence_picture_unreadable."""
    values, dots = spare.ask(LOOK, "picture", content, name, watched=watched, wide=within.width(), high=within.height())
    width, height, stride = _numbers(name, values, 3)
    _demand(name, 0 < width <= _LARGEST and 0 < height <= _LARGEST and width * 4 <= stride)
    _demand(name, len(dots) >= stride * height)
    return QImage(dots, width, height, stride, QImage.Format.Format_RGBA8888).copy()


def jpeg(name: str, content: bytes, limit_bytes: int) -> bytes:
    """See `pictures.shrunk`."""
    return spare.ask(LOOK, "jpeg", content, name, limit_bytes=limit_bytes)[1]


def pdf_page(
    name: str, content: bytes, no: int, wide: int, high: int, watched: Callable[[], None] = lambda: None
) -> Picture | None:
    """See `exports.writers.preview.stranger_page`."""
    values, dots = spare.ask(LOOK, "pdf_page", content, name, watched=watched, no=no, wide=wide, high=high)
    return None if values is None else _picture(name, values, dots)


def pdf_spot(name: str, content: bytes, signer: str, page: int | None) -> Spot:
    """See `exports.signed_pdf.page.look`."""
    values, dots = spare.ask(LOOK, "pdf_spot", content, name, signer=signer, page=page)
    try:
        seen = values.pop("picture")
        spot = Spot(**values, picture=_picture(name, seen, dots) if seen else None)
    except (TypeError, AttributeError, KeyError):
        raise _crashed(name) from None
    sides = (spot.left, spot.top, spot.right, spot.bottom)
    _demand(name, all(isinstance(one, int | float) for one in sides) and isinstance(spot.caption, str))
    _demand(name, isinstance(spot.page, int) and isinstance(spot.pages, int))
    return spot


def pdf_active(name: str, content: bytes) -> tuple[str, ...]:
    """See `exports.signed_pdf.active.active`."""
    values, _ = spare.ask(SIGNED, "pdf_active", content, name)
    _demand(name, isinstance(values, list) and all(isinstance(one, str) and one.isalpha() for one in values))
    return tuple(values)


def pdf_verdicts(
    name: str, content: bytes, *, root: bytes | None, registries: Sequence[TrustRegistry], now: datetime
) -> list[PdfVerification]:
    """The verdict by each registry, or one by the root or by nobody; see `exports.signed_pdf.verify.judge`."""
    values, _ = spare.ask(SIGNED, "pdf_verdicts", content, name, root=root.decode("ascii", "replace") if root else "",
                          registries=[one.to_dict() for one in registries], now=now.isoformat())  # fmt: skip
    try:
        seen = [PdfVerification(**one | {"signatures": tuple(PdfSignature(**sign) for sign in one["signatures"])})
                for one in values]  # fmt: skip
    except (TypeError, KeyError):
        raise _crashed(name) from None
    _demand(name, len(seen) == max(len(registries), 1))
    _demand(name, all(one.verdict in _VERDICTS for one in seen))
    _demand(name, all(one.verdict in _VERDICTS for whole in seen for one in whole.signatures))
    return seen


def pdf_signatures(name: str, content: bytes, *, watched: Callable[[], None] = lambda: None) -> list[PdfSignature]:
    """See `exports.signed_pdf.verify.look`."""
    values, _ = spare.ask(SIGNED, "pdf_signatures", content, name, watched=watched)
    try:
        return [PdfSignature(**one) for one in values]
    except TypeError:
        raise _crashed(name) from None


def pdf_prepared(
    name: str, content: bytes, said: Said, certificate_der: bytes, reserved: int, *, page: int | None, now: datetime,
    watched: Callable[[], None] = lambda: None,
) -> Prepared:  # fmt: skip
    """See `exports.signed_pdf.prepare.prepare`. What belongs behind the file is looked at as bytes alone."""
    values, added = spare.ask(SIGNING, "pdf_prepared", content, name, watched=watched, said=dataclasses.asdict(said),
                              certificate=base64.b64encode(certificate_der).decode(), reserved=reserved, page=page,
                              now=now.isoformat())  # fmt: skip
    try:
        place, numbers = Place(**values["place"]), [values[one] for one in ("start", "end", "before")]
        _demand(name, all(type(one) is int for one in (*numbers, place.page)) and isinstance(place.caption, str))
        return Prepared(content, added, numbers[0], numbers[1], place, numbers[2])
    except (TypeError, KeyError, ValueError):
        raise _crashed(name) from None


def _picture(name: str, values: Any, dots: bytes) -> Picture:
    width, height, stride, pages, *points = _numbers(name, values, 6)
    _demand(name, 0 < width <= _LARGEST and 0 < height <= _LARGEST and width * 3 <= stride and pages > 0)
    _demand(name, len(dots) >= stride * height)
    return Picture(width, height, stride, dots, pages, (points[0], points[1]))


def _numbers(name: str, values: Any, count: int) -> list[Any]:
    _demand(name, isinstance(values, list) and len(values) == count)
    _demand(name, all(isinstance(one, int) for one in values[:4]))
    _demand(name, all(isinstance(one, int | float) for one in values[4:]))
    return list(values)


def _demand(name: str, fits: bool) -> None:
    """A reader that a file has taken over may say anything: what does not fit counts as no answer."""
    if not fits:
        raise _crashed(name)


def _crashed(name: str) -> TroubleError:
    return TroubleError(spare.CODES.crashed, name=name, file=name)
