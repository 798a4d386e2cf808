"""The largest package there may be is sealed and verified in little memory, in a process of its own."""

from __future__ import annotations

import random
import subprocess
import sys
from pathlib import Path

import pytest

_MOST_MB = 200
_WORK = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from exports.package import build, keys, signing_certificate, verify

class Lazy(dict):
    def __getitem__(self, name):
        return super().__getitem__(name).read_bytes()

folder, now = Path(sys.argv[1]), datetime(2026, 11, 20, tzinfo=UTC)
key = keys.new_key()
signer = keys.Signer(key, signing_certificate.self_signed(key, "27001", "A", now))
evidence = Lazy({f"data/evidence/0000{n}.pdf": folder / f"{n}.pdf" for n in (1, 2, 3)})
header = {"kind": "submission", "unit_code": "27001", "unit_name": "A", "seq": 1}
records = ({"id": f"{n:06d}", "revision": 1, "summary": f"Giảm chi phí {n} " * 40} for n in range(12_000))
made = build.seal(folder / "p.asice", header, records, evidence, signer, now=now)
seen = verify.verify(made.path, now=now)
with verify.open_verified(made.path, now=now, untrusted_too=True) as opened:
    assert sum(1 for _ in opened.records()) == 12_000
told = Path("/proc/self/status").read_text()
print(made.size_bytes >> 20, seen.code, int(told.split("VmHWM:")[1].split()[0]) >> 10)
"""


def test_three_hundred_megabytes_in_two_hundred(tmp_path: Path) -> None:
    if not Path("/proc/self/status").exists():
        pytest.skip("no /proc on this system: nothing tells the memory a process took")
    for number in (1, 2, 3):
        with (tmp_path / f"{number}.pdf").open("wb") as file:
            # What does not get smaller at its beginning is stored; the rest takes no room on the disk.
            file.write(random.Random(number).randbytes(1 << 20))
            file.truncate(98 << 20)
    work = [sys.executable, "-c", _WORK, str(tmp_path)]
    done = subprocess.run(work, capture_output=True, text=True, check=False, cwd=Path(__file__).parents[3])
    assert done.returncode == 0, done.stderr
    size_mb, code, used_mb = done.stdout.split()
    assert int(size_mb) > 290
    assert code == "unit_not_enrolled"
    assert int(used_mb) < _MOST_MB
