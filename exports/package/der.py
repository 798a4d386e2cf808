"""DER, written by the book and read only as far as that: one way to write each thing, and nothing else is read."""

from __future__ import annotations

SEQUENCE, SET, INTEGER, OCTETS, OID, UTC_TIME = 0x30, 0x31, 0x02, 0x04, 0x06, 0x17


def tlv(tag: int, *parts: bytes) -> bytes:
    content = b"".join(parts)
    size = len(content)
    if size < 0x80:
        return bytes((tag, size)) + content
    octets = (size.bit_length() + 7) // 8
    return bytes((tag, 0x80 | octets)) + size.to_bytes(octets, "big") + content


def children(whole: bytes, tag: int) -> list[bytes]:
    """What stands in the one element `whole`, each part with its own head. ValueError unless it is one of `tag`."""
    inner = content(whole, tag)
    found, at = [], 0
    while at < len(inner):
        _start, end = _span(inner, at)
        found.append(inner[at:end])
        at = end
    return found


def content(whole: bytes, tag: int) -> bytes:
    """The bytes within the one element `whole`. ValueError unless it is one of `tag` and nothing stands behind it."""
    start, end = _span(whole, 0)
    if whole[0] != tag or end != len(whole):
        raise ValueError("der")
    return whole[start:end]


def _span(raw: bytes, at: int) -> tuple[int, int]:
    """Where the content of the element at `at` begins and ends. ValueError for one that does not fit."""
    if at + 2 > len(raw):
        raise ValueError("der")
    size, start = raw[at + 1], at + 2
    if size >= 0x80:
        octets = size & 0x7F
        if not 1 <= octets <= 4 or start + octets > len(raw):
            raise ValueError("der")
        size, start = int.from_bytes(raw[start : start + octets], "big"), start + octets
    if start + size > len(raw):
        raise ValueError("der")
    return start, start + size
