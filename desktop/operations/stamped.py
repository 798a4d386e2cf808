"""What a timestamp that lies beside a package adds to its verdict; no register is needed."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from domain.errors import RuleError, TroubleError
from exports.package import gate, verify
from exports.package.signature import TOLERANCE
from exports.package.verify import Verification

SUFFIX = ".tsr"
VOID = "timestamp_void"
_LONGEST_ANSWER = 64 << 10
_ENDED = ("certificate_expired", "root_expired")


def read_roots(file: Path) -> bytes:
    """Certificates somebody wants believed, read at the gate first; nothing says yet that they are any.

    RefusedError as `gate.let_in`; TroubleError usage_file_unreadable.
    """
    try:
        with gate.let_in(file, gate.CERTIFICATES) as opened:
            return opened.read()
    except TroubleError as error:
        if error.code not in ("file_missing", "file_unreadable"):
            raise
        raise TroubleError("usage_file_unreadable", again=True, path=str(file)) from error


def beside(file: Path) -> bytes | None:
    """What lies there under the name of an answer; longer than any answer, it is one that was meddled with."""
    try:
        with file.with_name(file.name + SUFFIX).open("rb") as answer:
            return answer.read(_LONGEST_ANSWER + 1)
    except OSError:
        return None


def told(
    seen: Verification,
    intact: Callable[[], Verification],
    answer_for: Callable[[str], bytes | None],
    trusted: bytes,
    again_at: Callable[[datetime], Verification],
) -> Verification:
    """A verdict with what the package's stamp adds to it.

    A certificate that ended since counts as it did when a trusted authority stamped the package (`again_at`).
    `intact()` is the verdict without anybody's trust, which knows the signature of a package that was refused.
    """
    known = seen if seen.signature else intact()
    answer = answer_for(known.manifest_sha256) if known.signature else None
    if answer is None:
        return seen
    from exports.package import timestamps as stamps

    try:
        stamp = stamps.judge(answer, bytes.fromhex(known.signature), trusted)
    except RuleError:
        return dataclasses.replace(seen, warnings=(*seen.warnings, VOID))
    stamped_at = datetime.fromisoformat(stamp.stamped_at)
    if stamp.trusted and seen.code in _ENDED:
        then = again_at(stamped_at)
        if then.verdict == verify.VALID:
            seen = dataclasses.replace(then, warnings=(*then.warnings, "timestamp_holds"))
    if known.signed_at and datetime.fromisoformat(known.signed_at) > stamped_at + TOLERANCE:
        seen = dataclasses.replace(seen, warnings=(*seen.warnings, "timestamp_before_signing"))
    return dataclasses.replace(seen, stamp=stamp)
