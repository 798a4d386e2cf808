"""Reading the JSON files that commands take."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from domain.errors import RuleError, TroubleError


def read_json(path: Path) -> Any:
    """The parsed file; TroubleError when it cannot be read, RuleError when it is not JSON in UTF-8."""
    try:
        return json.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise TroubleError("usage_file_unreadable", again=True, path=str(path)) from error
    except (UnicodeDecodeError, ValueError, RecursionError) as error:
        raise RuleError("json_malformed", path=str(path)) from error
