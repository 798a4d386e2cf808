"""What strangers send is read by another process first: whatever it does there, here it is a refusal by name."""

from __future__ import annotations

import io
import os
import select
import subprocess
import sys
from pathlib import Path
from typing import BinaryIO

import pytest

from domain.errors import RuleError, TroubleError
from exports.apart import talk
from exports.package import crypt, gate
from exports.package.enrolment import read_enrolment
from exports.package.verify import claims, identity, open_verified, opened, verify
from tests.exports.package import strange_worker as strange
from tests.exports.package.union import NOW, A, Union, package

ROOT = Path(__file__).resolve().parents[3]
PROGRAM = """
import sys
from exports.package import gate
gate.start()
print(gate._waiting[0].process.pid, flush=True)
sys.stdin.read()
"""
here_only = pytest.mark.skipif(sys.platform != "linux", reason="the system's own bounds")


@pytest.fixture(scope="module")
def honest(union: Union, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A package of unit A. Nobody writes to it."""
    return package(tmp_path_factory.mktemp("honest") / "p.asice", union.signers[A]).path


def bad(folder: Path, mark: bytes) -> Path:
    file = folder / "bad.asice"
    file.write_bytes(mark + b" and is no package" * 10)
    return file


@here_only
@pytest.mark.parametrize(
    ("mark", "code"),
    [
        (strange.EAT, "package_too_heavy"),
        (strange.DIE, "package_crashed"),
        (strange.CALL, "package_crashed"),
        (strange.WRITE, "package_crashed"),
        (strange.CHATTER, "package_crashed"),
        (strange.LIE, "package_crashed"),
    ],
)
def test_a_file_that_brings_its_reader_down_is_refused_by_name_and_the_next_is_read(
    mark: bytes, code: str, brittle_gate: None, tmp_path: Path, union: Union
) -> None:
    file = bad(tmp_path, mark)
    (tmp_path / "none.asice").write_bytes(b"nothing")
    seen = verify(file, registry=union.registry, now=NOW)
    assert (seen.verdict, seen.code, seen.facts["name"]) == ("unreadable", code, "bad.asice")
    with opened(file, now=NOW) as (again, inside):
        assert (again.code, inside) == (code, None)
    for refusing in (identity, read_enrolment):
        with pytest.raises(RuleError) as caught:
            refusing(file)
        assert caught.value.code == code
    assert claims(file) == {}
    assert verify(tmp_path / "none.asice", now=NOW).code == "not_a_package"
    assert not (ROOT / "written-from-inside").exists()


@here_only
@pytest.mark.parametrize("mark", [strange.HANG, strange.WAIT])
def test_neither_a_busy_nor_a_sleeping_reader_is_waited_for(
    mark: bytes, brittle_gate: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as little:
        little.setattr(gate, "SECONDS", 0.1)
        little.setattr(talk, "_PATIENCE", 6 if mark == strange.WAIT else 600)  # the system itself counts the busy one
        assert verify(bad(tmp_path, mark), now=NOW).code == "package_timed_out"


def test_why_a_file_was_refused_is_remembered_until_it_is_another_file(
    brittle_gate: None, tmp_path: Path, honest: Path, union: Union, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = bad(tmp_path, strange.DIE)
    assert verify(file, now=NOW).code == "package_crashed"
    with monkeypatch.context() as none:
        none.setattr(gate, "MODULE", "no.such.module")
        assert verify(file, now=NOW).code == "package_crashed"
        while gate._waiting:
            gate._waiting.pop().close()
    file.write_bytes(honest.read_bytes())
    assert verify(file, registry=union.registry, now=NOW).verdict == "valid"


def test_what_has_passed_is_not_read_there_again(honest: Path, union: Union, monkeypatch: pytest.MonkeyPatch) -> None:
    assert verify(honest, registry=union.registry, now=NOW).verdict == "valid"
    monkeypatch.setattr(gate, "MODULE", "no.such.module")
    while gate._waiting:
        gate._waiting.pop().close()
    assert verify(honest, registry=union.registry, now=NOW).verdict == "valid"
    with open_verified(honest, registry=union.registry, now=NOW) as found:
        assert list(found.records())
    while gate._waiting:
        gate._waiting.pop().close()


def test_no_file_can_have_the_next_one_refused(brittle_gate: None, tmp_path: Path, honest: Path, union: Union) -> None:
    assert verify(bad(tmp_path, strange.LEAVE), now=NOW).code == "not_a_package"
    assert verify(honest, registry=union.registry, now=NOW).verdict == "valid"


def test_a_reader_that_died_in_between_is_replaced(honest: Path, union: Union, tmp_path: Path) -> None:
    gate.start()
    gate._waiting[0].process.kill()
    gate._waiting[0].process.wait()
    copy = tmp_path / "copy.asice"
    copy.write_bytes(honest.read_bytes())
    assert verify(copy, registry=union.registry, now=NOW).verdict == "valid"


def test_nothing_is_read_where_no_reader_starts(honest: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    gate.end()
    monkeypatch.setattr(gate, "MODULE", "no.such.module")
    with pytest.raises(TroubleError) as caught:
        verify(honest, now=NOW)
    assert (caught.value.code, caught.value.again) == ("reader_missing", True)
    gate.end()


class Stick:
    """A stick that hands out one file the first time it is read, and another one afterwards."""

    name = "stick.asice"

    def __init__(self, *contents: Path) -> None:
        self._contents = list(contents)

    def __str__(self) -> str:
        return self.name

    def open(self, _mode: str) -> BinaryIO:
        return _Lying(self._contents)


class _Lying(io.FileIO):
    def __init__(self, contents: list[Path]) -> None:
        super().__init__(contents[0], "rb")
        self._second, self._blocks = contents[1].read_bytes(), 0

    def read(self, size: int | None = -1) -> bytes:
        self._blocks += (size or 0) > 1000
        return self._second[:size] if self._blocks > 2 else super().read(size)


def test_a_stick_that_answers_otherwise_the_second_time_is_found_out(
    honest: Path, union: Union, tmp_path: Path
) -> None:
    other = tmp_path / "other.asice"
    other.write_bytes(honest.read_bytes()[:-1] + b"!")
    with pytest.raises(TroubleError) as caught:
        verify(Stick(honest, other), registry=union.registry, now=NOW)
    assert caught.value.code == "package_exchanged"


def test_the_secret_key_never_leaves_this_process(
    union: Union, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    secret, public = crypt.new_identity()
    other, _public = crypt.new_identity()
    file = package(tmp_path / "p.asice.age", union.signers[A], recipients=[public]).path
    sent, send = [], talk.Talk.send

    def noted(self: talk.Talk, content: bytes) -> None:
        sent.append(content)
        send(self, content)

    monkeypatch.setattr(talk.Talk, "send", noted)
    assert verify(file, registry=union.registry, now=NOW, identities=[other, secret]).verdict == "valid"
    told = b"".join(sent).lower()
    raw = crypt._secrets([secret])[0]
    assert secret.lower().encode() not in told and raw.hex().encode() not in told and raw not in b"".join(sent)
    assert verify(file, now=NOW).code == "package_encrypted"
    assert verify(file, now=NOW, identities=[other]).code == "not_for_our_key"


@here_only
def test_it_ends_when_the_program_is_killed() -> None:
    pipe = subprocess.PIPE
    with subprocess.Popen([sys.executable, "-c", PROGRAM], cwd=ROOT, stdin=pipe, stdout=pipe) as parent:
        assert parent.stdout is not None
        reader = os.pidfd_open(int(parent.stdout.readline()))
        parent.kill()
        assert select.select([reader], [], [], 60)[0]
        os.close(reader)


def test_the_front_door_of_a_packed_program_hands_over_to_it() -> None:
    done = subprocess.run([sys.executable, "-m", "desktop", gate.OPTION, "gate"], cwd=ROOT, input=b"", check=True,
                          capture_output=True)  # fmt: skip
    assert done.stdout.split() == [b"ready"]
