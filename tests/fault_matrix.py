"""Everything that goes wrong on the way to a server, against every server: `python -m tests.fault_matrix [MB]`.

Each cell sends one package through the outbox of a real register, does the harm, and ends only when the package is at
the far end whole and once. Lines are cut every 3.5 MB; the package has 20 MB unless another size is given.
"""

from __future__ import annotations

import hashlib
import os
import secrets
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # before Qt is imported

from db import outbox as stored
from db import packages
from desktop import clock, desk, paths
from desktop.desk import Desk
from desktop.operations import outbox, registers, sending, servers, uploading
from desktop.operations.servers import ReceivingServer
from domain.errors import TroubleError
from domain.unit import Block, Level, Unit
from tests.servers import faults, running
from tests.servers.private_ca import PrivateCa
from tests.servers.running import MissingError, Running

UNIT = Unit("27001", "CĐCS May Hoa Sim", Level.GRASSROOTS, "27000", "LĐLĐ huyện", Block.ENTERPRISE, "Bình Tân")
MEGABYTE = 1_000_000
PATIENCE_S = 2.0
MOST_TRIES = 40


class BrokenError(Exception):
    """A package that did not arrive whole and once."""


@dataclass
class Bench:
    """A register with one package for one cell, and the server it goes to."""

    opened: Desk
    server: Running
    size: int
    cut: int
    folder: Path
    ca: PrivateCa
    tries: int = 0
    manifest: str = ""

    def wrap(self, size: int = 0) -> bytes:
        """A sealed package in the outbox: only its name, its bytes and their SHA-256 matter on the way."""
        content, self.manifest = os.urandom(size or self.size), secrets.token_hex(32)
        kept = paths.sent(self.opened.home) / f"27001_{secrets.randbelow(10**9):09d}.asice"
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.write_bytes(content)
        store, now = self.opened.store, clock.stamp()
        with store.atomic():
            detail = {"file_sha256": hashlib.sha256(content).hexdigest()}
            row = packages.insert(store, direction="out", now=now, detail=detail, kind="submission",
                                  manifest_sha256=self.manifest, unit_code="27001", unit_name=UNIT.name,
                                  recipient="27000", seq=1, path=str(kept), records=1)  # fmt: skip
            stored.add(store, row, now)
        return content

    def written(self, port: int = 0, **change: str) -> int:
        """The server in the register, through another port if one is given."""
        there = self.server.at(port)
        given = ReceivingServer("x", self.server.kind, there.url, there.user_name, secret=there.secret)
        given = replace(given, **change)  # type: ignore[arg-type]
        known = servers.named(self.opened, given.kind, given.url)
        return servers.put(self.opened, replace(given, id=known.id if known else 0))[0].id

    def once(self, server_id: int) -> str:
        """One try: "" if it arrived, else the code of the trouble."""
        self.tries += 1
        try:
            uploading.to_server(self.opened, self.manifest, server_id, step=lambda _done, _total: None)
        except TroubleError as error:
            return error.code
        return ""

    def pursue(self, server_id: int) -> None:
        while self.once(server_id):
            if self.tries > MOST_TRIES or self.state() != "queued":
                raise BrokenError(f"{self.state()} {outbox.rows(self.opened)[0]['detail']}")

    def state(self) -> str:
        return str(outbox.rows(self.opened)[0]["state"])


def cut(bench: Bench) -> None:
    """The line is reset again and again."""
    with faults.between(bench.server.port) as line:
        line.cut_every(bench.cut)
        bench.pursue(bench.written(line.port))
        if not line.cuts:
            raise BrokenError("nothing was cut")


def client_killed(bench: Bench) -> None:
    """The program is killed while it sends; opened again, the outbox goes on by itself."""
    with faults.between(bench.server.port) as line:
        line.hang(bench.size // 2)
        bench.written(line.port)
        bench.opened.close()
        words = [sys.executable, "-m", "desktop", "--home", str(bench.opened.home), "send", bench.manifest, "--via",
                 bench.server.kind, "--to", bench.server.at(line.port).url]  # fmt: skip
        client = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        line.hanging.wait(60)
        client.send_signal(signal.SIGKILL)
        client.wait()
        line.mend()
        bench.opened = desk.open_desk(bench.opened.home, None)
        (row,) = outbox.due(bench.opened)
        bench.pursue(row["server_id"])


def server_killed(bench: Bench) -> None:
    """The server dies while it takes the package in, and comes back."""
    with faults.between(bench.server.port) as line:
        server_id = bench.written(line.port)

        def kill(done: int, _total: int) -> None:
            if done > bench.size // 2 and bench.server.process and bench.server.process.poll() is None:
                bench.server.kill()

        bench.tries += 1
        try:
            uploading.to_server(bench.opened, bench.manifest, server_id, step=kill)
            raise BrokenError("nothing was killed")
        except TroubleError as error:
            if not error.again:
                raise BrokenError(error.code) from error
        bench.server.start()
        bench.pursue(server_id)


def half_open(bench: Bench) -> None:
    """The line goes dead and nobody is told."""
    usual, servers.PATIENCE_S = servers.PATIENCE_S, PATIENCE_S
    try:
        with faults.between(bench.server.port) as line:
            line.hang(bench.size // 2)
            server_id = bench.written(line.port)
            said = bench.once(server_id)
            if not line.hanging.is_set():
                raise BrokenError("nothing went dead")
            line.mend()
            if said:
                bench.pursue(server_id)
    finally:
        servers.PATIENCE_S = usual


def wrong_token(bench: Bench) -> None:
    """A wrong key is refused for good; with the right one «send now» goes through."""
    said = bench.once(bench.written(secret="wrong"))
    if (said, bench.state(), bench.server.arrived()) != ("server_key_refused", "failed", []):
        raise BrokenError(said)
    bench.pursue(bench.written())


def private_ca(bench: Bench) -> None:
    """A server with a CA of its own is not believed until that CA is given."""
    with running.running(bench.server.key, bench.ca.server) as sealed:
        bench.server = sealed
        said = bench.once(bench.written())
        if (said, bench.state(), sealed.arrived()) != ("server_untrusted", "failed", []):
            raise BrokenError(said)
        bench.pursue(bench.written(ca_pem=bench.ca.pem))
        _whole(bench)
        bench.manifest = ""  # looked at here, while the server is up


def too_large(bench: Bench) -> None:
    """413: WebDAV takes it in parts; tus refuses it by name, and it goes by stick."""
    area = "small"
    server_id = bench.written(url=bench.server.at(area=area).url)
    if bench.server.kind == "webdav":
        bench.pursue(server_id)
        bench.server.area = area
        return
    said = bench.once(server_id)
    if (said, bench.state(), bench.server.arrived()) != ("server_too_large", "failed", []):
        raise BrokenError(said)
    stick = bench.folder / secrets.token_hex(4)
    stick.mkdir()
    done, _changes = sending.to_folder(bench.opened, bench.manifest, stick, step=lambda _done, _total: None)
    if done.path.read_bytes() != _content(bench):
        raise BrokenError("the stick")
    bench.manifest = ""


FAULTS: dict[str, Callable[[Bench], None]] = {
    "cut every 3.5 MB": cut,
    "client killed, resumed": client_killed,
    "server killed": server_killed,
    "half-open connection": half_open,
    "wrong token": wrong_token,
    "private CA": private_ca,
    "413": too_large,
}


def _content(bench: Bench) -> bytes:
    return Path(sending.find(bench.opened, bench.manifest)["path"]).read_bytes()


def _whole(bench: Bench) -> None:
    """BrokenError unless exactly this package is at the far end, exactly once, and the outbox says so."""
    name = Path(sending.find(bench.opened, bench.manifest)["path"]).name
    if bench.server.arrived() != [(name, _content(bench))]:
        raise BrokenError(f"{len(bench.server.arrived())} there")
    if bench.state() != "delivered":
        raise BrokenError(bench.state())


def cell(fault: str, server: Running, home: Path, ca: PrivateCa, *, size: int, cut_every: int) -> int:
    """How many tries it took; BrokenError where it did not end whole and once."""
    server.clear()
    before = server.area
    if not (home / "vault.json").exists():
        registers.create(home, UNIT, "Hân", None)
    bench = Bench(desk.open_desk(home, None), server, size, cut_every, home.parent, ca)
    try:
        bench.wrap()
        FAULTS[fault](bench)
        if bench.manifest:
            _whole(bench)
        return bench.tries
    finally:
        server.area = before
        bench.opened.close()


def main(megabytes: str = "20") -> int:
    """Prints the matrix; 1 where a cell did not end whole and once."""
    size, wrong = int(float(megabytes) * MEGABYTE), 0
    print(f"{size / MEGABYTE:g} MB; «whole, once (n)»: n tries of the outbox\n")
    with tempfile.TemporaryDirectory() as name, ExitStack() as stack:
        ca = PrivateCa(Path(name))
        for kind in running.KINDS:
            try:
                server = stack.enter_context(running.running(kind))
            except MissingError as error:
                print(f"{kind}: {error}")
                continue
            for fault in FAULTS:
                try:
                    tries = cell(fault, server, Path(name) / "home", ca, size=size, cut_every=3_500_000)
                    said = f"whole, once ({tries})"
                except BrokenError as error:
                    said, wrong = f"BROKEN: {error}", 1
                print(f"{server.name:26}{fault:26}{said}", flush=True)
    return wrong


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
