"""The place of the cursor in a text that is put into its usual form: after the letter it stood after."""

from __future__ import annotations


def same_place(before: str, at: int, after: str) -> int | None:
    """Where a cursor at `at` of `before` stands in `after`; None if they are not the same letters and digits."""
    if _letters(before) != _letters(after):
        return None
    passed = len(_letters(before[:at]))
    places = [place for place, letter in enumerate(after, 1) if letter.isalnum()]
    if not passed:
        return 0
    return len(after) if passed == len(places) else places[passed - 1]


def _letters(text: str) -> str:
    return "".join(letter for letter in text if letter.isalnum())
