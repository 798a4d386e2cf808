"""Whatever a package holds, for whoever only looks: its files, its place among the others, a sheet about it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from db import packages
from desktop import clock, kept_packages, messages
from desktop.desk import Desk, demand_clerk
from desktop.operations import encryption
from desktop.operations.verification import Inside
from domain import package_sheet, person_paper
from domain.errors import RuleError
from domain.handover import gaps
from exports import person_paper as files
from exports.package import verify
from exports.package.verify import Verification
from exports.writers.whole import appearing

FIRST, HELD, UNKNOWN = "first", "held", "unknown"
_LINES = 200  # of a sheet: whoever wants every record reads the package


@dataclass(frozen=True)
class Chain:
    """`before`: whether the package that this one names as the one before is held here, or it names none. `missing`
    are lower numbers of the same sender and kind that never came; only the receiver can tell.
    """

    before: str
    kept: bool
    missing: tuple[int, ...] = ()


def chain(desk: Desk, seen: Verification) -> Chain:
    """What this register knows of the packages around one; TroubleError store_…"""
    before = str(seen.header.get("prev_manifest_sha256", ""))
    kept = packages.by_manifest(desk.store, seen.manifest_sha256) if seen.manifest_sha256 else None
    standing = FIRST if not before else HELD if packages.by_manifest(desk.store, before) else UNKNOWN
    ours = seen.unit_code == desk.unit.code
    numbers = set() if ours else packages.seen(desk.store, seen.unit_code, seen.kind)
    missing = gaps(numbers | {seen.seq}) if numbers else ()
    return Chain(standing, kept is not None, tuple(number for number in missing if number < seen.seq))


def save(desk: Desk, file: Path, inside: Inside, entry: str, target: Path) -> Path:
    """A copy of one of its files for people, as it was signed, at `target`, where nothing may stand yet.

    RuleError package_file_unknown, package_swapped, file_exists, or what is wrong with the package; TroubleError of
    reading and writing.
    """
    demand_clerk(desk)
    if entry not in {held.entry for held in inside.files}:
        raise RuleError("package_file_unknown", field="entry", entry=entry)
    if target.exists():
        raise RuleError("package_file_exists", field="to", path=str(target))
    own = encryption.identities(desk)
    source = kept_packages.source(desk, file)
    with verify.open_verified(source, now=clock.now(), untrusted_too=True, identities=own) as opened:
        if opened.verification.manifest_sha256 != inside.seen.manifest_sha256:
            raise RuleError("package_swapped")
        content = opened.people_file(entry)
    with appearing(target) as stream:
        stream.write(content)
    return target


def sheet(desk: Desk, file: Path, inside: Inside, target: Path) -> Path:
    """The cover sheet of any package, with the verdict on top, as .pdf or .txt.

    RuleError person_file_format; TroubleError disk_full, report_write_failed: then nothing stands there.
    """
    demand_clerk(desk)
    seen, now = inside.seen, clock.now()
    told = messages.sentence(seen.code or f"verdict_{seen.verdict}", {**seen.facts, "unit_name": seen.unit_name})
    found = package_sheet.Checked(
        file.name, seen.verdict, told, tuple(messages.sentence(code) for code in seen.warnings), clock.stamp_of(now),
        desk.user.name,
    )  # fmt: skip
    titles = [(str(record.get("number", "")), str(record.get("title", ""))) for record in inside.records[:_LINES]]
    sections = package_sheet.sections(found, vars(seen), titles, [held.name for held in inside.files[:_LINES]])
    unit = {"name": desk.unit.name, "upper_name": desk.unit.upper_name, "place": desk.unit.place}
    return files.write(person_paper.paper(package_sheet.TITLE, unit, clock.today(), sections), target)
