"""Puts records in the order of their ids without holding them all, by way of sorted runs in a folder."""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from domain.initiative import SECRET_WITHHOLDS
from exports.package.contents import check_record
from exports.package.layout import LIMITS, SHARD_RECORDS, RefusedError
from exports.package.strict_json import dumps

_SHARD_BYTES = 32 << 20


def shards(records: Iterable[dict[str, Any]], folder: Path) -> Iterator[tuple[int, bytes]]:
    """(count, JSON lines) of each file of records: at most 5 000 lines and about 32 MiB, ids rising throughout.

    RefusedError: record_… of `contents.check_record`, record_duplicate, json_too_large, secret_not_withheld.
    """
    size, lines, last_id = 0, list[bytes](), ""
    for record_id, line in _in_order(records, folder):
        if record_id == last_id:
            raise RefusedError("record_duplicate", record=record_id)
        last_id = record_id
        if len(lines) == SHARD_RECORDS or size + len(line) > _SHARD_BYTES:
            yield len(lines), b"".join(lines)
            size, lines = 0, []
        lines.append(line)
        size += len(line)
    if lines:
        yield len(lines), b"".join(lines)


def _in_order(records: Iterable[dict[str, Any]], folder: Path) -> Iterator[tuple[str, bytes]]:
    rest = iter(records)
    runs: list[Path] = []
    while batch := sorted(map(_line, islice(rest, SHARD_RECORDS))):
        runs.append(folder / f"{len(runs):05d}")
        with runs[-1].open("wb") as file:
            file.writelines(b"%b\t%b" % (record_id.encode(), line) for record_id, line in batch)
    return heapq.merge(*map(_run, runs))


def _line(record: dict[str, Any]) -> tuple[str, bytes]:
    record_id = check_record(record, "")
    if record.get("technology_secret"):
        # The last gate: of a technology secret only name, effect and awards may leave the unit (S0).
        told = [name for name in SECRET_WITHHOLDS if record.get(name)]
        if told:
            raise RefusedError("secret_not_withheld", record=record_id, told=told[0])
    line = dumps(record).encode() + b"\n"
    if len(line) > LIMITS.record_bytes:
        raise RefusedError("json_too_large", limit_bytes=LIMITS.record_bytes)
    return record_id, line


def _run(path: Path) -> Iterator[tuple[str, bytes]]:
    with path.open("rb") as file:
        for kept in file:
            record_id, _, line = kept.partition(b"\t")
            yield record_id.decode(), line
