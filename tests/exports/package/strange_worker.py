"""A process at the gate that some files bring down: by what is written in them, as a hole in a library would."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
from collections.abc import Callable
from pathlib import Path
from typing import Any, BinaryIO

from domain.evidence import HEAD_BYTES, Kind
from exports.package import gate, gate_worker

HANG, WAIT, EAT, DIE, CALL, WRITE, CHATTER, LIE, LEAVE = (
    b"hangs", b"waits", b"eats", b"dies", b"calls", b"writes", b"chatters", b"asks for more", b"leaves something",
)  # fmt: skip


def package(file: BinaryIO, facts: dict[str, Any]) -> None:
    if _left:
        os._exit(1)
    told = file.read(40)
    for mark, act in _ACTS.items():
        if told.startswith(mark):
            act()
    from exports.package import whole  # only where something is read: to die it is not needed

    file.seek(0)
    _brittle_evidence()
    whole.package(file, facts)


def evidence(file: BinaryIO, facts: dict[str, Any]) -> None:
    from exports.package import whole

    _brittle_evidence()
    whole.evidence(file, facts)


def _brittle_evidence() -> None:
    """From now on a mark in the first bytes of evidence acts as well, wherever it is found."""
    from exports.package import evidence as files

    if files.kind is not _brittle_kind:
        _kind.append(files.kind)
        files.kind = _brittle_kind


def _brittle_kind(file: BinaryIO, name: str) -> Kind:
    file.seek(0)
    told = file.read(HEAD_BYTES)
    for mark, act in _ACTS.items():
        if mark in told:
            act()
    return _kind[0](file, name)


def age(file: BinaryIO, facts: dict[str, Any]) -> None:
    from exports.package import whole

    whole.age(file, facts)


def _hang() -> None:
    while True:
        pass


def _eat() -> None:
    held = []
    while True:
        held.append(bytearray(1 << 26))


def _call() -> None:
    with contextlib.suppress(OSError):  # as a library might
        socket.create_connection(("127.0.0.1", 9), 1)


def _write() -> None:
    with contextlib.suppress(OSError):
        Path("written-from-inside").write_text("x")


def _say(told: bytes) -> None:
    for place in range(3, 9):  # whichever it answers on
        with contextlib.suppress(OSError):
            os.write(place, told)


_kind: list[Callable[[BinaryIO, str], Kind]] = []  # the honest one
_left: list[bytes] = []  # by an earlier file, for the next one
_ACTS: dict[bytes, Callable[[], object]] = {
    HANG: _hang, WAIT: lambda: signal.pause(), EAT: _eat, CALL: _call,
    DIE: lambda: os.kill(os.getpid(), signal.SIGSEGV),
    LEAVE: lambda: _left.append(LEAVE), WRITE: _write, CHATTER: lambda: _say(b"x" * 5000),
    LIE: lambda: _say(b"block 999999\n"),
}  # fmt: skip

if __name__ == "__main__":
    gate_worker.serve(
        dict.fromkeys((gate.PACKAGE, gate.HEAD, gate.MAIL, gate.CERTIFICATES, gate.STAMP), package)
        | {gate.AGE: age, gate.EVIDENCE: evidence}
    )
