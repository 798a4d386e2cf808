"""Commands: person export, erase, anonymise, correct, purge, due, words, consent."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from desktop.cli.answer import Answer, say
from desktop.cli.days import day
from desktop.desk import Desk
from domain import anonymity, dates, kept_words

_WHY = {"withdrawn": "đã rút lại sự đồng ý,", "over": "hết hạn lưu từ"}


def add(person: Any, shared: argparse.ArgumentParser) -> None:
    """Below the command `person`."""
    exported = person.add_parser("export", parents=[shared], help="xuất mọi dữ liệu của một người")
    exported.add_argument("id")
    exported.add_argument("--to", type=Path, required=True, help=".json, .pdf hoặc .txt")
    exported.set_defaults(run=_export, opens=True)
    erased = person.add_parser("erase", parents=[shared], help="xóa một mục dữ liệu của một người ở mọi nơi")
    erased.add_argument("id")
    erased.add_argument("field", metavar="MỤC", help=", ".join(anonymity.ERASABLE))
    gone = person.add_parser("anonymise", parents=[shared], help="ẩn danh một người, không lấy lại được")
    gone.add_argument("id")
    for one, run in ((erased, _erase), (gone, _anonymise)):
        one.add_argument("--reason", default="")
        one.add_argument("--dry-run", action="store_true", help="chỉ xem sẽ đụng tới gì")
        one.set_defaults(run=run, opens=True)
    corrected = person.add_parser("correct", parents=[shared], help="sửa theo sổ tay ở các sáng kiến của đơn vị")
    corrected.add_argument("id")
    corrected.add_argument("--dry-run", action="store_true")
    corrected.set_defaults(run=_correct, opens=True)
    person.add_parser(
        "purge", parents=[shared], help="ghi lại tệp của sổ, không còn vết của dữ liệu đã xóa"
    ).set_defaults(run=_purge, opens=True)
    due = person.add_parser("due", parents=[shared], help="dữ liệu của ai đến hạn phải bỏ")
    due.add_argument("--keep-years", type=int, help="đặt số năm giữ, 0 để bỏ")
    due.set_defaults(run=_due, opens=True)
    told = person.add_parser("words", parents=[shared], help="lưu gì, ở đâu, cái gì rời đơn vị: đọc cho người hỏi")
    told.set_defaults(run=_words, opens=False)
    _add_consents(person, shared)


def _add_consents(person: Any, shared: argparse.ArgumentParser) -> None:
    consent = person.add_parser("consent", help="sự đồng ý lưu dữ liệu")
    verbs = consent.add_subparsers(dest="verb", metavar="VIỆC", required=True)
    noted = verbs.add_parser("note", parents=[shared], help="ghi sự đồng ý cho những người chưa ghi")
    noted.add_argument("ids", nargs="*", metavar="MÃ", help="để trống: tất cả những người chưa ghi")
    noted.add_argument("--on", required=True)
    noted.add_argument("--note", default="")
    noted.set_defaults(run=_consent_note, opens=True)
    taken = verbs.add_parser("withdraw", parents=[shared], help="ghi người này rút lại sự đồng ý")
    taken.add_argument("id")
    taken.add_argument("--on", default="")
    taken.set_defaults(run=_consent_withdraw, opens=True)


def _words(_options: argparse.Namespace) -> Answer:
    found = list(kept_words.parts())
    lines = [line for title, sentences in found for line in (title.upper(), *(f"- {one}" for one in sentences))]
    return say(*lines, parts=[{"title": title, "sentences": sentences} for title, sentences in found])


def _export(desk: Desk, options: argparse.Namespace) -> Answer:
    from desktop.operations import personal_data

    path, _changes = personal_data.export(desk, options.id, options.to)
    return say(f"Đã ghi mọi dữ liệu đang lưu về người này vào {path}.", path=str(path), id=options.id)


def _erase(desk: Desk, options: argparse.Namespace) -> Answer:
    from desktop.operations import erasure

    if options.dry_run:
        return _preview(desk, options.id, options.field)
    done = erasure.erase(desk, options.id, options.field, options.reason)
    return _gone(f"Đã xóa mục «{options.field}» ở {done.records} sáng kiến và trong sổ tay người.", done, options)


def _anonymise(desk: Desk, options: argparse.Namespace) -> Answer:
    from desktop.operations import erasure

    if options.dry_run:
        return _preview(desk, options.id, "")
    done = erasure.anonymise(desk, options.id, options.reason)
    return _gone(f"Đã ẩn danh: nay là «{done.alias}» ở {done.records} sáng kiến.", done, options)


def _preview(desk: Desk, person_id: str, field: str) -> Answer:
    from desktop.operations import erasure

    seen = erasure.preview(desk, person_id, field)
    told = [{"direction": row["direction"], "with": row["recipient"] or row["unit_name"], "seq": row["seq"],
             "path": row["path"]} for row in seen.packages]  # fmt: skip
    offices = [{"kind": kind, "what": what} for kind, what in seen.offices]
    return say(
        f"Sẽ đụng tới {len(seen.row_ids)} sáng kiến và mục của người này trong sổ tay.",
        f"{len(told)} gói đã ký có dữ liệu này được giữ nguyên.",
        *([f"{seen.doubtful} chỗ trùng tên có thể là người khác: để nguyên."] if seen.doubtful else []),
        *([f"{len(offices)} vai trò trong sổ giữ nguyên tên."] if offices else []),
        *([f"{len(seen.files)} tệp minh chứng giữ nguyên, trong tệp có thể còn tên."] if seen.files else []),
        records=len(seen.row_ids),
        packages=told,
        files=[{"number": number, "name": name} for number, name in seen.files],
        doubtful=seen.doubtful,
        offices=offices,
    )


def _gone(words: str, done: Any, options: argparse.Namespace) -> Answer:
    later = () if done.purged else ("Tệp của sổ chưa ghi lại được: chạy «person purge» khi không ai mở sổ.",)
    return say(words, *later, id=options.id, alias=done.alias, records=done.records, journal_lines=done.lines,
               purged=done.purged)  # fmt: skip


def _purge(desk: Desk, _options: argparse.Namespace) -> Answer:
    from desktop.operations import erasure

    erasure.purge(desk)
    return say("Đã ghi lại tệp của sổ, không còn vết của dữ liệu đã xóa.", purged=True)


def _correct(desk: Desk, options: argparse.Namespace) -> Answer:
    from desktop.operations import corrections

    offered = corrections.offers(desk, options.id)
    rows = [{"number": one.stored.initiative.number, "fields": list(one.fields), "left": one.left,
             "travels": one.travels} for one in offered]  # fmt: skip
    lines = [
        f"{one.stored.initiative.number}: {', '.join(one.fields)}"
        + (" (đã gửi, bản sửa đi cùng gói sau)" if one.travels else " (đã gửi)" if one.left else "")
        for one in offered
    ]
    if options.dry_run:
        return say(*lines, f"{len(rows)} sáng kiến còn ghi khác sổ tay.", rows=rows)
    done = corrections.apply(desk, options.id)
    return say(*lines, f"Đã sửa ở {done.records} sáng kiến.", rows=rows, corrected=done.records,
               travelling=done.travelling)  # fmt: skip


def _due(desk: Desk, options: argparse.Namespace) -> Answer:
    from desktop.operations import retention

    if options.keep_years is not None:
        retention.put(desk, options.keep_years)
    found = retention.standing(desk)
    kept = f"Giữ dữ liệu cá nhân {found.years} năm." if found.years else "Chưa đặt số năm giữ dữ liệu cá nhân."
    lines = [
        f"{one.full_name}: {_WHY[one.why]} {dates.shown(one.due_on)}, {one.records} sáng kiến" for one in found.due
    ]
    rows = [{"id": one.person_id, "name": one.full_name, "records": one.records, "why": one.why,
             "last_on": one.last_on.isoformat(), "due_on": one.due_on.isoformat()} for one in found.due]  # fmt: skip
    return say(kept, *(lines or ["Không ai đến hạn."]), years=found.years, due=rows, more=found.more,
               old_packages=found.old_packages)  # fmt: skip


def _consent_note(desk: Desk, options: argparse.Namespace) -> Answer:
    from desktop.operations import consents, people

    rows = [people.row_id_of(desk, people.get(desk, one).id) or 0 for one in options.ids] if options.ids else None
    done = consents.note(desk, day(options.on, "consent_on"), rows, options.note)
    return say(f"Đã ghi sự đồng ý của {done.persons} người.", persons=done.persons, missing=consents.missing(desk))


def _consent_withdraw(desk: Desk, options: argparse.Namespace) -> Answer:
    from desktop.operations import consents

    consents.withdraw(desk, options.id, day(options.on, "consent_on"))
    return say("Đã ghi người này rút lại sự đồng ý.", id=options.id)
