"""Sealing against deflating the same bytes, verifying against inflating and hashing them."""

from __future__ import annotations

import hashlib
import random
import tempfile
import zlib
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

from benchmarks.figure import Figure, compare
from domain import record
from domain.initiative import Author, Initiative
from exports.package import build, keys, signing_certificate, verify
from exports.package.strict_json import dumps

RECORDS = 20_000


def figures() -> Iterator[Figure]:
    records = [_record(number) for number in range(RECORDS)]
    raw = "\n".join(dumps(values) for values in records).encode()
    packed = zlib.compress(raw, 4)
    now = datetime.now(UTC)
    key = keys.new_key()
    signer = keys.Signer(key, signing_certificate.self_signed(key, "B1", "Benchmark", now))
    header = {"kind": "submission", "unit_code": "B1", "unit_name": "Benchmark", "seq": 1}
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "b1.asice"
        for order, lines in (("", records), (", in any order", random.Random(1).sample(records, RECORDS))):
            yield compare(
                f"seal {RECORDS} records{order}",
                partial(build.seal, target, header, lines, {}, signer, now=now),
                lambda: zlib.compress(raw, 4),
                "deflate level 4 of the same records",
            )
        yield compare(
            f"verify {RECORDS} records",
            lambda: verify.verify(target, now=now, read_records=False),
            lambda: hashlib.sha256(zlib.decompress(packed)).digest(),
            "inflate + SHA-256 of the same records",
        )


def _record(number: int) -> dict[str, Any]:
    digest = hashlib.sha256(str(number).encode()).hexdigest()
    summary = " ".join(
        f"Bước {digest[at : at + 3]} giảm {int(digest[at : at + 2], 16)} giây." for at in range(0, 60, 2)
    )
    told = Initiative(
        id=f"{number:08x}{digest[:24]}",
        number=f"SK-2022-{number:06d}",
        unit_code="B1",
        title=f"Đồ gá số {number} cho chuyền {number % 40}",
        authors=(Author(full_name=f"Nguyễn Văn {digest[:4]}"),),
        summary=summary,
        effect=f"Tiết kiệm {number % 97} triệu đồng.",
        revision=1,
    )
    values = record.record(told)
    del values["unread"]
    return values
