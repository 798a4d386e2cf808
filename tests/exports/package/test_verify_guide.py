"""The commands of docs/VERIFY.md accept a good package, and each refuses what it is there to find."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from desktop import clock
from exports.package.trust import new_root, trust_package
from tests.exports.package import union as unions
from tests.exports.package.test_outsiders import need
from tests.exports.package.union import OFFICE, A, B, package

GUIDE = Path(__file__).resolve().parents[3] / "docs" / "VERIFY.md"
BLOCKS = dict(re.findall(r"<!-- run: ([a-z-]+) -->\n```sh\n(.*?)```", GUIDE.read_text(encoding="utf-8"), re.DOTALL))
PROGRAMS = ("openssl", "certtool", "sha256sum", "grep", "sed", "find", "diff", "cut", "unzip")
Spoil = Callable[[Path], object]


@pytest.fixture(scope="module")
def laid_out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The three files the guide asks for, and trust packages with the unit withdrawn or of another key."""
    folder = tmp_path_factory.mktemp("guide")
    union = unions.found(folder, clock.now())
    package(folder / "PACKAGE.asice", union.signers[A], now=clock.now())
    (folder / "root.pem").write_bytes(union.root)
    (folder / "other-root.pem").write_text(new_root(OFFICE, unions.NAMES[OFFICE], clock.now())[1])
    revoked = union.with_crl(union.signers[A].certificate_pem, now=clock.now())
    other = union.with_units(spki_sha256=union.registry.units[B].spki_sha256)
    for name, registry in {"trust": union.registry, "revoked": revoked, "other": other}.items():
        trust_package(folder / f"{name}.asice", registry, union.signers[OFFICE], now=clock.now())
    return folder


@pytest.fixture
def folder(laid_out: Path, tmp_path: Path) -> Path:
    shutil.copytree(laid_out, tmp_path / "g")
    return tmp_path / "g"


def run(name: str, folder: Path) -> subprocess.CompletedProcess[str]:
    script = BLOCKS[name].replace("python3 ", f'"{sys.executable}" ')
    need(*(program for program in PROGRAMS if re.search(rf"\b{program} ", script)), "sh")
    where = folder if name == "unpack" else folder / "opened"
    return subprocess.run(["sh", "-c", script], cwd=where, capture_output=True, text=True, check=False)


def test_every_block_is_tried_here() -> None:
    assert list(BLOCKS) == ["unpack", "openssl", "gnutls", "files", "nothing-more", "bagit", "revoked", "pinned"]


def test_a_good_package_passes_every_block_in_order(folder: Path) -> None:
    told = {}
    for name in BLOCKS:
        done = run(name, folder)
        assert done.returncode == 0, (name, done.stderr)
        told[name] = done.stdout + done.stderr
    assert "CAdES Verification successful" in told["openssl"]
    assert re.search(r"^\d{30}$", told["pinned"], re.MULTILINE)
    assert (folder / "checked.xml").read_bytes() == (folder / "opened/META-INF/ASiCManifest001.xml").read_bytes()


def _more(path: Path) -> None:
    path.write_bytes(path.read_bytes() + b"\n")


SPOILED: dict[str, tuple[str, Spoil]] = {
    "manifest, OpenSSL": ("openssl", lambda p: _more(p / "opened/META-INF/ASiCManifest001.xml")),
    "manifest, GnuTLS": ("gnutls", lambda p: _more(p / "opened/META-INF/ASiCManifest001.xml")),
    "another root, OpenSSL": ("openssl", lambda p: shutil.copy(p / "other-root.pem", p / "root.pem")),
    "another root, GnuTLS": ("gnutls", lambda p: shutil.copy(p / "other-root.pem", p / "root.pem")),
    "a record": ("files", lambda p: _more(p / "opened/data/records/00001.jsonl")),
    "a record, bagit": ("bagit", lambda p: _more(p / "opened/data/records/00001.jsonl")),
    "a list of the bag": ("files", lambda p: _more(p / "opened/tagmanifest-sha256.txt")),
    "one file more": ("nothing-more", lambda p: (p / "opened/data/more.pdf").write_bytes(b"%PDF")),
    "one file less": ("nothing-more", lambda p: (p / "opened/data/evidence/00001.txt").unlink()),
    "withdrawn": ("revoked", lambda p: shutil.copy(p / "revoked.asice", p / "trust.asice")),
    "another key": ("pinned", lambda p: shutil.copy(p / "other.asice", p / "trust.asice")),
}


@pytest.mark.parametrize("name", SPOILED)
def test_what_is_wrong_is_found(name: str, folder: Path) -> None:
    block, spoil = SPOILED[name]
    assert run("unpack", folder).returncode == 0
    assert run("openssl", folder).returncode == 0
    spoil(folder)
    assert run(block, folder).returncode != 0
