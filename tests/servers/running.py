"""Real servers on loopback, each a process of its own that can be killed; where one cannot be had, its name is said."""

from __future__ import annotations

import contextlib
import importlib.util
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from exports.transports import email_draft
from exports.transports.server import Server

ROOT = Path(__file__).resolve().parents[2]
NODE = ROOT / "tests" / "servers" / "node"
NODE_HOME = ROOT / ".cache" / "tus-server"
TOKEN, USER = "mã bí mật của đơn vị", "donvi"
MOST = 300_000
NPM_S = 300
Tls = tuple[Path, ...]
_MODULES = Path("/usr/lib/apache2/modules")


class MissingError(Exception):
    """A server that cannot be had on this machine; the words say which and why."""


@dataclass
class Running:
    """`arrived` gives the whole packages at the far end by their names, one for each time that one arrived."""

    name: str
    kind: str
    port: int
    home: Path
    command: list[str]
    area: str
    scheme: str = "http"
    process: subprocess.Popen[str] | None = None
    says_ready: bool = True
    key: str = ""  # its name among KINDS

    @property
    def folder(self) -> Path:
        return self.home / ("files" if self.kind == "tus" else self.area)

    def at(self, port: int = 0, area: str = "", secret: str = "", **rest: object) -> Server:
        """The server as a client sees it, through another port or at another area of it."""
        url = f"{self.scheme}://127.0.0.1:{port or self.port}/{area or self.area}"
        user = "" if self.kind == "tus" else USER
        return Server(url, secret or _secret(self.kind), user, **rest)  # type: ignore[arg-type]

    def start(self) -> None:
        with (self.home / "log").open("a") as log:
            said_to = subprocess.PIPE if self.says_ready else log
            self.process = subprocess.Popen(self.command, stdout=said_to, stderr=log, text=True, cwd=ROOT,
                                            start_new_session=True)  # fmt: skip
        if self.says_ready:
            assert self.process.stdout is not None
            said = self.process.stdout.readline()
            if "ready" not in said:
                raise MissingError(f"{self.name}: {(self.home / 'log').read_text()[-300:]}")
        else:
            self._answers()

    def kill(self) -> None:
        """As when the power goes."""
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        if self.process is not None and self.process.poll() is None:
            self._end(signal.SIGTERM)

    def clear(self) -> None:
        """Nothing has arrived yet."""
        for folder in self.home.iterdir():
            if folder.is_dir() and folder.name not in ("conf",):
                for file in folder.iterdir():
                    file.unlink()

    def arrived(self) -> list[tuple[str, bytes]]:
        return _uploads(self.folder) if self.kind == "tus" else _files(self.folder)

    def _end(self, how: int) -> None:
        assert self.process is not None
        os.killpg(self.process.pid, how)  # a server may be more than one process
        self.process.wait()
        if self.process.stdout:
            self.process.stdout.close()

    def _answers(self) -> None:
        for _ in range(600):
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", self.port), timeout=1):
                return
            assert self.process is not None
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.process.wait(0.05)
                raise MissingError(f"{self.name}: {(self.home / 'log').read_text()[-300:]}")
        raise MissingError(f"{self.name} does not answer")


def _secret(kind: str) -> str:
    return TOKEN.encode("ascii", "ignore").decode().replace(" ", "-") if kind == "tus" else TOKEN


def _uploads(folder: Path) -> list[tuple[str, bytes]]:
    found = []
    for told in sorted(folder.glob("*.json")):
        values, content = json.loads(told.read_text()), told.with_suffix("").read_bytes()
        if len(content) == values["size"]:
            found.append((values["metadata"]["filename"], content))
    return found


def _files(folder: Path) -> list[tuple[str, bytes]]:
    with tempfile.TemporaryDirectory() as into:
        named = [file for file in sorted(folder.iterdir()) if file.suffix in (".asice", ".part")]
        whole = [file for file in email_draft.gathered(named, Path(into)) if file.suffix == ".asice"]
        return [(file.name, file.read_bytes()) for file in whole]


def free_port() -> int:
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return int(asked.getsockname()[1])


def reference(home: Path, tls: Tls = ()) -> Running:
    (home / "files").mkdir()
    port = free_port()
    words = [sys.executable, "-m", "tests.servers.tus_reference", str(port), str(home / "files"), _secret("tus")]
    return Running("the reference tus server", "tus", port, home, [*words, str(MOST), *map(str, tls)], "files",
                   _scheme(tls))  # fmt: skip


def tus_server(home: Path, tls: Tls = ()) -> Running:
    installed = _npm()
    (home / "files").mkdir()
    port = free_port()
    words = ["node", str(installed / "server.mjs"), str(port), str(home / "files"), _secret("tus"), str(MOST)]
    return Running("@tus/server", "tus", port, home, [*words, *map(str, tls)], "files", _scheme(tls))


def wsgidav(home: Path, tls: Tls = ()) -> Running:
    if importlib.util.find_spec("wsgidav") is None:
        raise MissingError("WsgiDAV is not installed")
    for area in ("in", "small"):
        (home / area).mkdir()
    port = free_port()
    words = [sys.executable, "-m", "tests.servers.wsgidav_server", str(port), str(home), USER, TOKEN, str(1_100_000)]
    return Running("WsgiDAV", "webdav", port, home, [*words, *map(str, tls)], "in", _scheme(tls))


def mail(home: Path, tls: Tls = ()) -> Running:
    (home / "inbox").mkdir()
    port = free_port()
    words = [sys.executable, "-m", "tests.servers.mail_server", str(port), str(home / "inbox")]
    return Running("the mail server", "mail", port, home, words, "inbox")


def apache(home: Path, tls: Tls = ()) -> Running:
    program = shutil.which("apache2") or shutil.which("apache2", path="/usr/sbin")
    if program is None or not (_MODULES / "mod_dav_fs.so").is_file():
        raise MissingError("apache2 with mod_dav is not installed")
    for area in ("in", "small", "conf"):
        (home / area).mkdir()
    port = free_port()
    (home / "conf" / "httpd.conf").write_text(_apache_words(home, port, tls), encoding="utf-8")
    hashed = subprocess.run(["openssl", "passwd", "-apr1", TOKEN], capture_output=True, text=True, check=True).stdout
    (home / "conf" / "users").write_text(f"{USER}:{hashed}", encoding="utf-8")
    home.chmod(0o755)
    if os.geteuid() == 0:
        for folder in (home, *home.iterdir()):
            shutil.chown(folder, "nobody")
    words = [program, "-f", str(home / "conf" / "httpd.conf"), "-DFOREGROUND"]
    return Running("apache2 mod_dav", "webdav", port, home, words, "in", _scheme(tls), says_ready=False)


def _apache_words(home: Path, port: int, tls: Tls) -> str:
    modules = "mpm_event authn_core authn_file authz_core authz_user auth_basic dav dav_fs" + (" ssl" if tls else "")
    lines = [f"LoadModule {name}_module {_MODULES}/mod_{name}.so" for name in modules.split()]
    user = ["User nobody", "Group nogroup"] if os.geteuid() == 0 else []
    lines += [f"ServerRoot {home}", f"Listen 127.0.0.1:{port}", "ServerName localhost", f"PidFile {home}/conf/pid",
              f"DocumentRoot {home}", f"ErrorLog {home}/log", f"DavLockDB {home}/conf/lock", *user,
              "StartServers 1", "ThreadsPerChild 4", "MaxRequestWorkers 4", "MinSpareThreads 1", "MaxSpareThreads 4",
              f"<Directory {home}>", "Dav On", "AuthType Basic", "AuthName x", f"AuthUserFile {home}/conf/users",
              "Require valid-user", "</Directory>", f"<Directory {home}/small>", "LimitRequestBody 1100000",
              "</Directory>"]  # fmt: skip
    if tls:
        lines += ["SSLEngine on", f"SSLCertificateFile {tls[0]}", f"SSLCertificateKeyFile {tls[1]}"]
    return "\n".join(lines) + "\n"


def _scheme(tls: Tls) -> str:
    return "https" if tls else "http"


def _npm() -> Path:
    """@tus/server, installed once beside the other things that are kept for the tests."""
    if not shutil.which("node") or not shutil.which("npm"):
        raise MissingError("@tus/server needs node and npm")
    import fcntl  # where there is none, there is no test with it

    NODE_HOME.mkdir(parents=True, exist_ok=True)
    with (NODE_HOME / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        for name in ("package.json", "package-lock.json", "server.mjs"):
            shutil.copy(NODE / name, NODE_HOME / name)
        if not (NODE_HOME / "installed").exists():
            words = ["npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts"]
            try:
                done = subprocess.run(words, cwd=NODE_HOME, capture_output=True, text=True, timeout=NPM_S)
            except subprocess.TimeoutExpired:
                raise MissingError("npm did not get @tus/server in time") from None
            if done.returncode:
                raise MissingError(f"npm could not install @tus/server: {done.stderr.strip()[-200:]}")
            (NODE_HOME / "installed").touch()
    return NODE_HOME


Maker = Callable[[Path, Tls], Running]
KINDS: dict[str, Maker] = {"reference": reference, "tus_server": tus_server, "wsgidav": wsgidav, "apache": apache}


@contextlib.contextmanager
def running(kind: str, tls: Tls = ()) -> Iterator[Running]:
    """The server called so; `tls` is (certificate file, key file). MissingError where this machine has none."""
    with tempfile.TemporaryDirectory(prefix="server-", ignore_cleanup_errors=True) as home:
        made = (mail if kind == "mail" else KINDS[kind])(Path(home), tls)
        made.key = kind
        made.start()
        try:
            yield made
        finally:
            made.stop()
