"""Command: dossier, the four tests of what is put forward."""

from __future__ import annotations

import argparse
from typing import Any

from desktop import messages
from desktop.cli.answer import Answer, say
from desktop.desk import Desk
from domain import labels


def add(commands: Any, shared: argparse.ArgumentParser) -> None:
    dossier = commands.add_parser("dossier", parents=[shared], help="hồ sơ có hợp lệ không")
    dossier.add_argument("ids", nargs="*")
    dossier.set_defaults(run=_dossier, opens=True)


def _dossier(desk: Desk, options: argparse.Namespace) -> Answer:
    from desktop.operations import dossiers

    results, lines = [], []
    for found in dossiers.check(desk, options.ids):
        held = found.stored.initiative
        tests = [
            {
                "test": test.name,
                "outcome": str(test.outcome),
                "on": test.on.isoformat() if test.on else None,
                "source": test.source,
                "message": messages.sentence(test.code, test.facts),
            }
            for test in found.tests
        ]
        results.append({"id": held.id, "number": held.number, "valid": found.valid, "left_out": found.left_out,
                        "tests": tests})  # fmt: skip
        lines.append(f"{held.number}: {'hợp lệ' if found.valid else 'chưa hợp lệ'}")
        lines += [f"  {labels.OUTCOMES[str(test['outcome'])]:<14}  {test['message']}" for test in tests]
    valid = sum(bool(result["valid"]) for result in results)
    return say(*lines, f"{valid}/{len(results)} sáng kiến có hồ sơ hợp lệ.", valid=valid, results=results)
