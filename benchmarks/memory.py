"""How much memory this process holds, and the most it has held since it was told to forget; Linux alone tells."""

from __future__ import annotations

from pathlib import Path

_SELF = Path("/proc/self")


class Peak:
    """From now on. `look()` notes what is held at that moment: where the system cannot forget an earlier peak, the
    moments noted are all there is."""

    def __init__(self) -> None:
        self._forgot = _forget()
        self.before_mb = self._most = _held("VmRSS")

    def look(self) -> None:
        self._most = max(self._most, _held("VmRSS"))

    def mb(self) -> float | None:
        """The most that was held; None where nobody tells."""
        self.look()
        most = max(self._most, _held("VmHWM")) if self._forgot else self._most
        return most or None

    def more_mb(self) -> float | None:
        """The most that was held beyond what was held at first."""
        most = self.mb()
        return None if most is None else most - self.before_mb


def _held(what: str) -> float:
    try:
        told = (_SELF / "status").read_text(encoding="ascii", errors="replace")
    except OSError:
        return 0.0
    return next((int(line.split()[1]) for line in told.splitlines() if line.startswith(what)), 0) / 1024


def _forget() -> bool:
    try:
        (_SELF / "clear_refs").write_text("5", encoding="ascii")
    except OSError:
        return False
    return True


def peak_mb() -> float:
    """The most memory this process ever had. What the system counts for it by itself begins with its parent's."""
    try:
        told = Path("/proc/self/status").read_text(encoding="ascii")
    except OSError:
        return 0.0
    return next(int(line.split()[1]) / 1024 for line in told.splitlines() if line.startswith("VmHWM"))
