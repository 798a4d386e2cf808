"""Running one command: its arguments, the register it works on, its answer or its error."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

from desktop import paths
from desktop.cli import (
    answer,
    appraisal_packages,
    appraisals,
    awards,
    backups,
    bulk,
    cooperation_plans,
    councils,
    demo,
    diagnostics,
    dossiers,
    duplicates,
    eligibility,
    evidence,
    frame,
    gathering,
    help_words,
    history,
    imports,
    initiatives,
    journal,
    lists,
    marking,
    objections,
    overview,
    packages,
    people,
    portal,
    programmes,
    quality,
    recovery,
    registers,
    reports,
    returns,
    sending,
    servers,
    signatures,
    statistics,
    support,
    targets,
    trash,
    trust,
    units,
    users,
    verify,
    viewing,
)
from desktop.cli.answer import Answer
from desktop.cli.ending import ended
from desktop.cli.secret import given_passphrase
from desktop.version import VERSION
from domain.errors import RuleError, TroubleError

NOUNS = (
    registers,
    users,
    recovery,
    backups,
    units,
    programmes,
    imports,
    initiatives,
    lists,
    marking,
    bulk,
    trash,
    evidence,
    history,
    journal,
    people,
    eligibility,
    objections,
    dossiers,
    duplicates,
    cooperation_plans,
    councils,
    appraisals,
    appraisal_packages,
    awards,
    portal,
    support,
    targets,
    overview,
    statistics,
    reports,
    trust,
    packages,
    verify,
    viewing,
    sending,
    servers,
    returns,
    gathering,
    quality,
    signatures,
    diagnostics,
    demo,
)


# Whose work the commands of a noun are, where they are not the officer's; each operation asks again for itself.
_FOR_WHOM = {
    "packages": "clerk", "sending": "clerk", "reports": "clerk", "templates": "clerk", "signatures": "clerk",
    "dossiers": "clerk", "councils": "chair", "appraisals": "chair", "trust": "keeper", "servers": "keeper",
    "recovery": "keeper", "backups": "keeper",
}  # fmt: skip


@cache
def parser() -> argparse.ArgumentParser:
    """All commands; made once, for a hundred of them take a while."""
    frame.speak()
    top = argparse.ArgumentParser(prog="sangkien", description="Sổ Sáng Kiến: không có lệnh nào thì mở cửa sổ.")
    top.add_argument("--version", action="version", version=VERSION, help="in số phiên bản rồi thôi")
    _common(top, default=None)
    commands = top.add_subparsers(dest="command", metavar="LỆNH")
    shared = argparse.ArgumentParser(add_help=False)
    _common(shared, default=argparse.SUPPRESS)
    for noun in NOUNS:
        before = set(commands.choices)
        noun.add(commands, shared)
        for name in set(commands.choices) - before:
            commands.choices[name].set_defaults(for_whom=_FOR_WHOM.get(noun.__name__.rpartition(".")[2], "officer"))
    help_words.fill(top)
    return top


def _common(parser: argparse.ArgumentParser, default: Any) -> None:
    parser.add_argument("--home", type=Path, default=default, help="thư mục của sổ")
    parser.add_argument("--passphrase-file", type=Path, default=default, help="tệp chứa mật khẩu ở dòng đầu")
    parser.add_argument("--remembered", action="store_true", default=default or False,
                        help="mở bằng khóa mà máy này nhớ («user remember»)")  # fmt: skip
    parser.add_argument("--as-user", default=default, help="người dùng, khi sổ không có mật khẩu")
    parser.add_argument("--json", action="store_true", default=default or False, help="in một đối tượng JSON")


# A command that says `marks` is one that whoever only marks may run: no other tells him of records, people or points.
def main(arguments: Sequence[str]) -> int:
    """Run a command; returns the exit code of the contract in docs/COMMANDS.md."""
    options = parser().parse_args(arguments)
    try:
        return _print(options, _answer(options))
    except BrokenPipeError:
        # The reader of our output went away; point standard output elsewhere so that closing it is silent.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return answer.TROUBLE


def _answer(options: argparse.Namespace) -> Answer:
    try:
        if not options.opens:
            found: Answer = options.run(options)
            return found
        from desktop import desk

        home = options.home or paths.default_home()
        if options.remembered:
            from desktop.operations import remembering

            opened = remembering.open_remembered(home)
        else:
            opened = desk.open_desk(home, given_passphrase(options), options.as_user or "")
        try:
            if not getattr(options, "marks", False):
                getattr(desk, f"demand_{options.for_whom}")(opened)
            done: Answer = options.run(opened, options)
            return done
        finally:
            opened.close()
    except (RuleError, TroubleError, KeyboardInterrupt, OverflowError) as error:
        return ended(error)


def _print(options: argparse.Namespace, given: Answer) -> int:
    if given.printed:
        pass
    elif options.json:
        print(json.dumps(given.values, ensure_ascii=False, indent=1, default=str))
    else:
        stream = sys.stdout if given.exit_code in (answer.DONE, answer.NOT_GENUINE) else sys.stderr
        print("\n".join(given.lines), file=stream)
    sys.stdout.flush()
    return given.exit_code
