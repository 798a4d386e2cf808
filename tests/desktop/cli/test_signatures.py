"""pdf sign and pdf verify as a province's script would call them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.desktop.cli.commands import Shell
from tests.exports.signed_pdf.pdfs import other_page, plain, updated


@pytest.fixture
def shell(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Shell:
    shell = Shell(tmp_path / "home", capsys).new("27001", "CĐCS Công ty A")
    shell.ok("key", "new")
    return shell


def test_sign_then_verify(shell: Shell, tmp_path: Path) -> None:
    file = plain(tmp_path / "p.pdf", 2)
    done = shell.ok("pdf", "sign", file, "--name", "Nguyễn Thị Hân", "--reason", "Duyệt", "--page", 1)
    assert (done["page"], done["signatures"], done["signer"]) == (1, 1, "Nguyễn Thị Hân")
    code, seen = shell.call("pdf", "verify", done["path"])
    assert (code, seen["verdict"], seen["code"]) == (4, "untrusted", "pdf_no_trust")
    only = seen["signatures"][0]
    assert (only["name"], only["reason"], only["whole_file"], only["since"]) == ("Nguyễn Thị Hân", "Duyệt", True, "")
    assert len(only["signer_code"].replace(" ", "")) == 30


def test_an_altered_file_exits_four(shell: Shell, tmp_path: Path) -> None:
    done = shell.ok("pdf", "sign", plain(tmp_path / "p.pdf"), "--to", tmp_path / "ky.pdf", "--name", "Hân")
    assert done["path"] == str(tmp_path / "ky.pdf")
    altered = updated(tmp_path / "ky.pdf", tmp_path / "altered.pdf", other_page)
    code, seen = shell.call("pdf", "verify", altered, home=False)
    assert (code, seen["verdict"], seen["code"]) == (4, "invalid", "pdf_changed_since")


def test_what_keeps_it_from_being_signed(shell: Shell, tmp_path: Path) -> None:
    code, told = shell.call("pdf", "sign", tmp_path / "none.pdf", "--name", "Hân")
    assert (code, told["error"]) == (3, "file_missing")
    file = plain(tmp_path / "p.pdf")
    code, told = shell.call("pdf", "sign", file, "--to", file, "--name", "Hân")
    assert (code, told["error"]) == (1, "pdf_target_exists")
    code, told = shell.call("pdf", "verify", file)
    assert (code, told["error"]) == (1, "pdf_unsigned")
