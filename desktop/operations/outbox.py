"""The outbox as a person works with it: what waits, why, hold and go on, and the account of every try."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from db import journal
from db import outbox as stored
from desktop import clock, messages
from desktop.changes import Changes, of
from desktop.desk import Desk, demand_clerk
from desktop.operations import sending, uploading
from domain import handover
from domain.errors import RuleError, TroubleError
from exports.transports.channel import Step

_WAITING = ("sealed", "queued", "failed")


def rows(desk: Desk) -> list[dict[str, Any]]:
    """The outbox, newest first."""
    return stored.rows(desk.store)


def due(desk: Desk) -> list[dict[str, Any]]:
    """Uploads whose time has come, the longest first."""
    return stored.waiting(desk.store, clock.stamp())


def history(desk: Desk, package: str = "") -> list[dict[str, Any]]:
    """What was sent when, to whom, in which package and how it went: of one package, or of all; the newest first."""
    return stored.history(desk.store, sending.find(desk, package)["id"] if package else 0)


def hold(desk: Desk, package: str) -> Changes:
    """Nothing is sent by itself until somebody says go on. RuleError("outbox_not_waiting")."""
    demand_clerk(desk)
    row = _row(desk, package)
    if row["state"] not in _WAITING:
        raise RuleError("outbox_not_waiting", name=str(row["seq"]))
    return _moved(desk, row, "held")


def resume(desk: Desk, package: str) -> Changes:
    """What was held waits to be sent again, an upload at once. RuleError("outbox_not_held")."""
    demand_clerk(desk)
    row = _row(desk, package)
    if row["state"] != "held":
        raise RuleError("outbox_not_held", name=str(row["seq"]))
    if row["server_id"]:
        return _moved(desk, row, "queued", next_at=clock.stamp(), failures=0)
    return _moved(desk, row, "queued" if row["channel"] == "email" else "sealed")


def send_waiting(desk: Desk, package: str = "", *, only_due: bool = False, step: Step) -> list[dict[str, Any]]:
    """Tries what waits for a server now, or one package, whatever state it is in; their rows afterwards.

    One that fails is told by its row and stops no other. RuleError("outbox_no_server") for a package that no server
    was ever named for.
    """
    demand_clerk(desk)
    chosen = [_row(desk, package)] if package else stored.waiting(desk.store, clock.stamp() if only_due else "")
    if package and not chosen[0]["server_id"]:
        raise RuleError("outbox_no_server", name=str(chosen[0]["seq"]))
    for row in chosen:
        try:
            uploading.to_server(desk, row["manifest_sha256"], row["server_id"], step=step)
        except TroubleError:
            continue
    return [found for row in chosen if (found := stored.row(desk.store, row["package_id"]))]


def why(row: dict[str, Any]) -> str:
    """Why a package has not arrived, in words; "" where nothing went wrong."""
    if row["state"] not in ("failed", "queued", "held") or row["detail"] in ("", "email"):
        return ""
    code, _, http = str(row["detail"]).partition(":")
    host = urlsplit(str(row["target"])).hostname or row["target"]
    known = "upload_stopped" if code == uploading.STOPPED and row["server_id"] else code
    known = "folder_stopped" if known == uploading.STOPPED else known
    return messages.sentence(known, {"path": row["target"], "host": host, "status": http or "0"})


def stuck(row: dict[str, Any]) -> bool:
    """Whether an upload has been tried for so long that a stick is the surer way."""
    if row["state"] not in ("queued", "failed") or not row["tried_since"] or not row["server_id"]:
        return False
    since = datetime.fromisoformat(str(row["tried_since"]).replace("Z", "+00:00"))
    return handover.too_long(since, clock.now())


def _row(desk: Desk, package: str) -> dict[str, Any]:
    found = stored.row(desk.store, sending.find(desk, package)["id"])
    if found is None:
        raise RuleError("package_not_ours", field="package", name=package)
    return found


def _moved(desk: Desk, row: dict[str, Any], state: str, **columns: Any) -> Changes:
    with desk.store.atomic():
        stored.move(desk.store, row["package_id"], state, clock.stamp(), **columns)
        journal.write(desk.store, desk.user.name, "outbox_moved", row["manifest_sha256"], clock.stamp(), to=state)
    return of("packages")
