"""The largest packages against `zip` and `sha256sum` of the same bytes: 170 000 records, and 300 MB with evidence.

Each piece of work runs in a process of its own, which also tells how much memory it took at most.
"""

from __future__ import annotations

import json
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from benchmarks.figure import Figure
from exports.package import build, keys, signing_certificate, verify
from exports.package.strict_json import dumps

RECORDS, EVIDENCE_MB, FILES, RUNS = 170_000, 290, 29, 3
NOW = datetime(2026, 11, 20, tzinfo=UTC)
_SHARE = 1_000  # of the records that go along with evidence


def figures() -> Iterator[Figure]:
    """Time as a ratio; memory as megabytes, which has no other side to compare with."""
    if not shutil.which("zip") or not shutil.which("sha256sum") or not shutil.which("unzip"):
        print("not installed: zip, unzip or sha256sum", file=sys.stderr)
        return
    for what, name in (("records", f"{RECORDS} records"), ("evidence", f"{EVIDENCE_MB} MB with evidence")):
        with tempfile.TemporaryDirectory() as folder:
            yield from _figures(Path(folder), what, name)


def _figures(folder: Path, what: str, name: str) -> Iterator[Figure]:
    _lay_out(folder, what)
    for work, against, other in (
        ("seal", "zip -4 + sha256sum of the same files", _zip),
        ("verify", "unzip -p + sha256sum of the same files", _unzip),
    ):
        ours, theirs, peaks = [], [], []
        for _ in range(RUNS + 1):
            told = _child(work, what, folder)
            ours.append(told["seconds"])
            peaks.append(told["peak_mb"])
            theirs.append(other(folder))
        # The first pair warms up and is not counted.
        mine, baseline = statistics.median(ours[1:]), statistics.median(theirs[1:])
        yield Figure(f"{work} {name}", round(mine, 3), "s", round(mine / baseline, 3), against, RUNS)
        if max(peaks):
            yield Figure(f"{work} {name}, peak memory", max(peaks), "MB", None, "", RUNS + 1)


def _lay_out(folder: Path, what: str) -> None:
    """The same bytes as plain files: whoever uses `zip` has them on the disk already."""
    plain = folder / "plain"
    plain.mkdir()
    with (plain / "records.jsonl").open("w", encoding="utf-8") as file:
        file.writelines(dumps(record) + "\n" for record in _records(what))
    if what == "evidence":
        for number in range(1, FILES + 1):
            chance = random.Random(number)
            with (plain / f"{number:05d}.pdf").open("wb") as pdf:
                for _ in range(EVIDENCE_MB // FILES):
                    pdf.write(chance.randbytes(1 << 20))


def _records(what: str) -> Iterator[dict[str, Any]]:
    from benchmarks.package import _record

    return (_record(number) for number in range(RECORDS if what == "records" else _SHARE))


def _child(work: str, what: str, folder: Path) -> dict[str, float]:
    command = [sys.executable, "-m", "benchmarks.big_package", work, what, str(folder)]
    told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    answer: dict[str, float] = json.loads(told)
    return answer


def _zip(folder: Path) -> float:
    (folder / "plain.zip").unlink(missing_ok=True)
    begin = time.perf_counter()
    subprocess.run(["zip", "-q", "-4", "-r", "plain.zip", "plain"], cwd=folder, check=True)
    subprocess.run("sha256sum plain/* > plain.sha256", shell=True, cwd=folder, check=True)
    return time.perf_counter() - begin


def _unzip(folder: Path) -> float:
    begin = time.perf_counter()
    subprocess.run("unzip -p plain.zip | sha256sum > out.sha256", shell=True, cwd=folder, check=True)
    return time.perf_counter() - begin


def main(work: str, what: str, folder: Path) -> int:
    begin = time.perf_counter()
    if work == "seal":
        _seal(what, folder)
    else:
        seen = verify.verify(folder / "p.asice", now=NOW, read_records=False)
        assert seen.code == "unit_not_enrolled", seen
    print(json.dumps({"seconds": time.perf_counter() - begin, "peak_mb": _peak_mb()}))
    return 0


def _seal(what: str, folder: Path) -> None:
    key = keys.new_key()
    signer = keys.Signer(key, signing_certificate.self_signed(key, "B1", "Benchmark", NOW))
    header = {"kind": "submission", "unit_code": "B1", "unit_name": "Benchmark", "seq": 1}
    evidence = _Evidence(folder / "plain")
    with (folder / "plain" / "records.jsonl").open(encoding="utf-8") as lines:
        build.seal(folder / "p.asice", header, map(json.loads, lines), evidence, signer, now=NOW)


class _Evidence(Mapping[str, bytes]):
    """Read when it is asked for, as a register does."""

    def __init__(self, folder: Path) -> None:
        self._files = {f"data/evidence/{path.name}": path for path in sorted(folder.glob("*.pdf"))}

    def __getitem__(self, entry: str) -> bytes:
        return self._files[entry].read_bytes()

    def __iter__(self) -> Iterator[str]:
        return iter(self._files)

    def __len__(self) -> int:
        return len(self._files)


def _peak_mb() -> int:
    """0 where the system does not tell."""
    try:
        told = Path("/proc/self/status").read_text(encoding="ascii")
    except OSError:
        return 0
    return int(told.split("VmHWM:")[1].split()[0]) >> 10


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2], Path(sys.argv[3])))
