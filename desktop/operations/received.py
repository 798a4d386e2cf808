"""What became of one package that came: the verdict, what it changes or changed, and its receipt."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from desktop import messages
from exports.package.verify import Verification

ALREADY = "package_already_received"
OWN = "package_is_own"  # this register sealed it: nothing is wrong, and nothing to be taken in
SUFFIX = ".asice"


@dataclass(frozen=True)
class Received:
    """One package: the verdict, and what it changes or changed. `code` is empty when all is well.

    `evidence` is how many files came with the records. Of a receipt `counts` say what the union above made of the
    records, and `answers_seq` is the number of the package. `inside` are the packages a carrier brought, in its order.
    """

    path: Path
    kind: str
    verdict: str
    code: str
    facts: dict[str, object] = field(default_factory=dict)
    unit_code: str = ""
    unit_name: str = ""
    seq: int = 0
    records: int = 0
    manifest_sha256: str = ""
    counts: dict[str, int] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()
    receipt: Path | None = None
    answers_seq: int = 0
    evidence: int = 0
    inside: tuple[Received, ...] = ()

    @property
    def taken(self) -> bool:
        return self.verdict == "valid" and self.code in ("", ALREADY)

    @property
    def own(self) -> bool:
        """Whether this register sealed it itself, and met it again on its way."""
        return self.code == OWN

    @property
    def message(self) -> str:
        return messages.sentence(self.code, self.facts) if self.code else ""


def begun(path: Path, seen: Verification) -> Received:
    """As the verdict alone tells it."""
    return Received(
        path=path,
        kind=seen.kind,
        verdict=seen.verdict,
        code=seen.code,
        facts=dict(seen.facts),
        unit_code=seen.unit_code,
        unit_name=seen.unit_name,
        seq=seen.seq,
        records=seen.records,
        manifest_sha256=seen.manifest_sha256,
        warnings=tuple(seen.warnings),
    )
