"""The languages of the screen."""

from __future__ import annotations

import ast
import string
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QLineEdit

import resources
import ui
from domain import handover_labels, kept_change, kept_words, labels, role_words, trash_words
from exports.reports.registry import reports
from ui import words

ROOT = Path(ui.__file__).parent
SOURCES = sorted(ROOT.rglob("*.py"))
TABLES = [resources.path("messages/en_ui.toml"), *sorted(resources.path("messages/en_ui").glob("*.toml"))]
MARKED = frozenset("ăâđêôơưáàảãạấầẩẫậắằẳẵặéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵ")

# The only things tr() is given that are not written out: words of domain/labels.py and titles of reports.
LOOKUPS = {
    "BACKUP_REASONS[reason]",
    "BLOCKS.get(str(value), str(value))",
    "DATA_REQUESTS[kind]",
    "DOSSIER_TESTS[name]",
    "ERASABLE[field]",
    "DUPLICATE_VERDICTS[key]",
    "DUPLICATE_VERDICTS[said.verdict]",
    "FIELDS[field]",
    "FIELDS[name]",
    "FIELDS[step.field]",
    "to",
    "FIELDS[change.field]",
    "GENDERS.get(str(values.get('gender')), '')",
    "LEADERS[YES if leader else NO]",
    "LEVELS[str(unit.level)]",
    "BENEFIT_STATES[BenefitState(one.state)]",
    "KEPT_CHANGES[one.change]",
    "KEPT_REASONS[one.why]",
    "STATES[State(one.line)]",
    "labels.LEVELS[award.level]",
    "labels.VOTES[Vote(vote)]",
    "MARK_STATES[str(state)]",
    "UNIT_STANDINGS[str(one)]",
    "MEMBERSHIPS.get(str(values.get('membership')), '')",
    "BENEFIT_STATES[one.state]",
    "OBJECTIONS[held.kind]",
    "OBJECTIONS[kind]",
    "OBJECTIONS[one.kind]",
    "OUTCOMES[outcome]",
    "PAPER_GROUPS[under]",
    "OUTBOX_STATES.get(state, state)",
    "PACKAGE_KINDS[kind]",
    "reports.known(paper).title",
    "STATES[state]",
    "STORE_TABLES[one.table]",
    "STATISTICS_BY[key]",
    "STATISTICS_BY[kept.question.by]",
    "STATES[to]",
    "USER_ROLES[role]",
    "USER_WORK[role]",
    "KINDS[one.kind]",
    "VERDICTS.get(verdict, verdict)",
    "VERDICTS['unreadable']",
    "VERDICTS[seen.verdict]",
    "line.group",
    "labels.BENEFIT_STATES[initiative.benefit_state]",
    "labels.ATTENDANCES[one]",
    "labels.COUNCIL_ROLES[one]",
    "labels.COUNCIL_ROLES[one.role]",
    "labels.RECUSAL_CAUSES[recusal.cause]",
    "labels.RELATIONS[one.relation]",
    "labels.RELATIONS[recusal.relation]",
    "labels.VOTES[vote]",
    "report.purpose",
    "report.title",
    "rule_label(found.rule)",
    "rule_label(rule.name)",
    "words",  # of a loop over the items of labels
}
# Names, samples of a width, money, and what goes on Vietnamese papers.
NOT_SAID = {"Tiếng Việt", "Sổ Sáng Kiến", "Đặng Thuỳ Trâm Anh", "Nguyễn Thị Hoàng Oanh", "3/5, cần 4",
            " đ", "0 đ", " đ</b> – ", "tỷ", "triệu", "nghìn", "Hội đồng sáng kiến "}  # fmt: skip


def calls(tree: ast.AST) -> Iterator[ast.expr]:
    """What stands first in every call of tr()."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and node.args:
            name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
            if name == "tr":
                yield node.args[0]


def written_out(node: ast.AST) -> str:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def said() -> set[str]:
    """Every sentence written out in a call of tr(), and every word that is looked up for one."""
    trees = (ast.parse(file.read_text(encoding="utf-8")) for file in SOURCES)
    firsts = (text for tree in trees for first in calls(tree) if (text := written_out(first)))
    tables = (table for name, table in _tables() if name.isupper() and isinstance(table, Mapping))
    titles = (words for report in reports() for words in (report.title, report.purpose))
    return {*firsts, *titles, *(word for table in tables for word in table.values())}


def _tables() -> Iterator[tuple[str, object]]:
    for module in (labels, handover_labels, role_words, trash_words, kept_words, kept_change):
        yield from vars(module).items()


def gaps(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_vietnamese_is_what_stands_in_the_source(themed_app: QApplication) -> None:
    assert words.spoken() == "vi"
    assert words.tr("Hoàn tác") == "Hoàn tác"
    assert words.tr("còn khoảng {n} giây", n=3) == "còn khoảng 3 giây"


def test_english_comes_from_the_table(themed_app: QApplication) -> None:
    words.install_language(themed_app, "en")
    assert words.spoken() == "en"
    assert words.tr("Hoàn tác") == "Undo"
    assert words.tr("còn khoảng {n} giây", n=3) == "about 3 seconds left"
    words.install_language(themed_app, "vi")
    assert words.tr("Hoàn tác") == "Hoàn tác"


@pytest.mark.parametrize(
    ("n", "told"), [(1, "1 page."), ("1", "1 page."), (0, "0 pages."), (21, "21 pages."), ("1.001", "1.001 pages.")]
)
def test_one_and_many_have_words_of_their_own(themed_app: QApplication, n: object, told: str) -> None:
    words.install_language(themed_app, "en")
    assert words.tr("{n} trang.", n=n) == told


def test_qt_speaks_vietnamese_too(themed_app: QApplication) -> None:
    buttons = QDialogButtonBox.StandardButton
    box = QDialogButtonBox(buttons.Cancel | buttons.Save | buttons.Yes)
    assert box.button(buttons.Cancel).text() == "Hủy"
    assert box.button(buttons.Save).text() == "Lưu"
    assert box.button(buttons.Yes).text() == "&Có"
    line = QLineEdit()
    menu = line.createStandardContextMenu()
    shown = [action.text().partition("\t")[0] for action in menu.actions() if action.text()]
    assert shown == ["&Hoàn tác", "&Làm lại", "&Cắt", "&Sao chép", "&Dán", "Xóa", "Chọn tất cả"]


def test_every_word_has_english_and_no_english_is_left_over() -> None:
    wanted, english = said(), set(words.english())
    assert len(wanted) > 800
    assert wanted - english == set()
    assert english - wanted == set()


def test_no_word_has_english_in_two_places() -> None:
    seen: dict[str, str] = {}
    for table in TABLES:
        for word in tomllib.loads(table.read_text(encoding="utf-8")):
            assert word not in seen, f"{word}: {seen[word]}, {table.name}; one for several pages stands in en_ui.toml"
            seen[word] = table.name


def test_translations_fill_the_same_gaps() -> None:
    assert [text for text, english in words.english().items() if gaps(text) != gaps(english)] == []


@pytest.mark.parametrize("file", SOURCES, ids=[file.relative_to(ROOT).as_posix() for file in SOURCES])
def test_the_words_of_a_screen_are_written_out_in_tr(file: Path) -> None:
    tree = ast.parse(file.read_text(encoding="utf-8"))
    firsts = list(calls(tree))
    looked_up = {ast.unparse(first) for first in firsts if not isinstance(first, ast.Constant)}
    assert looked_up <= LOOKUPS
    docstrings = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    known = docstrings | set(map(id, firsts))
    texts = {written_out(node) for node in ast.walk(tree) if id(node) not in known}
    assert {text for text in texts if MARKED & set(text.lower())} <= NOT_SAID


def test_a_language_we_do_not_have_is_refused() -> None:
    with pytest.raises(ValueError, match="fr"):
        words.tables("fr")
