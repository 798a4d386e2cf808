"""A file that appears whole or not at all."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from domain.errors import TroubleError

_FULL = {errno.ENOSPC, errno.EDQUOT}


@contextmanager
def appearing(target: Path) -> Iterator[BinaryIO]:
    """A stream beside `target` that takes its place at the end; on any error the old file stays as it was.

    TroubleError: disk_full or report_write_failed (folder missing, no permission, the old file open elsewhere).
    """
    part = target.with_name(target.name + ".part")
    try:
        try:
            with part.open("wb") as stream:
                yield stream
                stream.flush()
                os.fsync(stream.fileno())
            part.replace(target)
        except BaseException:
            part.unlink(missing_ok=True)
            raise
    except OSError as error:
        code = "disk_full" if error.errno in _FULL else "report_write_failed"
        raise TroubleError(code, again=True, file=target.name) from error
