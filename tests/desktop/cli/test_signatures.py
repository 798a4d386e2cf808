"""pdf sign and pdf verify as a province's script would call them."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.desktop.cli.commands import Shell
from tests.exports.package import soft_token, union
from tests.exports.signed_pdf.pdfs import other_page, plain, updated

ROOT = Path(__file__).resolve().parents[3]


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


def test_with_a_token(shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOFTHSM2_CONF", "")
    module = soft_token.initialised(tmp_path)
    (tmp_path / "seller").mkdir()
    now = union.datetime.now(union.UTC).replace(microsecond=0)
    soft_token.with_keys(module, union.found(tmp_path / "seller", now))
    shown = shell.ok("key", "tokens", "--module", module, home=False)["tokens"]
    assert [one["label"] for one in shown] == [soft_token.LABEL]
    code = next(one["code"] for one in shown[0]["certificates"] if one["label"] == "ec")
    pin, wrong = tmp_path / "pin.txt", tmp_path / "wrong.txt"
    pin.write_text(soft_token.PIN + "\n")
    wrong.write_text("000000")
    exit_code, told = shell.call("key", "token", "--label", soft_token.LABEL, "--code", code, "--pin-file", wrong)
    assert exit_code == 1
    assert told["error"] in ("token_pin_wrong", "token_pin_few")
    assert shell.ok("key", "token", "--code", code, "--pin-file", pin)["code"] == code
    assert shell.ok("key", "show")["token"] == soft_token.LABEL
    file = plain(tmp_path / "p.pdf")
    exit_code, told = shell.call("pdf", "sign", file, "--name", "Hân")
    assert (exit_code, told["error"]) == (1, "token_pin_needed")
    done = shell.ok("pdf", "sign", file, "--name", "Hân", "--pin-file", pin)
    assert done["signatures"] == 1
    assert shell.ok("key", "request", "--to", tmp_path / "yc.asice", "--pin-file", pin)["code"] == code
    assert shell.ok("key", "software")["code"] != code


def test_no_signing_library_is_loaded_by_other_commands(tmp_path: Path) -> None:
    script = (
        "import sys; from desktop.cli import run; "
        f"run.main(['new', '--home', {str(tmp_path / 'h')!r}, '--unit-code', '27001', '--unit-name', 'A', '--plain']); "
        f"run.main(['key', 'new', '--home', {str(tmp_path / 'h')!r}]); "
        "print([name for name in ('pyhanko', 'pkcs11', 'pypdfium2') if name in sys.modules], file=sys.stderr)"
    )
    told = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=ROOT)
    assert told.stderr.strip().splitlines()[-1] == "[]"
