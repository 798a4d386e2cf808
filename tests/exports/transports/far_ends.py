"""Every channel with its far end: what the one contract suite is run against."""

from __future__ import annotations

import email
import email.policy
import smtplib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from email.utils import formatdate, make_msgid
from pathlib import Path

from exports.transports import email_draft
from exports.transports.channel import Channel
from exports.transports.email_draft import Drafts, Letter
from exports.transports.folder import Folder
from exports.transports.server import Server
from exports.transports.tus import Tus
from exports.transports.webdav import WebDav
from tests.servers import running

LETTER = Letter("tonghop@binhtan.vn", "CĐCS May Hoa Sim: gói số 1", "Kính gửi LĐLĐ")
NAMES = ("folder", "email", *running.KINDS)


@dataclass(frozen=True)
class FarEnd:
    """`arrived` gives the whole packages there; `anything` every name there; `gone` the same channel to nowhere.

    `locked` is the same with a wrong key; None where there is no key. `keeps_names` says that a name exists once there.
    """

    channel: Channel
    arrived: Callable[[], list[tuple[str, bytes]]]
    clear: Callable[[], None]
    gone: Channel
    locked: Channel | None = None
    keeps_names: Path | None = None


def channel_of(kind: str, server: Server) -> Channel:
    return Tus(server) if kind == "tus" else WebDav(server)


@contextmanager
def far_end(name: str, home: Path) -> Iterator[FarEnd]:
    """MissingError where this machine has no such server."""
    if name in running.KINDS:
        with running.running(name) as server:
            there = server.at()
            nowhere = replace(there, url=f"http://127.0.0.1:{running.free_port()}/in")
            yield FarEnd(
                channel_of(server.kind, there), server.arrived, server.clear, channel_of(server.kind, nowhere),
                channel_of(server.kind, replace(there, secret="other")),
                server.folder if server.kind == "webdav" else None,
            )  # fmt: skip
    elif name == "folder":
        usb = home / "USB của Hân"
        usb.mkdir()
        yield FarEnd(Folder(usb), lambda: _packages(usb), lambda: _empty(usb), Folder(home / "none"), keeps_names=usb)
    else:
        drafts = home / "thư"
        drafts.mkdir()
        (home / "file").touch()
        with running.running("mail") as server:
            yield FarEnd(Drafts(drafts, LETTER), lambda: _mailed(drafts, server), lambda: _empty(drafts),
                         Drafts(home / "file" / "none", LETTER))  # fmt: skip


def _packages(folder: Path) -> list[tuple[str, bytes]]:
    return [(file.name, file.read_bytes()) for file in sorted(folder.glob("*.asice"))]


def post(draft: Path, server: running.Running) -> None:
    """What a mail program does with a draft once a person has pressed «send»."""
    letter = email.message_from_bytes(draft.read_bytes(), policy=email.policy.SMTP)
    del letter["X-Unsent"]
    letter["From"], letter["Date"], letter["Message-ID"] = "cdcs@mayhoasim.vn", formatdate(), make_msgid()
    with smtplib.SMTP("127.0.0.1", server.port) as going:
        going.send_message(letter)


def _mailed(folder: Path, server: running.Running) -> list[tuple[str, bytes]]:
    """The drafts are posted, and the packages in what the mail server has got are found as the receiver's program
    finds them, under the names the letters give them."""
    _empty(server.folder)
    for draft in sorted(folder.glob("*.eml")):
        post(draft, server)
    found = []
    for letter in sorted(server.folder.glob("*.eml")):
        message = email.message_from_bytes(letter.read_bytes(), policy=email.policy.default)
        names = [part.get_filename() or "" for part in message.walk()]
        (saved,) = email_draft.attachments(letter, folder / "saved")
        found.append((next(name for name in names if name), saved.read_bytes()))
    return found


def _empty(folder: Path) -> None:
    for file in folder.rglob("*"):
        if file.is_file():
            file.unlink()
