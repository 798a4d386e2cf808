"""Sending a sealed package by e-mail: the drafts, and what the person says became of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from db import journal, outbox, settings
from desktop import clock, kept_packages
from desktop.changes import Changes, of
from desktop.desk import Desk, demand_clerk
from desktop.operations import identity, sending
from domain import text
from domain.errors import RuleError
from exports.package import crypt
from exports.transports import email_draft
from exports.transports.email_draft import Letter as Letter

Step = Callable[[int, int], None]
_ADDRESS = "email_address"


@dataclass(frozen=True)
class Drafted:
    """The drafts as files, and the letter that stands in them."""

    paths: tuple[Path, ...]
    letter: Letter
    changes: Changes


def address(desk: Desk) -> str:
    """Where the last package was sent; "" before the first."""
    return settings.get(desk.store, _ADDRESS)


def letter(desk: Desk, package: str, to: str) -> Letter:
    """What the mail says. It names the unit, the number of the package and its code, no worker and no initiative."""
    row = sending.find(desk, package)
    unit = desk.unit
    subject = f"{unit.name} ({unit.code}): gói sáng kiến số {row['seq']}"
    words = (
        f"Kính gửi {unit.upper_name or row['recipient']},\n\n"
        f"{unit.name} gửi gói số {row['seq']}, {row['records']} sáng kiến, kèm thư này; "
        "hồ sơ giấy gửi qua đường bưu điện.\n"
        "Tệp đính kèm đã ký: hãy lưu vào một thư mục rồi mở bằng «Nhận gói» của Sổ Sáng Kiến. "
        "Nếu có nhiều thư, lưu tệp của tất cả vào cùng một thư mục, thứ tự nào cũng được.\n"
        f"Mã của gói: {row['manifest_sha256']}\n"
    )
    return Letter(to, subject, words)


def folder_needed(desk: Desk, kept: Path) -> bool:
    """Whether somebody has to say where the drafts go: mail programs read them in the clear, and a register with a
    passphrase holds nothing so. What is encrypted for its receiver may lie anywhere."""
    return not desk.plain and kept.suffix != crypt.SUFFIX


def draft(desk: Desk, package: str, to: str, folder: Path | None = None, *, step: Step) -> Drafted:
    """Writes the drafts for one package into `folder`, the register's own for drafts unless another is named.

    The outbox says "queued": nobody can see from here whether the mail went. RuleError email_address_wrong,
    email_folder_needed.
    """
    demand_clerk(desk)
    to = _checked(to)
    row = sending.find(desk, package)
    inside = folder is None or folder.resolve().is_relative_to(desk.home.resolve())
    kept, told = Path(row["path"]), letter(desk, package, to)
    if inside and folder_needed(desk, kept):
        raise RuleError("email_folder_needed", field="drafts_to")
    where = folder or desk.home / "packages" / "drafts"
    source = kept_packages.source(desk, kept)
    paths = email_draft.write(source, where, kept.name, row["detail"]["file_sha256"], told, step=step)
    with desk.store.atomic():
        if to:
            settings.put(desk.store, _ADDRESS, to)
        if not row["acknowledged_at"]:
            outbox.move(desk.store, row["id"], "queued", clock.stamp(), detail="email", channel="email",
                        target=to or str(where))  # fmt: skip
        journal.write(desk.store, desk.user.name, "email_drafted", row["manifest_sha256"], clock.stamp(), to=to,
                      drafts=len(paths))  # fmt: skip
    return Drafted(tuple(paths), told, of("packages"))


def sent(desk: Desk, package: str) -> Changes:
    """The person says the mail went: delivered, until a receipt closes it. RuleError email_not_drafted."""
    demand_clerk(desk)
    row = sending.find(desk, package)
    if not any(one["package_id"] == row["id"] and one["channel"] == "email" for one in sending.rows(desk)):
        raise RuleError("email_not_drafted", name=str(row["seq"]))
    with desk.store.atomic():
        if not row["acknowledged_at"]:
            outbox.move(desk.store, row["id"], "delivered", clock.stamp(), detail="email")
        journal.write(desk.store, desk.user.name, "delivered", row["manifest_sha256"], clock.stamp(), to="email")
    return of("packages")


def _checked(to: str) -> str:
    """One address, or none yet."""
    to = text.clean_line(to)
    identity.demand_none({"address": to})
    user, at, host = to.partition("@")
    if to and (not user or not at or "." not in host or any(sign in to for sign in ' ,;<>"\n')):
        raise RuleError("email_address_wrong", field="address", name=to)
    return to
