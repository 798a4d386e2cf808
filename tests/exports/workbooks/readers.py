"""What reading a workbook took: processor time and the most memory, of its reader and of this process."""

from __future__ import annotations

import os

import pytest

resource = pytest.importorskip("resource")  # Windows does not tell what another process took


class Readers:
    """What the readers of workbooks took, each a process of its own that has ended; plain text is read in this one."""

    def __init__(self) -> None:
        self._before = resource.getrusage(resource.RUSAGE_SELF)
        self.spent = self.memory = 0.0

    def ended(self, pid: int, options: int) -> tuple[int, int]:
        """In place of os.waitpid: the same, and what the process took is kept."""
        ended, status, used = os.wait4(pid, options)
        if ended:
            self.spent += used.ru_utime + used.ru_stime
            self.memory = max(self.memory, used.ru_maxrss * 1024)
        return ended, status

    def close(self) -> None:
        now = resource.getrusage(resource.RUSAGE_SELF)
        self.spent += now.ru_utime + now.ru_stime - self._before.ru_utime - self._before.ru_stime
        self.memory = max(self.memory, now.ru_maxrss * 1024)
