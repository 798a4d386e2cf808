"""The process at the gate: reads one file of strangers after another, and says of each only that it came to an end.

It says "ready". A line of JSON comes in, {"task", "facts", "size", "seconds"}, and the first block of the file; it asks
for others by "block 3" and gets the bytes; at the end it says "end". It opens no file, and ends when nobody asks it any
more.
"""

from __future__ import annotations

import io
import json
import os
import sys
from collections.abc import Callable, Mapping
from typing import Any, BinaryIO, cast

from domain.seekable import Seekable
from exports.package.gate import (
    AGE,
    BLOCK_BYTES,
    CERTIFICATES,
    EVIDENCE,
    HEAD,
    MAIL,
    MEMORY_BYTES,
    PACKAGE,
    STAMP,
)

Task = Callable[[BinaryIO, dict[str, Any]], object]


def main(argument: str = "") -> None:
    """`argument` is what the process is started for: for EVIDENCE it need not know what signatures are."""
    from exports.package import whole

    if argument != EVIDENCE:
        from exports.package import cms  # noqa: F401 - half a second, before anybody waits for it

    serve({PACKAGE: whole.package, HEAD: whole.head, AGE: whole.age, MAIL: whole.mail, CERTIFICATES: whole.certificates,
           STAMP: whole.stamp, EVIDENCE: whole.evidence})  # fmt: skip


def serve(tasks: Mapping[str, Task]) -> None:
    """Call it after whatever the tasks need was imported."""
    from exports.apart import confine

    told = os.dup(1)
    os.dup2(2, 1)  # whatever a library prints is no answer
    with os.fdopen(0, "rb", closefd=False) as given:
        confine.confine(MEMORY_BYTES, None)
        os.write(told, b"ready\n")
        while line := given.readline():
            asked = json.loads(line)
            confine.allow(asked["seconds"])
            try:
                tasks[asked["task"]](cast(BinaryIO, _Served(given, told, asked["size"])), asked["facts"])
            except Exception as error:
                if isinstance(error, MemoryError):
                    os.abort()
                # A refusal is an end as well; whoever asked finds the same one.
            if confine.wanted:
                os._exit(1)  # no reader of packages writes or calls anybody
            os.write(told, b"end\n")


class _Served(Seekable, io.RawIOBase):
    """The file, block by block from the process that asks."""

    def __init__(self, given: BinaryIO, told: int, size: int) -> None:
        super().__init__(BLOCK_BYTES)
        self._given, self._told, self._size = given, told, size
        self._first = self._block(0)

    def size(self) -> int:
        return self._size

    def _open(self, no: int) -> bytes:
        if no == 0:
            return self._first
        os.write(self._told, b"block %d\n" % no)
        return self._block(no)

    def _block(self, no: int) -> bytes:
        wanted = min(BLOCK_BYTES, self._size - no * BLOCK_BYTES)
        block = self._given.read(wanted)
        if len(block) != wanted:
            os._exit(0)  # nobody is there any more
        return block


if __name__ == "__main__":
    main(*sys.argv[1:])
