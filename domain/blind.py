"""Marking without knowing whose it is: a record, its words and its file names with authors and unit taken out."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from domain import phones, text
from domain.initiative import Initiative

# Without a letter in it: «tác giả» or «ẩn» could be somebody's name.
MASK = "[…]"
_GAP = r"[\s_.\-–’‘'\"]*"  # between the parts of one name; a comma or a mask stands between two
_BETWEEN_PEOPLE = re.compile(r"[,;/&\n]|\s(?:và|cùng)\s")
_TOKEN = re.compile(r"[^\W_]+")
_DOTTED = re.compile(r"[^\W\d_]{1,2}\.")
_TITLES = frozenset("ong ba anh chi em co chu bac thay d c dc dong ks cn ths ts bs gs pgs th nv".split())
_ADDRESSED = r"(?:ong|ba|anh|chi|em|co|chu|bac|thay|dong chi|d/c|dc|ks|cn|ths|ts|bs)\b\.?\s+"
# What stands before the name proper of a unit; from the front, as often as it fits.
_KINDS_OF_UNIT = sorted(
    """cong doan co so;cdcs;cong doan;lien doan lao dong;ldld;tong cong ty;cong ty;co phan;ctcp;cp;tnhh;mtv
    mot thanh vien;hai thanh vien;tap doan;xi nghiep;nha may;truong;thpt;thcs;tieu hoc;th;mam non;dai hoc;cao dang
    benh vien;da khoa;trung tam;phong;ban;so;chi nhanh;to;doi;phan xuong;xuong;huyen;tinh;thanh pho;tp;quan;xa;phuong
    thi xa;thi tran""".replace("\n", ";").split(";"),
    key=len,
    reverse=True,
)
# What names people or the unit by itself and tells nothing of the initiative.
_TOLD_BY = ("unit_code", "unit_name", "investor", "first_users", "consent_by", "benefit_confirmed_by",
            "decision_no", "decision_signer", "portal_no", "portal_note")  # fmt: skip
_CODES = ("id", "programme", "pack_version", "phase", "kind", "block", "group")

Accept = Callable[[str, int, int], bool]


@dataclass(frozen=True)
class Hidden:
    """Whom the words must not tell: full names, names of units, and codes and telephone numbers by their digits."""

    people: tuple[str, ...]
    units: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Pattern:
    """What to look for in the folded words; `accept` looks at the words as written, from the first place to the
    place after the last. `group` is the part that goes.
    """

    find: re.Pattern[str]
    accept: Accept
    group: int = 0


def hidden_of(initiative: Initiative, people: Iterable[str] = (), units: Iterable[str] = ()) -> Hidden:
    """Whom this record must not tell; `people` and `units` are further spellings, as the books of the register know."""
    authors = initiative.authors
    return hiding(
        [*(author.full_name for author in authors), *people],
        [initiative.unit_name, *(author.workplace for author in authors), *units],
        [author.phone for author in authors],
        initiative.unit_code,
    )


def hiding(people: Iterable[str], units: Iterable[str], numbers: Iterable[str], unit_code: str) -> Hidden:
    """From cells as people fill them: several names or telephone numbers in one, or none."""
    return Hidden(
        tuple(dict.fromkeys(one for cell in people for one in _split(cell))),
        tuple(dict.fromkeys(filter(None, map(text.clean_line, units)))),
        tuple(
            dict.fromkeys(
                filter(
                    None,
                    (
                        unit_code if len(unit_code) > 2 else "",
                        *(one for cell in numbers for one in phones.phones(cell)),
                    ),
                )
            )
        ),
    )


def masked(initiative: Initiative, hidden: Hidden) -> Initiative:
    """The record as an appraiser reads it: nobody's name, no unit, and neither of them in any of its texts."""
    told: dict[str, Any] = {
        field.name: masked_words(getattr(initiative, field.name), hidden)
        for field in dataclasses.fields(initiative)
        if type(getattr(initiative, field.name)) is str and field.name not in (*_TOLD_BY, *_CODES)
    }
    told |= dict.fromkeys(_TOLD_BY, "")
    return dataclasses.replace(initiative, **told, authors=(), credited_no=None, unread={})


def masked_name(name: str, no: int, hidden: Hidden) -> str:
    """The name of an evidence file; where nothing of it is left, «minh chứng» and its place `no`, from 1."""
    stem, dot, ending = name.rpartition(".")
    left = masked_words(stem if dot else name, hidden, file_name=True)
    if not _TOKEN.search(left.replace(MASK, "")):
        left = f"minh chứng {no}"
    return left + dot + (ending if dot else "")


# A list shows the same titles over and over: each is looked through once.
@lru_cache(maxsize=1 << 12)
def masked_words(words: str, hidden: Hidden, *, file_name: bool = False) -> str:
    """The words with all that tells who replaced; masking them again changes nothing.

    Names go whole in any case, with or without accents, run together or apart, in initials with dots, or as
    «chị Hà»; of file names initials alone go too.
    """
    words = text.nfc(words)
    if not file_name and not _may_tell(words, hidden):
        return words
    patterns = _patterns(hidden, file_name)
    while True:
        left, seen = words, _folded(words)
        for pattern in patterns:
            after = _without(left, seen, pattern)
            left, seen = after, seen if after == left else _folded(after)
        if left == words:
            return words
        words = left  # what stood around a name may make one now


def _may_tell(words: str, hidden: Hidden) -> bool:
    """A quick look, for lists of many: the last word of each name is in all that is looked for, or its initial."""
    folded = text.fold(words)
    if _DOTTED.search(words) or any(code[-3:] in folded for code in map(text.fold, hidden.codes)):
        return True
    return any(
        text.fold(tokens[-1]) in folded for name in (*hidden.people, *hidden.units) if (tokens := _TOKEN.findall(name))
    )


def _without(words: str, seen: tuple[str, list[int]], pattern: _Pattern) -> str:
    folded, places = seen
    parts, done, at = [], 0, 0
    while (found := pattern.find.search(folded, at)) is not None:
        start, end = found.span(pattern.group)
        first, last = places[start], places[end - 1] + 1
        if first >= done and pattern.accept(words, first, last):
            parts += [words[done:first], MASK]
            done, at = last, end
        else:
            at = found.start() + 1
    return "".join((*parts, words[done:]))


def _folded(words: str) -> tuple[str, list[int]]:
    """The words folded, and for each letter of that its place in the words."""
    letters = [(bare, place) for place, letter in enumerate(words) for bare in _bare(letter)]
    return "".join(bare for bare, _ in letters), [place for _, place in letters]


@lru_cache(maxsize=1 << 10)
def _bare(letter: str) -> str:
    return text.fold(letter)


@lru_cache(maxsize=1 << 10)
def _patterns(hidden: Hidden, file_name: bool) -> tuple[_Pattern, ...]:
    people = [found for name in hidden.people if (found := _of_person(name, file_name))]
    # Whole names first, the longest first: a part of one must not hide where the rest stands.
    whole = sorted((found[0] for found in people), key=lambda one: -len(one.find.pattern))
    made = [*whole, *(pattern for found in people for pattern in found[1:])]
    made += [pattern for name in hidden.units for pattern in _of_unit(name)]
    made += [_of_code(code) for code in hidden.codes]
    return tuple(pattern for pattern in made if not pattern.find.search(""))


def _of_person(name: str, file_name: bool) -> list[_Pattern]:
    written = _TOKEN.findall(name)
    folded = [text.fold(word) for word in written]
    if len(folded) < 2:
        return [_pattern(_joined(folded), _as_written(name))] if folded else []
    family, given, first, many = folded[0], folded[-1], [word[0] for word in folded], _capitals(len(folded))
    shortened = map(_short, folded[:-1])
    found = [
        _pattern(_joined(folded), _whole(folded)),
        _pattern(_GAP.join((*shortened, rf"(?:{re.escape(given)}|{re.escape(given[0])}\.?)")), many),
        _Pattern(re.compile(_ADDRESSED + f"({re.escape(given)})"), _as_written(written[-1]), 1),
        _pattern(_joined([given, family]), _as_written(f"{written[-1]} {written[0]}")),
    ]
    if len(folded) > 2:
        short = _joined([given, *first[:-1]])
        found += [
            _pattern(_joined(folded[-2:]), _as_written(" ".join(written[-2:]))),
            _pattern(_joined([*first[:-1], given]), many),
            _pattern(short, _bounded if file_name else many),
            _pattern(short + "(?=@)", _bounded),
        ]
        found += [_pattern(_joined(first), _bounded)] if file_name else []
    return found


def _of_unit(name: str) -> list[_Pattern]:
    written = _TOKEN.findall(name)
    folded = [text.fold(word) for word in written]
    found = [_pattern(_joined(folded), _bounded)] if len(folded) > 1 else []
    proper = written[_before_proper(folded) :]
    for part in (proper, proper[-2:]):
        if len(part) > 1:
            found.append(_pattern(_joined(map(text.fold, part)), _as_written(" ".join(part))))
    if len(proper) == 1 and len(proper[0]) > 3:
        found.append(_pattern(_joined([text.fold(proper[0])]), _as_written(proper[0])))
    return found


def _before_proper(folded: list[str]) -> int:
    """How many words at the front only say what kind of unit it is."""
    at = 0
    while True:
        ahead = " ".join(folded[at:])
        kind = next((kind for kind in _KINDS_OF_UNIT if f"{ahead} ".startswith(f"{kind} ")), "")
        if not kind:
            return at
        at += len(kind.split())


def _of_code(code: str) -> _Pattern:
    """A telephone number with any signs between its digits, or a unit's code."""
    signs = r"[\s.\-]*" if len(code) > 8 else ""
    body = signs.join(map(re.escape, text.fold(code).removeprefix("0" if signs else "")))
    return _pattern(rf"(?:(?:\+?84|0){signs})?{body}" if signs else body, _bounded)


def _pattern(find: str, accept: Accept) -> _Pattern:
    return _Pattern(re.compile(find), accept)


def _short(word: str) -> str:
    """A word of a name whole or cut short, with a dot: Nguyễn, Ng., N."""
    letters = re.escape(word[0]) + (f"{re.escape(word[1])}?" if word[1:] else "")
    return rf"(?:{re.escape(word)}|{letters}\.)"


def _joined(words: Iterable[str]) -> str:
    return _GAP.join(map(re.escape, words))


def _bounded(words: str, first: int, last: int) -> bool:
    """Whether no longer word goes on at either side; SangKienAn and An2021 do not."""
    return _edge(words[first - 1 : first], words[first]) and _edge(words[last - 1], words[last : last + 1])


def _edge(before: str, after: str) -> bool:
    if not (before.isalnum() and after.isalnum()) or before.isdigit() != after.isdigit():
        return True
    return before.islower() and after.isupper()


def _whole(folded: list[str]) -> Accept:
    """A short name run together may be another word: «lean» is nobody called Lê An, «LeAn» is. A long one is the
    name wherever it stands: nguyenvanan@, bcNguyenVanAn1.
    """

    def accept(words: str, first: int, last: int) -> bool:
        part = words[first:last]
        if _TOKEN.fullmatch(part) is None:
            return _bounded(words, first, last)
        if len("".join(folded)) >= 8:
            return True
        return _bounded(words, first, last) and part[len(folded[0])].isupper() and not part.isupper()

    return accept


def _capitals(many: int) -> Accept:
    """Initials are written large: N.V. An, AnNV. Run together there is one capital for each word and no more."""

    def accept(words: str, first: int, last: int) -> bool:
        part = words[first:last]
        large = sum(letter.isupper() for letter in part)
        begins = all(
            letter.isupper()
            for before, letter in zip(" " + part, part, strict=False)
            if letter.isalpha() and not before.isalpha()
        )
        fits = large == many if part.isalpha() else large >= many
        return _bounded(words, first, last) and begins and fits

    return accept


def _as_written(name: str) -> Accept:
    """A part of a name is taken for it with its own accents, or with none at all; and with capitals."""

    def accept(words: str, first: int, last: int) -> bool:
        tokens = _TOKEN.findall(words[first:last])
        same = " ".join(tokens).casefold() == name.casefold()
        plain = words[first:last].isascii()
        mailed = words[last : last + 1] == "@"
        large = mailed or all(token[0].isupper() or token[0].isdigit() for token in tokens)
        return _bounded(words, first, last) and large and (same or plain)

    return accept


def _split(given: str) -> list[str]:
    """The names in one cell, each also without what its bearer is addressed by: Cô Thị Ba may be called so."""
    found = []
    for one in _BETWEEN_PEOPLE.split(given):
        tokens = _TOKEN.findall(text.clean_line(one))
        titles = next((no for no, token in enumerate(tokens) if text.fold(token) not in _TITLES), 0)
        found += [" ".join(tokens)] if tokens else []
        found += [" ".join(tokens[titles:])] if titles and len(tokens) - titles > 1 else []
    return found
