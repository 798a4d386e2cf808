"""`--help` speaks Vietnamese to the last word, and so does what argparse says of wrong usage."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator

import pytest

from desktop import messages
from desktop.cli import frame, help_words, verify
from desktop.cli.run import main, parser

ENGLISH = re.compile(
    r"\b(usage|options|positional|arguments?|show this|exit|required|expected|invalid|error:|choose)\b"
)


def parsers(top: argparse.ArgumentParser, path: str = "") -> Iterator[tuple[str, argparse.ArgumentParser]]:
    yield path, top
    for action in top._actions:
        if isinstance(action.choices, dict):
            for name, below in action.choices.items():
                yield from parsers(below, f"{path} {name}".strip())


ALL = dict(parsers(parser()))


def test_every_command_and_argument_says_what_it_is() -> None:
    assert len(ALL) > 150
    for path, held in ALL.items():
        for action in held._actions:
            if isinstance(action.choices, dict):
                told = {one.dest for one in action._get_subactions() if one.help}
                assert set(action.choices) == told, path
            else:
                assert action.help, f"{path}: {action.dest}"


def test_no_english_frame_stands_in_any_help() -> None:
    for path, held in ALL.items():
        text = held.format_help()
        assert text.startswith("cách dùng: "), path
        # Names of options and places of values are English words in capitals, braces or after dashes.
        prose = re.sub(r"--?[\w-]+|\{[^}]*\}|\[[^\]]*\]|\b[A-Z_]{2,}\b", "", text)
        assert not ENGLISH.search(prose), f"{path}: {ENGLISH.search(prose)}"


def test_every_word_kept_for_an_argument_is_used() -> None:
    used = {action.help for held in ALL.values() for action in held._actions}
    assert set(help_words.ARGUMENTS.values()) <= used


@pytest.mark.parametrize(("arguments", "said"), [
    (["show"], "còn thiếu: id"),
    (["show", "1", "--no-such"], "không hiểu: --no-such"),
    (["list", "--limit"], "--limit: phải có một giá trị đi sau"),
    (["list", "--limit", "x"], "--limit: không dùng được giá trị 'x'"),
    (["no-such"], "không có 'no-such'; hãy chọn một trong:"),
    (["evidence", "add", "1"], "còn thiếu: file"),
])  # fmt: skip
def test_wrong_usage_is_told_in_vietnamese(arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    told = capsys.readouterr().err
    assert ended.value.code == 2
    assert said in told
    assert "Xem cách dùng: thêm --help." in told
    assert not ENGLISH.search(told.splitlines()[-2])


def test_the_verifier_alone_says_so_too(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        verify.main([])
    assert "còn thiếu: file" in capsys.readouterr().err


def test_the_frame_is_english_where_the_program_speaks_english() -> None:
    messages.speak("en")
    try:
        frame.speak()
        assert argparse.ArgumentParser(prog="x").format_help().startswith("usage: ")
    finally:
        messages.speak("vi")
        frame.speak()
    assert argparse.ArgumentParser(prog="x").format_help().startswith("cách dùng: ")
