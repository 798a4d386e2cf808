"""Where the command line gets a passphrase from."""

from __future__ import annotations

import argparse
import os

from domain.errors import TroubleError


def given_passphrase(options: argparse.Namespace) -> str | None:
    """The passphrase from the file or the variable SANGKIEN_PASSPHRASE, None where neither is given."""
    if options.passphrase_file is None:
        return os.environ.get("SANGKIEN_PASSPHRASE") or None
    try:
        lines = options.passphrase_file.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise TroubleError("passphrase_file_missing", again=True, path=str(options.passphrase_file)) from error
    return lines[0] if lines else ""
