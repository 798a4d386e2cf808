"""What a process that reads a file of strangers gives up before it reads: memory, disk, network, other programs."""

from __future__ import annotations

import contextlib
import os
import sys
from typing import Any, NoReturn

# Beginnings of the interpreter's audit events; whatever a file makes a parser do, none of these belongs to reading.
_NEVER = (
    "socket.connect", "socket.bind", "socket.send", "socket.getaddrinfo", "socket.gethostby", "socket.getnameinfo",
    "urllib.", "http.", "ftplib.", "smtplib.", "imaplib.", "poplib.", "telnetlib.", "nntplib.", "webbrowser.",
    "subprocess.", "os.exec", "os.system", "os.spawn", "os.posix_spawn", "os.fork", "os.startfile", "pty.spawn",
    "os.remove", "os.rename", "os.rmdir", "os.mkdir", "os.link", "os.symlink", "os.truncate", "os.chmod", "os.chown",
    "os.kill", "os.putenv", "shutil.", "tempfile.", "sqlite3.", "winreg.", "_winapi.CreateProcess", "msvcrt.",
)  # fmt: skip
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_TRUNC
_LOCAL = ("127.0.0.1", "::1")


# What was wanted and refused, whoever may have caught the error.
wanted: list[str] = []


class ConfinedError(PermissionError):
    """A parser wanted what reading never needs."""


def confine(memory_bytes: int, seconds: float | None) -> None:
    """From here on, and not to be taken back. Call it after whatever the reading needs was imported.

    Where the system can, it bounds memory, time, files and processes itself, for what is no Python as well. A process
    that reads one file after another has no `seconds` here: see `allow`.
    """
    sys.addaudithook(_refuse)
    if sys.platform != "win32":
        import resource

        bounds = {
            resource.RLIMIT_AS: memory_bytes,
            resource.RLIMIT_FSIZE: 0,
            resource.RLIMIT_CORE: 0,
            resource.RLIMIT_NPROC: 0,
        }
        with contextlib.suppress(ValueError, OSError):
            # By a signal of its own, also when nobody is left to watch.
            if seconds is not None:
                resource.setrlimit(resource.RLIMIT_CPU, (int(seconds) + 1, int(seconds) + 6))
        for kind, bound in bounds.items():
            with contextlib.suppress(ValueError, OSError):
                resource.setrlimit(kind, (bound, bound))


def allow(seconds: float) -> None:
    """So many seconds of the processor more, from now on: the system counts those of the whole life of a process."""
    if sys.platform != "win32":
        import resource

        used = resource.getrusage(resource.RUSAGE_SELF)
        with contextlib.suppress(ValueError, OSError):
            _soft, hard = resource.getrlimit(resource.RLIMIT_CPU)
            resource.setrlimit(resource.RLIMIT_CPU, (int(used.ru_utime + used.ru_stime + seconds) + 1, hard))


def _refuse(event: str, arguments: tuple[Any, ...]) -> None:
    if event == "open":
        _path, mode, flags = arguments
        if (mode and set(mode) & set("wax+")) or (isinstance(flags, int) and flags & _WRITING):
            _never(event)
    elif event.startswith(_NEVER) and not _own_pair(event, arguments):
        _never(event)


def _never(event: str) -> NoReturn:
    wanted.append(event)
    raise ConfinedError(event)


def _own_pair(event: str, arguments: tuple[Any, ...]) -> bool:
    """Windows has no pair of sockets: the loop that waits for coroutines makes one over its own address."""
    address = arguments[1] if event in ("socket.bind", "socket.connect") else None
    return os.name == "nt" and isinstance(address, tuple) and address[0] in _LOCAL
