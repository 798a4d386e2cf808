"""Programs of other people accept our packages: the way docs/PACKAGE.md tells them."""

from __future__ import annotations

import base64
import hashlib
import shutil
import subprocess
from pathlib import Path
from zipfile import ZipFile

import bagit
import pytest
from lxml import etree

from tests.exports.package.union import Union


def need(*programs: str) -> None:
    missing = [program for program in programs if not shutil.which(program)]
    if missing:
        pytest.skip(f"not installed: {', '.join(missing)}")


def run(folder: Path, *command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


@pytest.fixture
def unpacked(sealed: Path, tmp_path: Path) -> Path:
    with ZipFile(sealed) as archive:
        assert archive.testzip() is None
        archive.extractall(tmp_path / "p")
    return tmp_path / "p"


def openssl(folder: Path, root: Path) -> subprocess.CompletedProcess[str]:
    signature, content = "META-INF/signature001.p7s", "META-INF/ASiCManifest001.xml"
    command = [
        "openssl",
        "cms",
        "-verify",
        "-cades",
        "-binary",
        "-inform",
        "DER",
        "-in",
        signature,
        "-content",
        content,
    ]
    return run(folder, *command, "-CAfile", str(root), "-out", "/dev/null", "-attime", "1795402800")


def test_unzip(sealed: Path, tmp_path: Path) -> None:
    need("unzip")
    assert run(tmp_path, "unzip", "-q", str(sealed), "-d", "p").returncode == 0
    assert "No errors detected" in run(tmp_path, "unzip", "-t", str(sealed)).stdout


def test_openssl(unpacked: Path, union: Union, tmp_path: Path) -> None:
    need("openssl")
    root, other = tmp_path / "root.pem", tmp_path / "other.pem"
    root.write_bytes(union.root)
    other.write_text(union.signers["27002"].certificate_pem)
    told = openssl(unpacked, root)
    assert told.returncode == 0, told.stderr
    assert "CAdES Verification successful" in told.stderr
    assert openssl(unpacked, other).returncode != 0
    manifest = unpacked / "META-INF" / "ASiCManifest001.xml"
    manifest.write_bytes(manifest.read_bytes() + b"\n")
    assert openssl(unpacked, root).returncode != 0


def test_sha256sum(unpacked: Path) -> None:
    need("sha256sum")
    for name in ("manifest-sha256.txt", "tagmanifest-sha256.txt"):
        assert run(unpacked, "sha256sum", "--strict", "-c", name).returncode == 0
    digest = hashlib.sha256((unpacked / "tagmanifest-sha256.txt").read_bytes()).digest()
    assert base64.b64encode(digest) in (unpacked / "META-INF" / "ASiCManifest001.xml").read_bytes()
    (unpacked / "data" / "package.json").write_bytes(b"{}")
    assert run(unpacked, "sha256sum", "-c", "manifest-sha256.txt").returncode != 0


def test_bagit(unpacked: Path) -> None:
    bag = bagit.Bag(str(unpacked))
    bag.validate()
    assert bag.info["Source-Organization"] == "CĐCS Công ty A"
    assert bag.info["External-Identifier"] == "27001_7"
    (unpacked / "data" / "package.json").write_bytes(b"{}")
    with pytest.raises(bagit.BagValidationError):
        bag.validate()


def test_the_manifest_is_what_the_standard_says(unpacked: Path) -> None:
    manifest = etree.parse(unpacked / "META-INF" / "ASiCManifest001.xml").getroot()
    asic, ds = "{http://uri.etsi.org/02918/v1.2.1#}", "{http://www.w3.org/2000/09/xmldsig#}"
    assert manifest.tag == f"{asic}ASiCManifest"
    assert manifest[0].attrib == {"URI": "META-INF/signature001.p7s", "MimeType": "application/pkcs7-signature"}
    for reference in manifest[1:]:
        assert reference.tag == f"{asic}DataObjectReference"
        digest = base64.b64decode(reference.findtext(f"{ds}DigestValue"))
        assert digest == hashlib.sha256((unpacked / reference.get("URI")).read_bytes()).digest()


def test_the_commands_are_those_of_the_guide() -> None:
    guide = (Path(__file__).resolve().parents[3] / "docs" / "PACKAGE.md").read_text(encoding="utf-8")
    for command in ("unzip -q", "openssl cms -verify -cades -binary -inform DER", "sha256sum -c manifest-sha256.txt"):
        assert command in guide
