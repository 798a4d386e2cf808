"""Commands: programme list, show, check, install, use, copy, revise, diff, adopt, write, pack."""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from desktop import messages
from desktop.cli.answer import DONE, NOT_GENUINE, REFUSED, Answer, say
from desktop.desk import Desk
from domain.errors import Problem, RuleError, TroubleError

UNSIGNED = "chưa có chữ ký"
_ORIGINS = {"shipped": "có sẵn trong phần mềm", "own": "lập tại sổ này", "file": UNSIGNED}


def add(commands: Any, shared: argparse.ArgumentParser) -> None:
    verbs = commands.add_parser("programme", help="chương trình").add_subparsers(dest="verb", required=True)
    verbs.add_parser("list", parents=[shared], help="các chương trình đã có").set_defaults(run=_list, opens=True)
    for verb, run, words in (("show", _show, "một chương trình"), ("use", _use, "dùng chương trình này từ nay")):
        parser = verbs.add_parser(verb, parents=[shared], help=words)
        parser.add_argument("id")
        parser.add_argument("--version", default="")
        parser.set_defaults(run=run, opens=True)
    checked = verbs.add_parser("check", parents=[shared], help="kiểm tra một tệp gói quy tắc")
    checked.add_argument("file", type=Path)
    checked.set_defaults(run=_check, opens=False)
    installed = verbs.add_parser("install", parents=[shared], help="cài gói quy tắc từ tệp hoặc gói có chữ ký")
    installed.add_argument("file", type=Path)
    installed.add_argument("--unsigned", action="store_true", help="đồng ý cài tệp chưa có chữ ký")
    installed.set_defaults(run=_install, opens=True)
    _making(verbs, shared)
    _versions(verbs, shared)


def _making(verbs: Any, shared: argparse.ArgumentParser) -> None:
    copied = verbs.add_parser("copy", parents=[shared], help="tạo chương trình mới từ bản sao")
    copied.add_argument("id")
    copied.add_argument("--new-id", required=True)
    copied.add_argument("--title", required=True)
    copied.add_argument("--short-title", required=True)
    copied.add_argument("--year", type=int, required=True)
    copied.add_argument("--version", default="")
    copied.add_argument("--parts", type=Path, help="thay ngay các phần trong tệp JSON này")
    copied.set_defaults(run=_copy, opens=True)
    revised = verbs.add_parser("revise", parents=[shared], help="thay các phần của gói bằng nội dung tệp JSON")
    revised.add_argument("id")
    revised.add_argument("parts", type=Path)
    revised.set_defaults(run=_revise, opens=True)
    for verb, run, words in (("write", _write, "ghi gói ra tệp .toml"), ("pack", _pack, "ký gói cho đơn vị dưới")):
        parser = verbs.add_parser(verb, parents=[shared], help=words)
        parser.add_argument("id")
        parser.add_argument("--to", type=Path, required=True)
        parser.add_argument("--version", default="")
        parser.set_defaults(run=run, opens=True)


def _versions(verbs: Any, shared: argparse.ArgumentParser) -> None:
    diff = verbs.add_parser("diff", parents=[shared], help="hai phiên bản khác nhau chỗ nào")
    diff.add_argument("id")
    diff.add_argument("old")
    diff.add_argument("new")
    diff.set_defaults(run=_diff, opens=True)
    adopted = verbs.add_parser("adopt", parents=[shared], help="đưa sáng kiến sang phiên bản khác")
    adopted.add_argument("version")
    adopted.add_argument("initiatives", nargs="+", help="số hoặc mã sáng kiến")
    adopted.set_defaults(run=_adopt, opens=True)


def _list(desk: Desk, _options: argparse.Namespace) -> Answer:
    from desktop.operations import programmes

    used = programmes.current(desk).id
    found = programmes.everything(desk)
    versions = programmes.versions(desk)
    lines, values = [], []
    for pack in found:
        lines.append(f"{'*' if pack.id == used else ' '} {pack.id}: {pack.title} ({pack.version})")
        held = [one for one in versions if one.id == pack.id]
        lines += [f"    {one.version}: {_ORIGINS.get(one.origin) or one.signer_name + ' ký'}" for one in held]
        values.append(
            {
                "id": pack.id,
                "title": pack.title,
                "version": pack.version,
                "used": pack.id == used,
                "phases": [
                    {"id": p.id, "title": p.title, "from": str(p.applied_from_on), "to": str(p.applied_to_on)}
                    for p in pack.phases
                ],
                "versions": [_version(one) for one in held],
            }
        )
    return say(*lines, programmes=values)


def _version(one: Any) -> dict[str, Any]:
    names = ("version", "origin", "signed", "signed_by", "signer_name", "manifest_sha256", "sha256", "installed_at")
    return {name: getattr(one, name) for name in names} | {"in_force": one.in_force}


def _show(desk: Desk, options: argparse.Namespace) -> Answer:
    import dataclasses

    from desktop.operations import programmes

    pack = programmes.get(desk, options.id, options.version)
    one = next(one for one in programmes.versions(desk, pack.id) if one.version == pack.version)
    lines = [f"{pack.title} (phiên bản {pack.version}, {_ORIGINS.get(one.origin) or one.signer_name + ' ký'})"]
    lines += [*pack.guidance, *(f"{d.last_on:%d/%m/%Y}: {d.what} ({d.document})" for d in pack.deadlines)]
    told = {name: value for name, value in _version(one).items() if name != "version"}
    return say(*lines, **dataclasses.asdict(pack), installed=told)


def _use(desk: Desk, options: argparse.Namespace) -> Answer:
    from desktop.operations import programmes

    programmes.use(desk, options.id, options.version)
    version = programmes.current(desk).version
    line = f"Từ nay sáng kiến mới ghi theo chương trình {options.id}, phiên bản {version}."
    return say(line, id=options.id, version=version)


def _check(options: argparse.Namespace) -> Answer:
    from desktop.operations import programme_files, programmes

    data = programme_files.read(options.file)
    problems = programmes.check(data)
    if problems:
        return _wrong(RuleError("pack_wrong", problems=problems, count=len(problems)))
    doubts = programmes.doubts(data)
    return say(
        "Gói quy tắc đúng, có thể cài.", *_lines(doubts), ok=True, path=str(options.file), problems=_told(doubts)
    )


def _wrong(error: RuleError) -> Answer:
    """Every problem with its line, as a person looks it up in the file."""
    told = _told(error.problems)
    values = {"error": error.code, "message": messages.of_error(error), "ok": False, "problems": told}
    return Answer(values, (messages.of_error(error), *_lines(error.problems)), REFUSED)


def _lines(problems: Sequence[Problem]) -> list[str]:
    return [f"  dòng {problem.row}: {messages.of_problem(problem)}" for problem in problems]


def _install(desk: Desk, options: argparse.Namespace) -> Answer:
    from desktop.operations import programme_files

    offer = programme_files.look(desk, options.file)
    if not offer.genuine:
        values = {"verdict": offer.verdict, "code": offer.code, "message": offer.message, "path": str(options.file)}
        return Answer(values, (offer.message, "Không cài gì."), NOT_GENUINE)
    if offer.problems:
        return _wrong(RuleError("pack_wrong", problems=offer.problems, count=len(offer.problems)))
    done = programme_files.install(desk, options.file, unsigned=options.unsigned)
    pack, by = done.pack, f"{done.signer_name} ({done.signed_by}) ký" if done.signed_by else UNSIGNED
    lines = [f"Chương trình {pack.id}, phiên bản {pack.version}: {by}.", _outcome(done), *_lines(offer.doubts)]
    return say(*lines, id=pack.id, version=pack.version, title=pack.title, standing=done.standing,
               signed=bool(done.signed_by), signed_by=done.signed_by, signer_name=done.signer_name,
               in_force=done.in_force, problems=_told(offer.doubts))  # fmt: skip


def _outcome(done: Any) -> str:
    if done.standing == "same":
        return "Sổ đã có đúng phiên bản này, không có gì thay đổi."
    if not done.in_force:
        return "Đã cất phiên bản cũ; sáng kiến mới vẫn theo phiên bản đang dùng."
    return "Đã cài. Sáng kiến mới theo phiên bản này; sáng kiến đã nhập giữ phiên bản của mình."


def _copy(desk: Desk, options: argparse.Namespace) -> Answer:
    from desktop.operations import programmes

    made = programmes.copy(desk, options.id, new_id=options.new_id, title=options.title, year=options.year,
                           short_title=options.short_title, version=options.version,
                           parts=_parts(options.parts) if options.parts else None)  # fmt: skip
    lines = [f"Đã tạo chương trình {made.pack.id}, phiên bản {made.pack.version}."]
    if made.to_confirm:
        lines.append(f"{len(made.to_confirm)} chỗ đã dời năm, phải đối chiếu văn bản: {', '.join(made.to_confirm)}.")
    return say(*lines, *_lines(made.doubts), id=made.pack.id, version=made.pack.version,
               to_confirm=list(made.to_confirm), problems=_told(made.doubts))  # fmt: skip


def _revise(desk: Desk, options: argparse.Namespace) -> Answer:
    from desktop.operations import programmes

    made = programmes.revise(desk, options.id, _parts(options.parts))
    line = f"Đã lập phiên bản {made.pack.version} của chương trình {made.pack.id}."
    return say(line, *_lines(made.doubts), id=made.pack.id, version=made.pack.version, problems=_told(made.doubts))


def _parts(file: Path) -> dict[str, Any]:
    """The parts of a pack that a JSON file holds."""
    try:
        parts = json.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise TroubleError("usage_file_unreadable", path=str(file)) from error
    except ValueError as error:
        raise RuleError("json_malformed", path=str(file)) from error
    if not isinstance(parts, dict):
        raise RuleError("json_malformed", path=str(file))
    return parts


def _write(desk: Desk, options: argparse.Namespace) -> Answer:
    from desktop.operations import programme_files

    path = programme_files.write(desk, options.id, options.to, options.version)
    return say(f"Đã ghi {path}.", path=str(path))


def _pack(desk: Desk, options: argparse.Namespace) -> Answer:
    from desktop.operations import programme_files

    path, _changes = programme_files.seal(desk, options.id, options.to, options.version)
    return say(f"Đã ký gói quy tắc: {path}.", path=str(path))


def _diff(desk: Desk, options: argparse.Namespace) -> Answer:
    from desktop.operations import programmes

    found = programmes.compare(desk, options.id, options.old, options.new)
    lines = [f"{rule.what}: {rule.before or '(chưa có)'} → {rule.after or '(bỏ)'}" for rule in found.rules]
    lines.append(f"{len(found.records)} trong {found.asked} sáng kiến theo bản {found.old} được xét khác đi.")
    lines += [f"  {one.number}: {one.title}" for one in found.records]
    records = [
        {
            "id": one.public_id,
            "number": one.number,
            "title": one.title,
            "before": _told(one.before),
            "after": _told(one.after),
            "phase_before": one.phase_before,
            "phase_after": one.phase_after,
        }
        for one in found.records
    ]
    return say(*lines, id=found.programme, old=found.old, new=found.new, asked=found.asked, records=records,
               rules=[vars(rule) for rule in found.rules])  # fmt: skip


def _told(problems: Sequence[Problem]) -> list[dict[str, Any]]:
    return [messages.problem_values(problem) for problem in problems]


def _adopt(desk: Desk, options: argparse.Namespace) -> Answer:
    from desktop.operations import initiatives, programmes

    held = {one.row_id: one for one in (initiatives.find(desk, name) for name in options.initiatives)}
    done = programmes.adopt(desk, list(held), options.version)
    numbers = [held[row].initiative.number for row in done.moved]
    problems = [
        messages.problem_values(problem) | {"number": held[row].initiative.number}
        for row, found in done.refused.items()
        for problem in found
    ]
    lines = [f"{len(numbers)} sáng kiến nay theo phiên bản {options.version}."]
    lines += [f"  {problem['number']}: {problem['message']}" for problem in problems]
    exit_code = REFUSED if any("warning" not in problem for problem in problems) else DONE
    return say(*lines, moved=numbers, refused=len(done.refused), problems=problems, exit_code=exit_code)
