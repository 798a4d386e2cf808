"""The list on the screen: first paint, jumps, sorting and memory, each in a process of its own.

Times are the processor's, of the whole program: other programs at work do not make them longer.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
from collections.abc import Iterator

from benchmarks import big_register
from benchmarks.figure import Figure

RUNS = 3
SCRIPT = """
import json, os, random, sys, time
from pathlib import Path
from PySide6.QtWidgets import QApplication
from benchmarks.memory import Peak
from desktop.desk import open_desk
from desktop.operations.initiative_list import Filter
from ui import theme
from ui.common.page_model import PageModel, SequenceProvider
from ui.common.table import Table
from ui.initiatives.listing import Rows, every_column, find
app = QApplication([])
theme.apply(app, dark=False)
warm = Table(PageModel(every_column(), SequenceProvider([])), "warm")
warm.show(); app.processEvents(); warm.close()
held = open_desk(Path(sys.argv[1]), None)
reader = held.screen()
chosen = Filter(programme="1m-2022")
now = time.process_time
peak = Peak()
begin = now()
if sys.argv[2] == "all":
    from desktop.operations import initiative_list
    rows = SequenceProvider(initiative_list.rows(reader, initiative_list.page(reader, chosen, "-entered")))
else:
    rows = Rows(reader, find(reader, reader, chosen, "-entered"))
model = PageModel(every_column(), rows)
table = Table(model, "list")
table.resize(900, 600); table.show(); app.processEvents()
told = {"first": now() - begin}
chance, jumps = random.Random(5), []
bar = table.verticalScrollBar()
for _ in range(60):
    begin = now()
    bar.setValue(chance.randrange(bar.maximum())); table.viewport().repaint()
    jumps.append(now() - begin)
peak.look()
told["jump"] = sorted(jumps)[30]
begin = now()
bar.setValue(bar.maximum() // 2 + 7); table.viewport().repaint()
told["middle"] = now() - begin
sorts = []
if sys.argv[2] != "all":
    for key in ("title", "author", "-benefit", "number", "applied", "state", "kind", "phase", "unit"):
        begin = now()
        model.refresh(Rows(reader, find(reader, reader, chosen, key))); table.scrollToTop(); table.viewport().repaint()
        told["sort " + key] = now() - begin
        sorts.append(now() - begin)
        peak.look()
    begin = now()
    table.selectAll(); told["chosen"] = table.selected_count()
    told["all"] = now() - begin
told["sort"] = max(sorts, default=0)
told["memory"] = peak.more_mb() or 0
print(json.dumps(told))
held.close()
"""


def figures() -> Iterator[Figure]:
    homes = {size: str(big_register.home(size)) for size in big_register.SIZES}
    first = homes[big_register.SMALL]
    for size in big_register.SIZES:
        ours = [(_run(homes[size], "paged"), _run(first, "paged")) for _ in range(RUNS)]
        mine, small = _median([one for one, _ in ours]), _median([one for _, one in ours])
        # Of a million they would fill the memory of an old PC; one row more does not make a jump longer.
        all_of = min(size, big_register.PROVINCE)
        every, in_memory = _run(homes[all_of], "all"), f"{all_of} rows in memory"
        against = f"the same with {big_register.SMALL}"
        for name in ("first", *(name for name in mine if name.startswith("sort"))):
            ratio = round(mine[name] / small[name], 2)
            yield Figure(f"{name} paint of {size}", round(mine[name], 4), "s", ratio, against, RUNS)
        yield Figure(f"jump in {size}", round(mine["jump"], 4), "s", round(mine["jump"] / every["jump"], 2),
                     in_memory, RUNS)  # fmt: skip
        yield Figure(f"to the middle of {size}", round(mine["middle"], 4), "s", None, "", RUNS)
        yield Figure(
            f"all of {size} chosen", round(mine["all"], 5), "s", round(mine["all"] / small["all"], 2), against, RUNS
        )
        yield from _memory(size, mine["memory"], small["memory"], every["memory"], in_memory)


def _memory(size: int, mine: float, small: float, every: float, in_memory: str) -> Iterator[Figure]:
    """Nothing where the system does not tell: 0 would be a lie."""
    for other, against in ((small, f"the same with {big_register.SMALL}"), (every, in_memory)):
        if mine and other:
            yield Figure(f"memory of the list of {size}", round(mine, 1), "MB", round(mine / other, 3), against, RUNS)


def _run(home: str, way: str) -> dict[str, float]:
    environment = dict(os.environ, QT_QPA_PLATFORM="offscreen")
    command = [sys.executable, "-c", SCRIPT, home, way]
    done = subprocess.run(command, env=environment, check=True, capture_output=True, text=True).stdout
    told: dict[str, float] = json.loads(done.splitlines()[-1])
    return told


def _median(runs: list[dict[str, float]]) -> dict[str, float]:
    return {name: statistics.median(run[name] for run in runs) for name in runs[0]}
