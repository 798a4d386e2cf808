"""Where the command line gets a passphrase, a PIN or a token from."""

from __future__ import annotations

import argparse
import getpass
import os
import sys
from pathlib import Path

from domain.errors import TroubleError


def given_passphrase(options: argparse.Namespace) -> str | None:
    """The passphrase from the file or the variable SANGKIEN_PASSPHRASE, None where neither is given."""
    if options.passphrase_file is None:
        return os.environ.get("SANGKIEN_PASSPHRASE") or None
    return _first_line(options.passphrase_file)


def add_pin(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--pin-file", type=Path, help="tệp có mã PIN của USB ký số ở dòng đầu; không ghi thì hỏi")


def given_pin(options: argparse.Namespace) -> str | None:
    """The PIN from the file or the variable SANGKIEN_PIN, else asked for at a terminal; never an argument, which other
    people's programs could read."""
    if options.pin_file is not None:
        return _first_line(options.pin_file)
    given = os.environ.get("SANGKIEN_PIN")
    if given or not sys.stdin or not sys.stdin.isatty():
        return given or None
    return getpass.getpass("Mã PIN của USB ký số: ") or None


def add_server(parser: argparse.ArgumentParser) -> None:
    """What opens a server; the token itself is never an argument, which other people's programs could read."""
    parser.add_argument("--token-file", type=Path, help="tệp có mã truy cập (hoặc mật khẩu) ở dòng đầu")
    parser.add_argument("--user", dest="user_name", help="tên đăng nhập, khi mã truy cập là mật khẩu")
    parser.add_argument("--ca", type=Path, help="tệp chứng thư CA riêng của máy chủ, dạng PEM")
    parser.add_argument("--proxy-user", help="tên đăng nhập ở proxy của cơ quan")
    parser.add_argument("--proxy-password-file", type=Path, help="tệp có mật khẩu proxy ở dòng đầu")


def given_token(options: argparse.Namespace) -> str:
    """The token from the file, "" where none is given."""
    return _first_line(options.token_file, "token_file_missing").strip() if options.token_file else ""


def given_proxy_password(options: argparse.Namespace) -> str:
    """The password for the office's proxy from its file, "" where none is given."""
    file = options.proxy_password_file
    return _first_line(file, "token_file_missing").strip() if file else ""


def given_ca(options: argparse.Namespace) -> str | None:
    """The certificates of a private CA (PEM), None where no file is given."""
    if options.ca is None:
        return None
    try:
        words: str = options.ca.read_text(encoding="ascii")
    except (OSError, UnicodeDecodeError) as error:
        raise TroubleError("ca_file_missing", again=True, path=str(options.ca)) from error
    return words


def _first_line(file: Path, code: str = "passphrase_file_missing") -> str:
    try:
        lines = file.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise TroubleError(code, again=True, path=str(file)) from error
    return lines[0] if lines else ""
