"""Whether a field of a form says or shows something else than when a signature was put under it."""

from __future__ import annotations

from typing import Any

from pyhanko.pdf_utils import generic

# Where a field hangs, not what it says.
_ABOVE = frozenset(("/Parent", "/P", "/Popup"))
_DEEPEST = 40


def filled_since(embedded: Any) -> bool:
    """A field can lie over the sum that was signed. The library lets them be filled in, and counts untouched ones as
    changed when somebody signs; here the fields are compared. Signatures themselves are left out."""
    signed = embedded.reader.get_historical_resolver(embedded.signed_revision)
    return _told(signed.root) != _told(embedded.reader.root)


def _told(root: Any) -> list[Any]:
    # By key: `get` gives a reference where the value lies in an object of its own.
    form: Any = root["/AcroForm"] if "/AcroForm" in root else {}  # noqa: SIM401
    fields: Any = form["/Fields"] if "/Fields" in form else ()  # noqa: SIM401
    every = [_whole(fields.raw_get(number), set(), 0) for number in range(len(fields))]
    return [told for told in every if told is not None]


def _whole(value: Any, seen: set[Any], depth: int) -> Any:
    """A value with all it refers to, each once; None for a signature."""
    if isinstance(value, generic.IndirectObject):
        if value.reference in seen:
            return "above"
        seen.add(value.reference)
        untyped: Any = value
        value = untyped.get_object()
    if depth > _DEEPEST:
        raise ValueError("a field nested too deep")
    if isinstance(value, generic.DictionaryObject):
        if "/FT" in value and value["/FT"] == "/Sig":
            return None
        told = {name: _whole(value.raw_get(name), seen, depth + 1) for name in sorted(set(value) - _ABOVE)}
        return (told, value.encoded_data) if isinstance(value, generic.StreamObject) else told
    if isinstance(value, generic.ArrayObject):
        return [_whole(value.raw_get(number), seen, depth + 1) for number in range(len(value))]
    return repr(value)
