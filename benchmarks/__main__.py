"""Prints one JSON line for each figure: python -m benchmarks [--small | --big] [NAME …]."""

from __future__ import annotations

import json
import os
import platform
import sys
from collections.abc import Callable, Iterable
from itertools import chain

from benchmarks import (
    appraisal,
    big_package,
    big_register,
    duplicates,
    entry,
    gather,
    gather_grown,
    importing,
    package,
    papers,
    receive_journey,
    rules,
    safety,
    saving,
    start,
    statistics,
)
from benchmarks.figure import Figure

BENCHMARKS: dict[str, Callable[[], Iterable[Figure]]] = {
    "saving": saving.figures,
    "package": lambda: chain(package.figures(), big_package.figures()),
    "papers": papers.figures,
    "start": start.figures,
    "appraisal": appraisal.figures,
    "rules": rules.figures,
    "safety": safety.figures,
    "statistics": statistics.figures,
    "gather": lambda: chain(gather.figures(), gather_grown.figures(), receive_journey.figures()),
    "entry": lambda: chain(importing.figures(), entry.figures(), duplicates.figures()),
}


def main(names: list[str]) -> int:
    if "--big" in names:
        big_register.SIZES.append(big_register.NATION)
    elif "--small" in names:
        big_register.SIZES[:] = [big_register.SMALL]
        big_package.RECORDS, big_package.EVIDENCE_MB = 5_000, 29
    names = [name for name in names if name not in ("--big", "--small")]
    unknown = set(names) - set(BENCHMARKS)
    if unknown:
        print(
            __doc__, f"unknown: {', '.join(sorted(unknown))}; known: {', '.join(BENCHMARKS)}", sep="\n", file=sys.stderr
        )
        return 2
    machine = f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"
    for name in names or BENCHMARKS:
        for figure in BENCHMARKS[name]():
            print(json.dumps(vars(figure) | {"machine": machine}, ensure_ascii=False), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
