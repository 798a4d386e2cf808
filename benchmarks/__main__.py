"""Prints one JSON line for each figure: python -m benchmarks [NAME …]."""

from __future__ import annotations

import json
import os
import platform
import sys
from collections.abc import Callable, Iterable

from benchmarks import duplicates, importing, package, papers, rules, saving, start, statistics
from benchmarks.figure import Figure

BENCHMARKS: dict[str, Callable[[], Iterable[Figure]]] = {
    "import": importing.figures,
    "saving": saving.figures,
    "package": package.figures,
    "papers": papers.figures,
    "start": start.figures,
    "rules": rules.figures,
    "statistics": statistics.figures,
    "duplicates": duplicates.figures,
}


def main(names: list[str]) -> int:
    unknown = set(names) - set(BENCHMARKS)
    if unknown:
        print(f"unknown: {', '.join(sorted(unknown))}; known: {', '.join(BENCHMARKS)}", file=sys.stderr)
        return 2
    machine = f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"
    for name in names or BENCHMARKS:
        for figure in BENCHMARKS[name]():
            print(json.dumps(vars(figure) | {"machine": machine}, ensure_ascii=False), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
