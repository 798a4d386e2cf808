"""Commands: pdf sign, pdf verify."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from desktop import messages
from desktop.cli.answer import DONE, NOT_GENUINE, Answer, say
from desktop.cli.packages import quiet
from desktop.cli.secret import add_pin, given_pin
from desktop.cli.verify import add_trust, given_trust
from desktop.desk import Desk
from domain import dates, labels


def add(commands: Any, shared: argparse.ArgumentParser) -> None:
    pdf = commands.add_parser("pdf", help="ký và kiểm tra tệp PDF").add_subparsers(dest="verb", required=True)
    sign = pdf.add_parser("sign", parents=[shared], help="ký một tệp PDF")
    sign.add_argument("file", type=Path)
    sign.add_argument("--to", type=Path, help="bản đã ký; không ghi thì đặt cạnh tệp gốc")
    sign.add_argument("--name", default="", help="người ký; không ghi thì như lần trước")
    sign.add_argument("--reason", default="", help="lý do ký")
    sign.add_argument("--page", type=int, default=0, help="trang đặt khung chữ ký; không ghi thì tự tìm chỗ ký")
    add_pin(sign)
    sign.set_defaults(run=_sign, opens=True)
    check = pdf.add_parser("verify", parents=[shared], help="kiểm tra chữ ký của một tệp PDF")
    check.add_argument("file", type=Path)
    add_trust(check)
    check.set_defaults(run=_verify, opens=False)


def _sign(desk: Desk, options: argparse.Namespace) -> Answer:
    from desktop.operations import signatures, tokens

    name = options.name or signatures.remembered(desk).name
    words = signatures.Words(name, options.reason, options.page)
    pin = given_pin(options) if tokens.held(desk) else None
    active = signatures.active(options.file)
    done = signatures.sign(desk, options.file, words, target=options.to, pin=pin, step=quiet)
    lines = [f"Đã ký: {done.path}, chữ ký ở trang {done.page}.", "Bản đã ký được đọc lại và khớp; tệp gốc còn nguyên."]
    return say(*lines, *filter(None, [active]), path=str(done.path), page=done.page, caption=done.caption,
               signatures=done.signatures, signer=name, warning=active)  # fmt: skip


def _verify(options: argparse.Namespace) -> Answer:
    from desktop.operations import signatures

    seen = signatures.check(options.file, **given_trust(options))
    lines, rows = [f"{labels.VERDICTS[seen.verdict]}. {signatures.sentence(seen)}"], []
    for one in seen.signatures:
        at = dates.shown_time(one.signed_at) if one.signed_at else "không rõ lúc nào"
        lines.append(f"- {one.name} ({one.unit_name or one.issuer_name}), ký lúc {at} theo máy ký: "
                     f"{labels.VERDICTS[one.verdict]}. {signatures.sentence(one)} {signatures.since(one)}")  # fmt: skip
        rows.append({"verdict": one.verdict, "code": one.code, "message": signatures.sentence(one), "name": one.name,
                     "unit_code": one.unit_code, "unit_name": one.unit_name, "issuer_name": one.issuer_name,
                     "signed_at": one.signed_at, "reason": one.reason, "whole_file": one.whole_file,
                     "since": one.since, "signer_code": one.signer_code})  # fmt: skip
    values = {"verdict": seen.verdict, "code": seen.code, "message": messages.sentence(seen.code, seen.facts)
              if seen.code else "", "signatures": rows}  # fmt: skip
    return Answer(values, tuple(lines), DONE if seen.verdict == "valid" else NOT_GENUINE)
