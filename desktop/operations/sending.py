"""Handing a sealed package over, and the outbox that knows how far each one got."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from db import journal, outbox, packages
from desktop import clock, kept_packages
from desktop.changes import Changes, of
from desktop.desk import Desk, demand_clerk
from domain.errors import RuleError, TroubleError
from exports.transports import folder
from exports.transports.folder import Delivered as Delivered

Step = Callable[[int, int], None]


def to_folder(desk: Desk, package: str, where: Path, *, step: Step) -> tuple[Delivered, Changes]:
    """Send a package to a USB stick or shared folder. `package` is a path, a file name or a manifest's SHA-256.

    The outbox row says "delivered" only after the copy was read back; a failed try says why and can be repeated.
    """
    demand_clerk(desk)
    row = find(desk, package)
    with desk.store.atomic():
        outbox.move(desk.store, row["id"], "sending", clock.stamp(), channel="folder", target=str(where), next_at=None)
    kept = Path(row["path"])
    try:
        source = kept_packages.source(desk, kept)
        done = folder.deliver(source, where, kept.name, row["detail"]["file_sha256"], step=step)
    except BaseException as error:
        with desk.store.atomic():
            code = error.code if isinstance(error, TroubleError) else "stopped"
            outbox.move(desk.store, row["id"], _state(row, "failed"), clock.stamp(), detail=code)
        raise
    with desk.store.atomic():
        state = _state(row, "delivered")
        outbox.move(desk.store, row["id"], state, clock.stamp(), detail=str(done.path))
        journal.write(desk.store, desk.user.name, "delivered", row["manifest_sha256"], clock.stamp(), to=str(where))
    return done, of("packages")


def _state(row: dict[str, Any], otherwise: str) -> str:
    # A receipt may have come first, by another way: what is acknowledged stays acknowledged.
    return "acknowledged" if row["acknowledged_at"] else otherwise


def find(desk: Desk, package: str) -> dict[str, Any]:
    """The sealed package somebody means; RuleError("package_not_ours") for one this register did not seal."""
    for row in packages.everything(desk.store, "out"):
        kept = Path(row["path"])
        if package in (row["manifest_sha256"], str(kept), kept.name) or Path(package).name == kept.name:
            return row
    raise RuleError("package_not_ours", field="package", name=package)


def rows(desk: Desk) -> list[dict[str, Any]]:
    """The outbox, newest first; a sending row of a program that died is a failed one."""
    return outbox.rows(desk.store)
