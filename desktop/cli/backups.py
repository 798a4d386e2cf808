"""Commands: backup now, list, place, drill, restore, salvage."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from desktop import messages, paths
from desktop.cli.answer import Answer, say
from desktop.cli.secret import given_passphrase
from desktop.cli.watching import told
from desktop.desk import Desk
from domain import dates, labels
from domain.evidence import size_words


def add(commands: Any, shared: argparse.ArgumentParser) -> None:
    verbs = commands.add_parser("backup", help="sao lưu, thử và khôi phục").add_subparsers(dest="verb", required=True)
    verbs.add_parser("now", parents=[shared], help="sao lưu ngay").set_defaults(run=_now, opens=True)
    listed = verbs.add_parser("list", parents=[shared], help="các bản sao lưu")
    listed.add_argument("--in", dest="place", type=Path, help="một thư mục khác có bản sao lưu")
    listed.set_defaults(run=_list, opens=False)
    place = verbs.add_parser("place", parents=[shared], help="nơi sao lưu thứ hai")
    place.add_argument("folder", nargs="?", type=Path)
    place.add_argument("--forget", action="store_true")
    place.set_defaults(run=_place, opens=True)
    drill = verbs.add_parser("drill", parents=[shared], help="thử khôi phục một bản")
    drill.add_argument("folder", nargs="?", type=Path)
    drill.set_defaults(run=_drill, opens=True)
    restore = verbs.add_parser("restore", parents=[shared], help="khôi phục sổ từ một bản sao lưu")
    restore.add_argument("folder", type=Path)
    restore.set_defaults(run=_restore, opens=False)
    verbs.add_parser("salvage", parents=[shared], help="cứu dữ liệu từ sổ hỏng").set_defaults(run=_salvage, opens=False)


def _now(desk: Desk, _options: argparse.Namespace) -> Answer:
    from desktop.operations import backups

    with told("Sao lưu") as step:
        made = backups.make(desk, backups.ASKED, step=step)
    lines = [f"Đã sao lưu vào {made.backup.folder} ({size_words(made.backup.size_bytes)}); đã mở và đọc lại."]
    if made.place is not None:
        trouble = made.place.trouble
        facts = {"path": str(made.place.folder)}
        lines.append(messages.sentence(trouble, facts) if trouble else f"Đã chép sang {made.place.folder}.")
    return say(*lines, **_values(made.backup), verified=True, place=_place_values(made.place))


def _list(options: argparse.Namespace) -> Answer:
    from desktop.operations import backup_places, backups

    home = options.home or paths.default_home()
    found = backup_places.found_in(options.place) if options.place else backups.listed(home)
    place = backup_places.get(home)
    lines = [f"{dates.shown_time(one.at)}: {labels.BACKUP_REASONS.get(one.reason, one.reason)},"
             f" {one.counts.get('initiative', '?')} sáng kiến, {size_words(one.size_bytes)}, {one.folder}"
             for one in found]  # fmt: skip
    return say(*(lines or ["Chưa có bản sao lưu nào."]), backups=[_values(one) for one in found],
               place=_place_values(place))  # fmt: skip


def _place(desk: Desk, options: argparse.Namespace) -> Answer:
    from desktop.operations import backup_places

    if options.folder is not None or options.forget:
        backup_places.put(desk, None if options.forget else options.folder)
    place = backup_places.get(desk.home)
    line = f"Nơi sao lưu thứ hai: {place.folder}." if place else "Chưa chọn nơi sao lưu thứ hai."
    return say(line, place=_place_values(place))


def _drill(desk: Desk, options: argparse.Namespace) -> Answer:
    from desktop.operations import backups, restoring

    backup = restoring.chosen(options.folder) if options.folder else backups.newest(desk.home)
    if backup is None:
        backup = restoring.chosen(backups.folder(desk.home))
    with told("Thử khôi phục") as step:
        drilled = restoring.drill(desk, backup, step=step)
    restoring.note(desk, drilled)
    initiatives = drilled.counts.get("initiative", 0)
    lines = [f"Bản sao lưu {backup.name} mở được, đọc được mọi trang, đủ {initiatives} sáng kiến kể cả trong thùng rác"
             f" và {drilled.packages} gói."]  # fmt: skip
    if drilled.lost:
        lines.append(messages.sentence("drill_lacks_packages", {"names": ", ".join(drilled.lost)}))
    return say(*lines, **_values(backup), ok=not drilled.lost, lost_packages=list(drilled.lost))


def _restore(options: argparse.Namespace) -> Answer:
    from desktop.operations import restoring

    home, backup = options.home or paths.default_home(), restoring.chosen(options.folder)
    with told("Khôi phục") as step:
        restored = restoring.restore(home, backup, given_passphrase(options), step=step)
    restored.desk.close()
    lines = [f"Đã khôi phục sổ trong {home} từ {backup.name}."]
    if restored.kept is not None:
        lines.append(f"Sổ trước khi khôi phục được giữ ở {restored.kept}.")
    if restored.unknown:
        lines.append(messages.sentence("restored_without_packages", {"names": ", ".join(restored.unknown)}))
    if restored.lost:
        lines.append(messages.sentence("restored_lacks_packages", {"names": ", ".join(restored.lost)}))
    return say(*lines, home=str(home), restored=backup.name, kept=str(restored.kept) if restored.kept else None,
               initiatives=backup.counts.get("initiative"), unknown_packages=list(restored.unknown),
               packages=backup.packages, lost_packages=list(restored.lost))  # fmt: skip


def _salvage(options: argparse.Namespace) -> Answer:
    from desktop.operations import salvaging

    home = options.home or paths.default_home()
    with told("Cứu dữ liệu") as step:
        saved = salvaging.salvage(home, given_passphrase(options), step=step)
    lines = [f"Đã cứu phần còn đọc được vào {saved.backup.folder}. Sổ hỏng còn nguyên; khôi phục từ bản này để dùng."]
    for one in saved.missing:
        numbers = f" ({', '.join(one.numbers)})" if one.numbers else ""
        lost = f"mất {one.rows} dòng{numbers}" if one.rows else "có thể thiếu vài dòng"
        lines.append(f"  - {labels.STORE_TABLES.get(one.table, one.table)}: {lost}.")
    if not saved.missing:
        lines.append("Không mất dòng nào.")
    missing = [{"table": one.table, "rows": one.rows, "numbers": list(one.numbers)} for one in saved.missing]
    return say(*lines, **_values(saved.backup), missing=missing, from_backup=saved.from_backup)


def _values(backup: Any) -> dict[str, Any]:
    return {"path": str(backup.folder), "name": backup.name, "at": backup.at, "reason": backup.reason,
            "size_bytes": backup.size_bytes, "initiatives": backup.counts.get("initiative"),
            "packages": backup.packages, "packages_bytes": backup.packages_bytes}  # fmt: skip


def _place_values(place: Any) -> dict[str, Any] | None:
    if place is None:
        return None
    return {"folder": str(place.folder), "copied_at": place.copied_at, "trouble": place.trouble}
