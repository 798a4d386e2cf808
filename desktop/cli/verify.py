"""Command: verify. A program of its own size: neither a register nor a window is loaded where none is asked for."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from desktop import messages
from desktop.cli import frame
from desktop.cli.answer import DONE, NOT_GENUINE, Answer
from desktop.cli.ending import ended
from desktop.cli.secret import given_passphrase
from desktop.operations import trust_files
from domain import dates, labels
from domain.errors import RuleError, TroubleError
from exports.package.signature import Stamp
from exports.package.verify import Verification


def add(commands: Any, shared: argparse.ArgumentParser) -> None:
    check = commands.add_parser("verify", parents=[shared], help="kiểm tra một gói")
    _arguments(check)
    check.set_defaults(run=run, opens=False)


def add_trust(parser: argparse.ArgumentParser) -> None:
    """What to verify by, where it is not the register."""
    parser.add_argument("--root", type=Path, help="chứng thư gốc của công đoàn cấp trên (.pem)")
    parser.add_argument("--trust", type=Path, help="danh bạ khóa của công đoàn cấp trên (.asice)")


def given_trust(options: argparse.Namespace) -> dict[str, Any]:
    """See `desktop.operations.verification.Given`."""
    passphrase = given_passphrase(options) if options.home else None
    return {"root": options.root, "trust_package": options.trust, "home": options.home, "passphrase": passphrase}


def alone(arguments: Sequence[str]) -> bool:
    """Whether these arguments of the whole program ask for nothing but a verdict by files."""
    # Options may be shortened, so their beginnings are looked at.
    return list(arguments[:1]) == ["verify"] and not any(one.startswith(("--ho", "--p", "--a")) for one in arguments)


def main(arguments: Sequence[str]) -> int:
    """`FILE [--root FILE.pem | --trust FILE] [--json]`; the exit code of docs/COMMANDS.md."""
    frame.speak()
    parser = argparse.ArgumentParser(prog="sangkien verify", description="Kiểm tra một gói, không cần sổ.")
    parser.add_argument("--json", action="store_true", help="in một đối tượng JSON")
    _arguments(parser)
    options = parser.parse_args(arguments)
    try:
        given = answer(trust_files.check(options.file, options.root, options.trust, options.tsa_root))
    except (RuleError, TroubleError, KeyboardInterrupt) as error:
        given = ended(error)
    told = json.dumps(given.values, ensure_ascii=False, indent=1) if options.json else "\n".join(given.lines)
    print(told, file=sys.stdout if options.json or given.exit_code in (DONE, NOT_GENUINE) else sys.stderr)
    return given.exit_code


def run(options: argparse.Namespace) -> Answer:
    """With the trust of a register as well, where one is named."""
    if options.home is None:
        return answer(trust_files.check(options.file, options.root, options.trust, options.tsa_root))
    from desktop.operations import verification

    return answer(verification.check(options.file, tsa_root=options.tsa_root, **given_trust(options)))


def answer(seen: Verification) -> Answer:
    text = messages.sentence(seen.code, seen.facts) if seen.code else "Chữ ký đúng, không có gì bị thay đổi."
    lines = [f"{labels.VERDICTS[seen.verdict]}. {text}"]
    if seen.unit_code:
        lines.append(f"Đơn vị {seen.unit_name} ({seen.unit_code}), gói số {seen.seq}, {seen.records} sáng kiến.")
    lines += [messages.sentence(warning) for warning in seen.warnings]
    if seen.stamp:
        lines.append(stamp_words(seen.stamp))
    values = {
        "verdict": seen.verdict,
        "code": seen.code,
        "message": text,
        "kind": seen.kind,
        "unit_code": seen.unit_code,
        "unit_name": seen.unit_name,
        "seq": seen.seq,
        "created_at": seen.created_at,
        "signed_at": seen.signed_at,
        "records": seen.records,
        "manifest_sha256": seen.manifest_sha256,
        "recipient": seen.recipient,
        "warnings": list(seen.warnings),
        "signer_code": seen.signer_code,
        "encrypted": seen.encrypted,
        "timestamp": stamp_values(seen.stamp),
    }
    return Answer(values, tuple(lines), DONE if seen.verdict == "valid" else NOT_GENUINE)


def stamp_values(stamp: Stamp | None) -> dict[str, Any] | None:
    if stamp is None:
        return None
    return {"at": stamp.stamped_at, "authority": stamp.authority, "trusted": stamp.trusted}


def stamp_words(stamp: Stamp) -> str:
    believed = "nơi cấp được tin" if stamp.trusted else "nơi cấp chưa được tin: thêm chứng thư gốc bằng --tsa-root"
    at = dates.shown_time(stamp.stamped_at)
    return f"Dấu thời gian: gói đã có chữ ký này lúc {at}, theo {stamp.authority} ({believed})."


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, help="gói cần kiểm tra")
    add_trust(parser)
    parser.add_argument("--tsa-root", type=Path, help="chứng thư gốc (PEM) của nơi cấp dấu thời gian")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
