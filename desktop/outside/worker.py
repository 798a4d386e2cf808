"""The process that reads one picture or PDF of strangers: it is told what to do on its input and answers on its output.

A line of JSON comes in, {"task", "facts", "seconds", "memory_bytes"}, then the file; out go a line of JSON, either
{"values"} or {"refused": code, "facts"}, and bytes that belong to it. After one file the process ends.
"""

from __future__ import annotations

import base64
import dataclasses
import json
import os
import sys
from collections.abc import Callable
from datetime import datetime
from typing import Any

from domain.errors import RuleError, TroubleError

LOOK, SIGNED, SIGNING = "look", "signed", "signing"
Given = tuple[bytes, dict[str, Any]]
Answer = tuple[Any, bytes]


def main(kind: str) -> None:
    """`kind` is LOOK, SIGNED or SIGNING: what is loaded before anything is known of the file."""
    tasks = {LOOK: _looking, SIGNED: _signed, SIGNING: _signing}[kind]()
    from exports.apart.confine import confine

    with os.fdopen(0, "rb", closefd=False) as given, os.fdopen(1, "wb", closefd=False) as out:
        line = given.readline()
        if not line:
            return  # nobody needs this reader any more
        asked = json.loads(line)
        content = given.read()
        confine(asked["memory_bytes"], asked["seconds"])
        try:
            values, body = tasks[asked["task"]](content, asked["facts"])
            head = {"values": values}
        except (RuleError, TroubleError) as error:
            head, body = {"refused": error.code, "facts": error.facts}, b""
        except MemoryError:
            os.abort()
        out.write(json.dumps(head).encode() + b"\n" + body)


def _looking() -> dict[str, Callable[[bytes, dict[str, Any]], Answer]]:
    import pypdfium2  # noqa: F401 - loaded before the doors are shut
    from PySide6.QtCore import QSize
    from PySide6.QtGui import QImage

    from desktop import pictures
    from exports.signed_pdf import page
    from exports.writers import preview

    def picture(content: bytes, facts: dict[str, Any]) -> Answer:
        image = pictures.decoded(facts["name"], content, QSize(facts["wide"], facts["high"]))
        dots = image.convertToFormat(QImage.Format.Format_RGBA8888)
        return [dots.width(), dots.height(), dots.bytesPerLine()], bytes(dots.constBits())

    def jpeg(content: bytes, facts: dict[str, Any]) -> Answer:
        return [], pictures.shrunk(facts["name"], content, facts["limit_bytes"])

    def pdf_page(content: bytes, facts: dict[str, Any]) -> Answer:
        seen = preview.stranger_page(content, facts["no"], facts["wide"], facts["high"])
        return (_plain(seen), seen.dots) if seen else (None, b"")

    def pdf_spot(content: bytes, facts: dict[str, Any]) -> Answer:
        found = page.look(content, facts["signer"], facts["page"])
        seen = found.picture
        told = dataclasses.asdict(dataclasses.replace(found, picture=None))
        return told | {"picture": _plain(seen) if seen else None}, seen.dots if seen else b""

    return {"picture": picture, "jpeg": jpeg, "pdf_page": pdf_page, "pdf_spot": pdf_spot}


def _plain(picture: Any) -> list[Any]:
    return [picture.width, picture.height, picture.stride, picture.pages, *picture.points]


def _signed() -> dict[str, Callable[[bytes, dict[str, Any]], Answer]]:
    from exports.package.registry import TrustedUnit, TrustRegistry
    from exports.signed_pdf import active, verify

    def registry(told: dict[str, Any]) -> TrustRegistry:
        """What this program itself believes: a list that was never sealed has no number yet."""
        units = {code: TrustedUnit(**unit) for code, unit in told["units"].items()}
        return TrustRegistry(**told | {"units": units, "crl_der": base64.b64decode(told["crl_der"])})

    def pdf_active(content: bytes, _facts: dict[str, Any]) -> Answer:
        return active.active(content), b""

    def pdf_verdicts(content: bytes, facts: dict[str, Any]) -> Answer:
        root = facts["root"].encode() if facts["root"] else None
        known: list[TrustRegistry | None] = [registry(one) for one in facts["registries"]]
        now = datetime.fromisoformat(facts["now"])
        seen = [verify.judge(content, facts["name"], root_pem=root, registry=one, now=now) for one in known or [None]]
        return [dataclasses.asdict(one) for one in seen], b""

    def pdf_signatures(content: bytes, _facts: dict[str, Any]) -> Answer:
        return [dataclasses.asdict(one) for one in verify.look(content)], b""

    return {"pdf_active": pdf_active, "pdf_verdicts": pdf_verdicts, "pdf_signatures": pdf_signatures}


def _signing() -> dict[str, Callable[[bytes, dict[str, Any]], Answer]]:
    import pypdfium2  # noqa: F401 - loaded before the doors are shut
    from reportlab.pdfgen import canvas  # noqa: F401 - as above

    from exports.signed_pdf import prepare
    from exports.signed_pdf.stamp import Said

    def pdf_prepared(content: bytes, facts: dict[str, Any]) -> Answer:
        certificate, now = base64.b64decode(facts["certificate"]), datetime.fromisoformat(facts["now"])
        made = prepare.prepare(content, Said(**facts["said"]), certificate, facts["reserved"], facts["page"], now)
        told = {"start": made.start, "end": made.end, "before": made.before, "place": dataclasses.asdict(made.place)}
        return told, made.added

    return {"pdf_prepared": pdf_prepared}


if __name__ == "__main__":
    main(sys.argv[1])
