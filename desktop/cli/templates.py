"""Command: report template list | show | edit | diff | reset | restore | keep | logo | logo-off."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from desktop import messages
from desktop.cli.answer import REFUSED, Answer, say
from desktop.desk import Desk
from domain.errors import RuleError

_ALONE = ("list", "logo-off")
VERBS = (*_ALONE, "show", "edit", "diff", "reset", "restore", "keep", "logo")


def run(desk: Desk, options: argparse.Namespace) -> Answer:
    """`options.rest` is the verb and the paper, or the file of the picture. RuleError template_usage."""
    verb, *names = [*options.rest, ""][:-1] or ["list"]
    if verb not in VERBS or len(names) != (verb not in _ALONE):
        raise RuleError("template_usage", verbs=", ".join(VERBS))
    name = names[0] if names else ""
    return _DOING[verb](desk, name, options)


def _list(desk: Desk, _name: str, _options: argparse.Namespace) -> Answer:
    from desktop.operations import paper_templates, reports

    found = paper_templates.everything(desk)
    lines = [f"{one.paper}: {reports.known(one.paper).title}, {_whose(one)}" for one in found]
    rows = [{"id": one.paper, "own": one.own, "news": len(one.news), "changed_by": one.changed_by,
             "changed_at": one.changed_at} for one in found]  # fmt: skip
    picture = paper_templates.logo(desk)
    return say(*lines, templates=rows, logo=picture[0] if picture else "")


def _show(desk: Desk, name: str, options: argparse.Namespace) -> Answer:
    from desktop.operations import paper_templates

    one = paper_templates.look(desk, name)
    text = paper_templates.written(one.wording)
    if options.to is None:
        return say(text, id=name, own=one.own, template=dict(one.wording))
    paper_templates.write(text, options.to)
    return say(f"Đã ghi mẫu vào {options.to}.", id=name, own=one.own, path=str(options.to))


def _edit(desk: Desk, name: str, options: argparse.Namespace) -> Answer:
    from desktop.operations import paper_templates, reports

    reports.known(name)
    if options.source is None:
        raise RuleError("template_usage", verbs=", ".join(VERBS))
    wanted = paper_templates.read(options.source)
    try:
        if options.dry_run:
            paper_templates.demand_usable(name, wanted)
            return say("Mẫu dùng được; chưa lưu gì.", id=name, ok=True)
        paper_templates.change(desk, name, wanted)
    except RuleError as error:
        if error.code != "template_refused":
            raise
        told = [messages.problem_values(problem) for problem in error.problems]
        lines = [messages.of_error(error), *(f"  - {one['message']}" for one in told)]
        return say(*lines, exit_code=REFUSED, error=error.code, message=lines[0], problems=told)
    return _changed(desk, name, "Đã lưu mẫu của đơn vị.")


def _diff(desk: Desk, name: str, _options: argparse.Namespace) -> Answer:
    from desktop.operations import paper_templates

    one = paper_templates.look(desk, name)
    lines = [_whose(one)]
    for title, changes in (("Khác mẫu đi kèm:", one.differences), ("Mẫu đi kèm đã đổi:", one.news)):
        if changes:
            lines += [title, *(f"  - {_short(change.before)} → {_short(change.now)}" for change in changes)]
    differences, news = ([vars(change) for change in part] for part in (one.differences, one.news))
    return say(*lines, id=name, own=one.own, differences=differences, news=news)


def _reset(desk: Desk, name: str, _options: argparse.Namespace) -> Answer:
    from desktop.operations import paper_templates

    paper_templates.reset(desk, name)
    return _changed(desk, name, "Đã về mẫu đi kèm chương trình; lấy lại mẫu của đơn vị bằng lệnh restore.")


def _restore(desk: Desk, name: str, _options: argparse.Namespace) -> Answer:
    from desktop.operations import paper_templates

    paper_templates.restore(desk, name)
    return _changed(desk, name, "Đã lấy lại mẫu của đơn vị.")


def _keep(desk: Desk, name: str, _options: argparse.Namespace) -> Answer:
    from desktop.operations import paper_templates

    paper_templates.keep(desk, name)
    return _changed(desk, name, "Đã giữ mẫu của đơn vị.")


def _logo(desk: Desk, name: str, _options: argparse.Namespace) -> Answer:
    from desktop.operations import paper_templates

    paper_templates.set_logo(desk, Path(name))
    return say(f"Đã lưu hình {Path(name).name}.", logo=Path(name).name)


def _logo_off(desk: Desk, _name: str, _options: argparse.Namespace) -> Answer:
    from desktop.operations import paper_templates

    paper_templates.remove_logo(desk)
    return say("Đã bỏ hình của đơn vị.", logo="")


def _changed(desk: Desk, name: str, words: str) -> Answer:
    from desktop.operations import paper_templates

    one = paper_templates.look(desk, name)
    return say(words, id=name, own=one.own, differences=len(one.differences))


def _whose(one: Any) -> str:
    if not one.own:
        return "mẫu đi kèm chương trình"
    return "mẫu của đơn vị" + (", mẫu đi kèm đã đổi từ khi sửa" if one.news else "")


def _short(words: str) -> str:
    flat = " ".join(words.split())
    return f"«{flat[:80]}…»" if len(flat) > 80 else f"«{flat}»" if flat else "(không có)"


_DOING = {"list": _list, "show": _show, "edit": _edit, "diff": _diff, "reset": _reset, "restore": _restore,
          "keep": _keep, "logo": _logo, "logo-off": _logo_off}  # fmt: skip
