"""How much memory a process of ours takes, where the system lets us look: the watch over a reader without a bound."""

from __future__ import annotations

import contextlib
import ctypes
import sys
from pathlib import Path
from subprocess import Popen

_PAGE_BYTES = 4096


def resident_bytes(process: Popen[bytes]) -> int | None:
    """The memory the process holds now; None where that cannot be told, and once it has ended.

    Linux and Windows tell; the Windows part is untested.
    """
    if sys.platform == "win32":
        return _on_windows(process)
    with contextlib.suppress(OSError, ValueError, IndexError):
        return int(Path(f"/proc/{process.pid}/statm").read_text(encoding="ascii").split()[1]) * _PAGE_BYTES
    return None


class _Counters(ctypes.Structure):
    """PROCESS_MEMORY_COUNTERS of the Windows interface."""

    _fields_ = [
        ("cb", ctypes.c_uint32),
        ("faults", ctypes.c_uint32),
        *((name, ctypes.c_size_t) for name in ("peak_set", "set", "peak_pool", "pool", "peak_other", "other")),
        *((name, ctypes.c_size_t) for name in ("page_file", "peak_page_file")),
    ]


def _on_windows(process: Popen[bytes]) -> int | None:
    counters = _Counters()
    counters.cb = ctypes.sizeof(counters)
    kernel = ctypes.__dict__["windll"].kernel32
    handle = ctypes.c_void_p(int(getattr(process, "_handle", 0)))
    found = kernel.K32GetProcessMemoryInfo(handle, ctypes.byref(counters), counters.cb)
    return max(counters.set, counters.page_file) if found else None
