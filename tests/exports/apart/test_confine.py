"""A process that reads files of strangers can neither write, nor call anybody, nor start another program."""

from __future__ import annotations

import os
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
TRIED = """
import asyncio, json, os, socket, subprocess, sys, tempfile, urllib.request, pathlib, shutil
from exports.apart.confine import confine
place = pathlib.Path(sys.argv[1])
acts = {
    "connect": lambda: socket.create_connection(("127.0.0.1", 9), 1),
    "ask a name": lambda: socket.getaddrinfo("example.invalid", 80),
    "datagram": lambda: socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b"x", ("127.0.0.1", 9)),
    "listen": lambda: socket.socket().bind(("127.0.0.1", 0)),
    "fetch": lambda: urllib.request.urlopen("http://127.0.0.1:9/"),
    "program": lambda: subprocess.run(["true"]),
    "shell": lambda: os.system("true"),
    "become": lambda: os.execv(sys.executable, [sys.executable, "-c", ""]),
    "fork": lambda: os.fork(),
    "write": lambda: (place / "new").write_text("x"),
    "append": lambda: (place / "old").open("a"),
    "open to write": lambda: os.open(place / "new", os.O_CREAT | os.O_WRONLY),
    "remove": lambda: (place / "old").unlink(),
    "rename": lambda: (place / "old").rename(place / "new"),
    "folder": lambda: (place / "new").mkdir(),
    "temporary": lambda: tempfile.TemporaryFile(),
    "copy": lambda: shutil.copy(place / "old", place / "new"),
}
confine(1 << 30, 20)
done = []
for name, act in acts.items():
    try:
        act()
    except (PermissionError, FileNotFoundError):  # no temporary folder can be written to
        continue
    except BaseException as error:
        done.append(name + ": " + repr(error))
    else:
        done.append(name)
asyncio.run(asyncio.sleep(0))
assert (place / "old").read_text() == "kept"
print(json.dumps(done))
"""


@pytest.mark.skipif(os.name == "nt", reason="some of these calls are not there")
def test_nothing_gets_out_of_a_reader(tmp_path: Path) -> None:
    (tmp_path / "old").write_text("kept")
    command = [sys.executable, "-c", TRIED, str(tmp_path)]
    seen = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert seen.stdout.strip() == "[]"
    assert [path.name for path in tmp_path.iterdir()] == ["old"]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such bound")
def test_code_that_is_no_python_writes_nothing_either(tmp_path: Path) -> None:
    code = f"""
        import ctypes
        from exports.apart.confine import confine
        confine(1 << 30, 20)
        libc = ctypes.CDLL(None)
        libc.fopen.restype = ctypes.c_void_p
        file = ctypes.c_void_p(libc.fopen({str(tmp_path / "beneath")!r}.encode(), b"w"))
        libc.fwrite(b"x", 1, 1, file)
        libc.fclose(file)
    """
    subprocess.run([sys.executable, "-c", textwrap.dedent(code)], cwd=ROOT, check=False)
    assert not (tmp_path / "beneath").exists() or (tmp_path / "beneath").read_bytes() == b""
