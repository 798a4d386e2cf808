"""A mail server that keeps each letter as it came: python -m tests.servers.mail_server PORT FOLDER.

It is a relay of the old kind: letters of seven bits alone, no line longer than mail allows, ten million bytes at most.
"""

from __future__ import annotations

import sys
import threading
from pathlib import Path

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

MOST = 10_000_000
LONGEST_LINE = 998


class Inbox:
    """Letters as files of a folder, numbered in the order they came."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.kept = folder, 0

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        letter = envelope.content
        assert isinstance(letter, bytes)
        if max(letter, default=0) > 127:
            return "554 seven bits only"
        if any(len(line) > LONGEST_LINE for line in letter.split(b"\r\n")):
            return "554 a line is too long"
        self.kept += 1
        (self.folder / f"{self.kept:04d}.eml").write_bytes(letter)
        return "250 kept"


def main(port: int, folder: Path) -> None:
    server = Controller(Inbox(folder), hostname="127.0.0.1", port=port, data_size_limit=MOST, enable_SMTPUTF8=False)
    server.start()
    print("ready", flush=True)
    threading.Event().wait()


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]))
