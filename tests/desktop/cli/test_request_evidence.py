"""Evidence along with a request to mark elsewhere, and a token that signs it, from the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.desktop.cli.commands import Shell, sample, write
from tests.desktop.cli.test_appraisal_packages import COUNCIL
from tests.desktop.operations.test_evidence import PDF
from tests.exports.package import soft_token, union


@pytest.fixture
def shell(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Shell:
    """Two initiatives with a file each, the second a technology secret."""
    made = Shell(tmp_path / "register", capsys).new("27001", "CĐCS May", "--user", "Hân")
    file = tmp_path / "Biên bản.pdf"
    file.write_bytes(PDF)
    for values, secret in zip(sample()[:2], (False, True), strict=True):
        entered = made.ok("enter", write(tmp_path / "r.json", values | {"technology_secret": secret}))
        made.ok("evidence", "add", entered["id"], file)
    made.ok("council", write(tmp_path / "council.json", COUNCIL))
    for row in made.ok("list")["rows"]:
        made.ok("move", row["id"], "under_appraisal")
    return made


def test_files_go_along_are_named_before_and_stand_in_the_store(
    shell: Shell, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    ask = ("appraisal", "request", "Bình", "--to", tmp_path)
    tried = shell.ok(*ask, "--dry-run")
    (one,) = tried["evidence"]
    assert (one["name"], one["size_bytes"], tried["evidence_left"]) == ("Biên bản.pdf", len(PDF), 0)
    assert (tried["evidence_secret"], list(tmp_path.glob("*.asice"))) == (1, [])
    left = shell.ok(*ask, "--dry-run", "--no-evidence")
    assert (left["evidence"], left["evidence_left"]) == ([], 1)
    blind = shell.ok(*ask, "--dry-run", "--blind")
    assert (blind["evidence"], blind["evidence_left"]) == ([], 1)
    assert len(shell.ok(*ask, "--dry-run", "--blind", "--evidence")["evidence"]) == 1
    made = shell.ok(*ask)
    monkeypatch.setenv("SANGKIEN_PASSPHRASE", "bảy con cò trắng")
    pc = Shell(tmp_path / "pc", capsys)
    assert pc.ok("appraisal", "open", made["path"])["evidence"] == 1
    with_file = next(row["id"] for row in shell.ok("list")["rows"] if row["number"] == one["number"])
    (arrived,) = pc.ok("reading", with_file)["evidence"]
    assert (arrived["name"], arrived["kind"]) == ("Biên bản.pdf", "pdf")


def test_a_token_signs_with_the_pin_of_a_file(shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOFTHSM2_CONF", "")
    module = soft_token.initialised(tmp_path)
    (tmp_path / "seller").mkdir()
    now = union.datetime.now(union.UTC).replace(microsecond=0)
    soft_token.with_keys(module, union.found(tmp_path / "seller", now))
    shown = shell.ok("key", "tokens", "--module", module, home=False)["tokens"]
    code = next(one["code"] for one in shown[0]["certificates"] if one["label"] == "ec")
    pin = tmp_path / "pin.txt"
    pin.write_text(soft_token.PIN + "\n")
    shell.ok("key", "token", "--label", soft_token.LABEL, "--code", code, "--pin-file", pin)
    exit_code, told = shell.call("appraisal", "request", "Bình", "--to", tmp_path)
    assert (exit_code, told["error"]) == (1, "token_pin_needed")
    assert list(tmp_path.glob("*.asice")) == []
    made = shell.ok("appraisal", "request", "Bình", "--to", tmp_path, "--pin-file", pin)
    assert made["signer_code"] == code
