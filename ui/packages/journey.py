"""What has become of one package: every try, when, by which way and how it went."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

from desktop import network
from desktop.operations import outbox
from ui.packages.wording import outbox_mark, size_words, when
from ui.words import tr

MOST_LINES = 12


def lines(rows: Sequence[dict[str, Any]]) -> str:
    """The account of a package, the newest first, a line a step."""
    told = [_line(row) for row in rows[:MOST_LINES]]
    if len(rows) > MOST_LINES:
        told.append(tr("… và {n} lần trước đó", n=len(rows) - MOST_LINES))
    return "\n".join(told)


def sent_words(row: dict[str, Any], size: int) -> str:
    """ "3,2 MB/20 MB": how much of it the server has; "" where nobody can tell or all of it is there."""
    if not row["server_id"] or not row["sent_bytes"] or row["state"] in ("delivered", "acknowledged"):
        return ""
    return f"{size_words(row['sent_bytes'])}/{size_words(size)}"


def next_words(row: dict[str, Any], standing: network.Standing) -> str:
    """What happens next with a package that waits for a server; "" for any other."""
    if not row["server_id"] or row["state"] not in ("queued", "held"):
        return ""
    if row["state"] == "held":
        return tr("Gói đang được giữ lại. Bấm «Cho đi tiếp», hoặc «Gửi ngay».")
    if standing.offline:
        told = tr("Máy đang mất mạng; có mạng sổ sẽ tự gửi.")
    elif standing.metered:
        told = tr("Mạng đang tính phí nên sổ không tự gửi. Bấm «Gửi ngay» nếu vẫn muốn gửi.")
    else:
        told = tr("Sổ sẽ tự gửi lại lúc {at}.", at=when(row["next_at"] or ""))
    return " ".join(filter(None, (told, tr("Đã thử hơn một ngày: hãy gửi bằng USB.") if outbox.stuck(row) else "")))


def _line(row: dict[str, Any]) -> str:
    where = urlsplit(row["target"]).hostname or row["target"]
    return "  ·  ".join(filter(None, (when(row["at"]), outbox_mark(row["state"]).word, where)))
