"""Runs a program and keeps every byte that it, or any process it starts, writes to a file, also to one deleted since.

`python -m tests.written KEPT COMMAND…` on Linux, x86-64, without any rights of an administrator: a filter in the kernel
stops the program only where it is about to write, and whoever watches reads what it is about to write. In the folder
KEPT there is one file for each path written to, and `paths.json`, which tells {file: path}.
"""

from __future__ import annotations

import ctypes
import json
import os
import platform
import signal
import struct
import sys
from pathlib import Path

WORKS_HERE = sys.platform == "linux" and platform.machine() == "x86_64"

_TRACEME, _CONT, _GETREGS, _SETOPTIONS, _EVENTMSG = 0, 7, 12, 0x4200, 0x4201
_FORK, _VFORK, _CLONE, _SECCOMP, _EXITKILL = 2, 4, 8, 128, 1 << 20
_EVENT_SECCOMP = 7
_WALL = 0x40000000
_NO_NEW_PRIVS, _SET_SECCOMP, _FILTER = 38, 22, 2
_WRITE, _MMAP, _PWRITE, _WRITEV, _SENDFILE, _SPLICE, _PWRITEV = 1, 9, 18, 20, 40, 275, 296
_COPY_RANGE, _PWRITEV2, _IO_URING = 326, 328, 425
_CALLS = (_WRITE, _PWRITE, _WRITEV, _SENDFILE, _SPLICE, _PWRITEV, _COPY_RANGE, _PWRITEV2, _IO_URING)
# Of the registers as the kernel gives them: the number of the call, its first three values and its fifth.
_ORIG_RAX, _RDI, _RSI, _RDX, _R8 = 15, 14, 13, 12, 9

libc = ctypes.CDLL(None, use_errno=True)
libc.ptrace.argtypes = [ctypes.c_long, ctypes.c_long, ctypes.c_void_p, ctypes.c_void_p]
libc.ptrace.restype = ctypes.c_long


class _Program(ctypes.Structure):
    _fields_ = [("length", ctypes.c_ushort), ("steps", ctypes.c_void_p)]


def _filter() -> bytes:
    """Allow all calls but those that write, and mappings that others see; these ask whoever watches."""

    def step(code: int, value: int, yes: int = 0, no: int = 0) -> bytes:
        return struct.pack("<HBBI", code, yes, no, value)

    load, equal, any_bit, say = 0x20, 0x15, 0x45, 0x06
    ask, allow = 0x7FF00000, 0x7FFF0000
    # Jumps count the steps they pass over. After the list: a mapping that is shared (its fourth value) asks as well.
    count = len(_CALLS)
    calls = [step(equal, call, count - at + 3) for at, call in enumerate(_CALLS, 1)]
    mapping = [step(equal, _MMAP, 0, 3), step(load, 16 + 3 * 8), step(any_bit, 1, 0, 1)]
    return b"".join([step(load, 0), *calls, *mapping, step(say, ask), step(say, allow)])


def _become(command: list[str]) -> None:
    steps = _filter()
    held = ctypes.create_string_buffer(steps)
    program = _Program(len(steps) // 8, ctypes.addressof(held))
    libc.ptrace(_TRACEME, 0, None, None)
    os.kill(os.getpid(), signal.SIGSTOP)
    if libc.prctl(_NO_NEW_PRIVS, 1, 0, 0, 0) or libc.prctl(_SET_SECCOMP, _FILTER, ctypes.byref(program), 0, 0):
        os._exit(125)
    os.execvp(command[0], command)


class Kept:
    """What was written, by path."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.numbers: dict[str, int] = {}

    def add(self, path: str, content: bytes) -> None:
        number = self.numbers.setdefault(path, len(self.numbers))
        with (self.folder / f"{number}.bytes").open("ab") as file:
            file.write(content)

    def close(self) -> None:
        told = {f"{number}.bytes": path for path, number in self.numbers.items()}
        (self.folder / "paths.json").write_text(json.dumps(told), encoding="utf-8")


def _path(pid: int, descriptor: int) -> str:
    """ "" for what is no file: a pipe, a socket, a device, memory with a name."""
    try:
        path = str(Path(f"/proc/{pid}/fd/{descriptor}").readlink())
    except OSError:
        return ""
    return path if path.startswith("/") and not path.startswith(("/dev/", "/memfd:", "/proc/")) else ""


def _memory(pid: int, at: int, length: int) -> bytes:
    with Path(f"/proc/{pid}/mem").open("rb", buffering=0) as memory:
        memory.seek(at)
        found = b""
        while len(found) < length and (part := memory.read(length - len(found))):
            found += part
        return found


def _look(pid: int, kept: Kept) -> None:
    registers = (ctypes.c_ulonglong * 27)()
    libc.ptrace(_GETREGS, pid, None, ctypes.addressof(registers))
    call, first, second, third = (registers[at] for at in (_ORIG_RAX, _RDI, _RSI, _RDX))
    if call in (_WRITE, _PWRITE):
        if path := _path(pid, first):
            kept.add(path, _memory(pid, second, third))
    elif call in (_WRITEV, _PWRITEV, _PWRITEV2):
        if path := _path(pid, first):
            parts = struct.iter_unpack("<QQ", _memory(pid, second, 16 * third))
            kept.add(path, b"".join(_memory(pid, at, length) for at, length in parts))
    elif call in (_SENDFILE, _SPLICE, _COPY_RANGE):
        into, out_of = (first, second) if call == _SENDFILE else (third, first)
        if path := _path(pid, into):
            source = f"/proc/{pid}/fd/{out_of}"
            kept.add(path, Path(source).read_bytes() if _path(pid, out_of) else b"written from a pipe, not seen")
    elif call == _MMAP:
        if third & 2 and (path := _path(pid, registers[_R8] & 0xFFFFFFFF)):
            kept.add(f"mapped {path}", b"")
    else:
        kept.add("io_uring", b"")


def main(folder: Path, command: list[str]) -> int:
    """The exit code of the command."""
    kept = Kept(folder)
    first = os.fork()
    if first == 0:
        _become(command)
    os.waitpid(first, _WALL)
    options = _FORK | _VFORK | _CLONE | _SECCOMP | _EXITKILL
    if libc.ptrace(_SETOPTIONS, first, None, options):
        raise OSError(ctypes.get_errno(), "no watching here")
    libc.ptrace(_CONT, first, None, None)
    code = 126
    while True:
        try:
            pid, status = os.waitpid(-1, _WALL)
        except ChildProcessError:
            break
        if os.WIFEXITED(status) or os.WIFSIGNALED(status):
            if pid == first:
                code = os.waitstatus_to_exitcode(status)
            continue
        stopped_by, event = os.WSTOPSIG(status), status >> 16
        if event == _EVENT_SECCOMP:
            _look(pid, kept)
        passed_on = 0 if event or stopped_by in (signal.SIGSTOP, signal.SIGTRAP) else stopped_by
        libc.ptrace(_CONT, pid, None, passed_on)
    kept.close()
    return code


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), sys.argv[2:]))
