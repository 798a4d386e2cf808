"""JSON read so that two readers can never disagree about what it says."""

from __future__ import annotations

import json
import math
import re
from typing import Any, NoReturn

from exports.package.layout import LIMITS, RefusedError

_TOKEN = re.compile(rb'"(?:[^"\\]|\\.)*"|[\[{]|[\]}]', re.DOTALL)
_MAX_INTEGER = 2**53  # beyond it readers that use floats disagree
_MAX_DIGITS = 17


def loads(raw: bytes, limit_bytes: int) -> Any:
    """The value of UTF-8 `raw`.

    RefusedError: content_too_large, content_not_utf8, content_too_deep, content_duplicate_key, content_malformed,
    content_number (NaN, infinite or too large), content_letters (half of a surrogate pair).
    """
    if len(raw) > limit_bytes:
        raise RefusedError("content_too_large", limit_bytes=limit_bytes)
    try:
        value = _DECODER.decode(raw.decode("utf-8"))
        if b"\\u" in raw:
            json.dumps(value, ensure_ascii=False).encode("utf-8")
    except UnicodeDecodeError:
        raise RefusedError("content_not_utf8") from None
    except UnicodeEncodeError:
        raise RefusedError("content_letters") from None
    except RecursionError:
        raise RefusedError("content_too_deep", limit=LIMITS.depth) from None
    except ValueError:
        raise RefusedError("content_malformed") from None
    _check_depth(raw)
    return value


def dumps(value: Any) -> str:
    """The one way a value is written: keys in order, no spaces, letters as they are."""
    return _ENCODER.encode(value)


def _check_depth(raw: bytes) -> None:
    # Only after decoding: over well-formed text the pattern below runs in linear time.
    if raw.count(b"{") + raw.count(b"[") <= LIMITS.depth:
        return
    depth = 0
    for token in _TOKEN.finditer(raw):
        mark = token.group()
        depth += (mark in b"{[") - (mark in b"}]")
        if depth > LIMITS.depth:
            raise RefusedError("content_too_deep", limit=LIMITS.depth)


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    read = dict(pairs)
    if len(read) != len(pairs):
        keys = [key for key, _ in pairs]
        raise RefusedError("content_duplicate_key", key=next(key for key in keys if keys.count(key) > 1)[:60])
    return read


def _integer(digits: str) -> int:
    if len(digits) > _MAX_DIGITS or abs(int(digits)) > _MAX_INTEGER:
        raise RefusedError("content_number", number=digits[:30])
    return int(digits)


def _real(digits: str) -> float:
    number = float(digits)
    if not math.isfinite(number) or len(digits) > 40:
        raise RefusedError("content_number", number=digits[:30])
    return number


def _constant(word: str) -> NoReturn:
    raise RefusedError("content_number", number=word)


_DECODER = json.JSONDecoder(
    object_pairs_hook=_object, parse_int=_integer, parse_float=_real, parse_constant=_constant, strict=True
)
_ENCODER = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
