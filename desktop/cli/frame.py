"""The words of the command line that are argparse's own, in the language of the program."""

from __future__ import annotations

import argparse
import gettext
from collections.abc import Mapping

from desktop import messages

# argparse asks gettext for each of its sentences; there is no Vietnamese catalogue of them to be had.
VIETNAMESE: Mapping[str, str] = {
    "usage: ": "cách dùng: ",
    "options": "tùy chọn",
    "positional arguments": "tham số",
    "show this help message and exit": "in trợ giúp này rồi thôi",
    "%(prog)s: error: %(message)s\n": "%(prog)s: %(message)s\nXem cách dùng: thêm --help.\n",
    "the following arguments are required: %s": "còn thiếu: %s",
    "argument %(argument_name)s: %(message)s": "%(argument_name)s: %(message)s",
    "expected one argument": "phải có một giá trị đi sau",
    "expected at most one argument": "nhiều nhất một giá trị đi sau",
    "expected at least one argument": "phải có ít nhất một giá trị đi sau",
    "expected %s argument": "phải có %s giá trị đi sau",
    "expected %s arguments": "phải có %s giá trị đi sau",
    "invalid choice: %(value)r (choose from %(choices)s)": "không có %(value)r; hãy chọn một trong: %(choices)s",
    "invalid %(type)s value: %(value)r": "không dùng được giá trị %(value)r",
    "unrecognized arguments: %s": "không hiểu: %s",
    "ambiguous option: %(option)s could match %(matches)s": "%(option)s có thể là %(matches)s; hãy viết đủ",
    "not allowed with argument %s": "không dùng chung với %s",
    "one of the arguments %s is required": "phải có một trong: %s",
    "ignored explicit argument %r": "không nhận giá trị %r",
    "unexpected option string: %s": "không hiểu tùy chọn: %s",
    "can't open '%(filename)s': %(error)s": "không mở được «%(filename)s»: %(error)s",
}


def speak() -> None:
    """From now on argparse says its sentences in the language of all others. May be called again."""
    known = VIETNAMESE if messages.spoken() == "vi" else {}

    def one(words: str) -> str:
        return known.get(words) or gettext.gettext(words)

    def counted(single: str, several: str, count: int) -> str:
        words = single if count == 1 else several
        return known.get(words) or gettext.ngettext(single, several, count)

    # The module's own names for gettext: they are looked up at each sentence.
    setattr(argparse, "_", one)  # noqa: B010  # the stubs do not know it
    setattr(argparse, "ngettext", counted)  # noqa: B010
