"""The command verify is a program of its own size."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from desktop.cli import verify
from tests.exports.package import union as unions
from tests.exports.package.union import A, Union, package

ROOT = Path(__file__).resolve().parents[3]
# What neither a verdict nor the words for it need.
HEAVY = {"PySide6", "shiboken6", "sqlite3", "sqlcipher3", "sqlite_utils", "openpyxl", "reportlab", "PIL", "db", "ui"}
_LOADED = """
import json, runpy, sys
sys.argv = ["sangkien", *sys.argv[1:]]
try:
    runpy.run_module("desktop", run_name="__main__")
except SystemExit as end:
    print("LOADED " + json.dumps([end.code, sorted(sys.modules)]))
"""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Union, Path]:
    from desktop import clock

    folder = tmp_path_factory.mktemp("verify")
    union = unions.found(folder, clock.now())
    path = package(folder / "p.asice", union.signers[A], now=clock.now()).path
    (folder / "root.pem").write_bytes(union.root)
    return union, path


def loaded(*arguments: str) -> tuple[int, set[str], str]:
    environment = os.environ | {"PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run([sys.executable, "-c", _LOADED, *arguments], capture_output=True, text=True, check=True,
                          encoding="utf-8", cwd=ROOT, env=environment)  # fmt: skip
    words, _, told = done.stdout.rpartition("LOADED ")
    code, modules = json.loads(told)
    return code, set(modules), words


def test_it_loads_no_register_and_no_window(made: tuple[Union, Path]) -> None:
    _union, path = made
    code, modules, words = loaded("verify", str(path), "--root", str(path.parent / "root.pem"))
    assert (code, words.splitlines()[0]) == (0, "Đúng. Chữ ký đúng, không có gì bị thay đổi.")
    assert "pyhanko" in modules
    assert not {name.partition(".")[0] for name in modules} & HEAVY
    ours = {name for name in modules if name.partition(".")[0] in ("desktop", "domain", "exports", "resources")}
    operations = {name for name in ours if name.startswith("desktop.operations.")}
    assert operations == {"desktop.operations.stamped", "desktop.operations.trust_files"}
    apart = {"exports.apart", "exports.apart.run", "exports.apart.talk", "exports.apart.watch"}  # the gate
    assert {name for name in ours if name.startswith("exports.")} - apart == {
        name for name in ours if name == "exports.package" or name.startswith("exports.package.")
    }
    assert "exports.package.whole" not in ours  # which reads everything there is, but elsewhere
    words_and_values = {"backup_labels", "dates", "errors", "initiative", "labels", "schema", "text", "unit"}
    no_rules = {f"domain.{name}" for name in (*words_and_values, "seekable")}  # how a file of pieces is sought in
    assert {name for name in ours if name.startswith("domain.")} == no_rules


def test_the_library_of_signatures_waits_until_there_is_one(tmp_path: Path) -> None:
    (tmp_path / "x.asice").write_bytes(b"no package")
    code, modules, words = loaded("verify", str(tmp_path / "x.asice"))
    assert code == 4
    assert words.startswith("Không đọc được.")
    assert not {name.partition(".")[0] for name in modules} & (HEAVY | {"pyhanko", "pyhanko_certvalidator", "aiohttp"})


@pytest.mark.parametrize(
    ("arguments", "alone"),
    [
        (["verify", "p.asice"], True),
        (["verify", "p.asice", "--json", "--root", "r.pem"], True),
        (["verify", "p.asice", "--home", "h"], False),
        (["verify", "p.asice", "--ho=h"], False),
        (["verify", "p.asice", "--passphrase-file", "f"], False),
        (["--home", "h", "verify", "p.asice"], False),
        (["pdf", "verify", "p.pdf"], False),
        ([], False),
    ],
)
def test_when_it_is_all_that_is_asked_for(arguments: list[str], alone: bool) -> None:
    assert verify.alone(arguments) is alone


def test_the_answers_are_those_of_the_whole_program(
    made: tuple[Union, Path], capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    from desktop.cli import run

    union, path = made
    root, office = str(path.parent / "root.pem"), tmp_path / "t.asice"
    from desktop import clock
    from exports.package.trust import trust_package

    trust_package(office, union.registry, union.signers[unions.OFFICE], now=clock.now())
    spoiled = tmp_path / "s.asice"
    spoiled.write_bytes(path.read_bytes()[:-1] + b"x")
    for file in (str(path), str(spoiled), str(tmp_path / "none.asice")):
        for how in (
            [],
            ["--root", root],
            ["--trust", str(office)],
            ["--root", str(spoiled)],
            ["--json", "--root", root],
        ):
            small = (verify.main([file, *how]), capsys.readouterr())
            whole = (run.main(["verify", file, *how]), capsys.readouterr())
            assert small == whole
