"""Puts records in the order of their ids without holding them all, by way of sorted runs in a file without a name."""

from __future__ import annotations

import dataclasses
import heapq
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, BinaryIO

from domain.initiative import ALWAYS_WITHHELD, SECRET_WITHHOLDS
from exports.package.contents import check_record
from exports.package.layout import DEFLATE, LIMITS, SHARD_RECORDS, RefusedError
from exports.package.strict_json import dumps
from exports.package.zip_writer import Pressed, press

# At most four bytes a letter: even then a file stays below what a reader takes in.
_SHARD_LETTERS = LIMITS.entry_bytes // 5
_CHUNK = 1 << 16


@dataclass(frozen=True)
class Run:
    """Lines in order of their ids, pressed put aside in `file` from `start`; `pressed` is kept without its bytes."""

    file: BinaryIO
    start: int
    packed_bytes: int
    ids: list[str]
    pressed: Pressed

    def whole(self) -> Pressed:
        self.file.seek(self.start)
        return dataclasses.replace(self.pressed, packed=self.file.read(self.packed_bytes))

    def lines(self) -> Iterator[tuple[str, str]]:
        yield from zip(self.ids, self._texts(), strict=True)

    def _texts(self) -> Iterator[str]:
        inflater, rest = zlib.decompressobj(-15), b""
        for at in range(0, self.packed_bytes, _CHUNK):
            self.file.seek(self.start + at)  # other runs are read between
            piece = self.file.read(min(_CHUNK, self.packed_bytes - at))
            plain = inflater.decompress(piece) if self.pressed.method == DEFLATE else piece
            *whole, rest = (rest + plain).split(b"\n")
            yield from (line.decode() for line in whole)


def shards(records: Iterable[dict[str, Any]], aside: BinaryIO) -> Iterator[tuple[int, Pressed]]:
    """Each file of records with its count: at most 5 000 lines and 20 million letters, ids rising throughout.

    What is waiting lies in `aside`, an empty file.

    RefusedError: record_… of `contents.check_record`, record_duplicate, content_too_large, secret_not_withheld.
    """
    runs = [_put_aside(batch, aside) for batch in _batches(map(_line, records))]
    if all(before.ids[-1] < after.ids[0] for before, after in pairwise(runs)):
        # They came in order, as the register gives them: each run is a file already.
        yield from ((len(run.ids), run.whole()) for run in runs)
        return
    for batch in _batches(_distinct(heapq.merge(*(run.lines() for run in runs)))):
        yield len(batch), _pressed(batch)


def _pressed(batch: list[tuple[str, str]]) -> Pressed:
    return press("\n".join([*(line for _, line in batch), ""]).encode())


def _put_aside(batch: list[tuple[str, str]], aside: BinaryIO) -> Run:
    batch = list(_distinct(sorted(batch)))
    pressed = _pressed(batch)
    start = aside.tell()
    aside.write(pressed.packed)
    kept = dataclasses.replace(pressed, packed=b"")
    return Run(aside, start, len(pressed.packed), [record_id for record_id, _ in batch], kept)


def _batches(lines: Iterable[tuple[str, str]]) -> Iterator[list[tuple[str, str]]]:
    size, batch = 0, list[tuple[str, str]]()
    for record_id, line in lines:
        if len(batch) == SHARD_RECORDS or size + len(line) > _SHARD_LETTERS:
            yield batch
            size, batch = 0, []
        batch.append((record_id, line))
        size += len(line)
    if batch:
        yield batch


def _distinct(lines: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    last_id = ""
    for record_id, line in lines:
        if record_id == last_id:
            raise RefusedError("record_duplicate", record=record_id)
        last_id = record_id
        yield record_id, line


def _line(record: dict[str, Any]) -> tuple[str, str]:
    record_id = check_record(record, "")
    # The last gate: of a technology secret only name, effect and awards may leave the unit (S0).
    withheld = SECRET_WITHHOLDS if record.get("technology_secret") else ALWAYS_WITHHELD
    if told := [name for name in withheld if record.get(name)]:
        raise RefusedError("secret_not_withheld", record=record_id, told=told[0])
    line = dumps(record)
    if len(line) > LIMITS.record_bytes // 4 and len(line.encode()) > LIMITS.record_bytes:
        raise RefusedError("content_too_large", limit_bytes=LIMITS.record_bytes)
    return record_id, line
