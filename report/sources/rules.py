"""Declared arithmetic between cells: data/<year>/doi-chieu.yaml → verdicts.

A rule compares a stated cell (`bang`) with what other cells give. Kinds, in the words
that editors write:

- `tong`: the cells of `so_hang` add up to `bang`;
- `ty_le`: `bang` is `phan` / `toan_bo` in per cent, rounded half up to its own decimals;
- `thay_doi`: `bang` is `nam_nay` less `nam_truoc`;
- `ti_so`: `bang` / `chia_cho` is the same as `mau` / `mau_chia_cho`; where `chia_cho` covers
  `so_ky` periods of the model, `bang` counts what is there in each of them;
- `dem`: `bang` is the number of rows of the table `dong_cua` that match `noi`;
- `khong_qua`: `bang` is at most `toi_da`;
- `it_nhat`: `bang` is at least `toi_thieu`;
- `bang_nhau`: `bang` equals the cell `voi`;
- `nam_truoc`: `bang`, a figure of last year in this report, equals `voi` in last year's report;
- `thay_doi_nam_truoc`: `bang` is `nam_nay` less the same figure of last year's report;
- `tich`: `bang` is the product of `thua_so` (cells or numbers), rounded up to the next
  multiple of `lam_tron_len` where that is given.

The two across years are held only where last year has such a figure (years.py), and for each cell
of a column with `nam_truoc_cua` or `thay_doi_cua` by themselves: a report that revises its past, or
mistypes it, is told of, and no mistake.

In `so_hang`, `bang.*.cot` stands for a column of all rows that have a value. Where `bang`
itself is `bang.*.cot`, the rule is held for each row of that table: `bang.*.` in its other
settings then stands for the same row.
"""

import operator
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import ROUND_CEILING, ROUND_HALF_UP, Decimal, localcontext
from functools import cached_property
from pathlib import Path
from typing import Any

from report.problems.problem import AlreadyReported, Mistake, Problem, near_miss, problem
from report.sources.files import read_yaml
from report.sources.safe_html import PLAIN_ID
from report.sources.shapes import YamlShape, shaped
from report.sources.tables import Cell, Column, Dataset, need
from report.sources.years import are_comparable, has_number, is_next_year, same_place
from report.text.numbers import EXACT, LONG_QUOTIENT, quotient

FILE = "doi-chieu.yaml"
RULE_LISTS = {"quy_tac": YamlShape.LIST, "luu_y": YamlShape.LIST}
RULE_SHAPES = {
    **dict.fromkeys(
        ("id", "cau", "loai", "bang", "ghi_chu", "so_lieu", "dong_cua"), YamlShape.TEXT
    ),
    **dict.fromkeys(
        ("phan", "toan_bo", "nam_nay", "nam_truoc", "toi_da", "toi_thieu", "voi"), YamlShape.TEXT
    ),
    **dict.fromkeys(("chia_cho", "mau", "mau_chia_cho", "lam_tron_len"), YamlShape.TEXT),
    **dict.fromkeys(("neu", "tinh_ra"), YamlShape.WORDS),
    **dict.fromkeys(("so_hang", "thua_so"), YamlShape.WORDS_OR_LIST),
    "noi": YamlShape.WORDS_GROUP,
    "so_ky": YamlShape.NUMBER,
}


@dataclass(frozen=True)
class Rule:
    """One declared rule: `sentence` says it to a reader, `note` why it may fail.

    The note holds for the two numbers that were `acknowledged`, stated and computed
    (`neu` and `tinh_ra`, as cells are written); with other numbers it is void. A rule that is not
    `declared` follows from the description of a column.
    """

    id: str
    sentence: str
    kind: str
    settings: Mapping[str, Any]
    note: str
    acknowledged: tuple[str, str] | None
    line: int
    declared: bool = True

    @property
    def is_across(self) -> bool:
        """Whether it holds this year's report against last year's."""
        return RULE_KINDS[self.kind].across


@dataclass(frozen=True)
class Verdict:
    """A rule held against the data.

    `stated` is the cell the rule is about, `terms` are the cells it is computed from,
    `expected` is what they give (a bound for `khong_qua`), in the unit of `stated`.
    """

    rule: Rule
    stated: Cell
    terms: tuple[Cell, ...]
    expected: Decimal
    holds: bool


@dataclass(frozen=True)
class Remark:
    """A note on one cell that no arithmetic finds, for a reader to know."""

    id: str
    cell: Cell
    note: str
    line: int


@dataclass(frozen=True)
class Audit:
    """Everything declared for a year, held against its data."""

    path: str
    verdicts: tuple[Verdict, ...] = ()
    remarks: tuple[Remark, ...] = ()
    problems: tuple[Problem, ...] = ()

    @cached_property
    def notes(self) -> Mapping[str, tuple[str, str]]:
        """The id and text of the note on a cell, by the cell's address."""
        failed = {
            verdict.stated.address: (verdict.rule.id, verdict.rule.note)
            for verdict in self.verdicts
            if not verdict.holds
        }
        return failed | {remark.cell.address: (remark.id, remark.note) for remark in self.remarks}


def read_audit(root: Path, dataset: Dataset) -> Audit:
    """Hold the rules of a year against its data, those that are declared in its file and those
    that follow from the year before."""
    name = f"{dataset.path}/{FILE}"
    declared = declared_audit(root, dataset, name) if (root / name).is_file() else Audit(name)
    stated = {one.stated for one in declared.verdicts if one.rule.is_across}
    by_itself = [one for one in across_years(dataset) if one.stated not in stated]
    return replace(declared, verdicts=(*declared.verdicts, *by_itself))


def declared_audit(root: Path, dataset: Dataset, name: str) -> Audit:
    """Hold the rules of the file `name` against the data of its year."""
    try:
        settings = read_yaml(root / name, name)
    except Mistake as mistake:
        return Audit(name, problems=(mistake.at(name),))
    content, wrong = shaped(name, settings.content, RULE_LISTS)
    rules, wrong_rules = rule_entries(name, content, "quy_tac")
    notes, wrong_notes = rule_entries(name, content, "luu_y")
    problems = [*settings.problems, *wrong, *wrong_rules, *wrong_notes]
    verdicts, remarks = [], []
    for entry in rules:
        try:
            for one in for_each_row(dataset, read_rule(entry)):
                verdicts.append(verdict(dataset, one))
        except AlreadyReported:
            continue
        except Mistake as mistake:
            problems.append(mistake.at(name, entry["__line__"]))
    for entry in notes:
        try:
            remarks.append(read_remark(dataset, entry))
        except AlreadyReported:
            continue
        except Mistake as mistake:
            problems.append(mistake.at(name, entry["__line__"]))
    return Audit(name, tuple(verdicts), tuple(remarks), tuple(problems))


def across_years(dataset: Dataset) -> Iterator[Verdict]:
    """What this year's report says of last year, and of the change since then, held against last
    year's report."""
    for table in dataset.tables.values():
        if not is_next_year(table, dataset.previous):
            continue
        for column in table.columns.values():
            source = column.previous_of or column.change_of or ""
            if source not in table.columns or not column.is_number:
                continue
            for row in table.rows.values():
                stated, now = row[column.name], row[source]
                before = same_place(now, dataset.previous)
                needed = (stated, before, *([now] if column.change_of else []))
                if all(one and has_number(one) for one in needed):
                    rule = rule_of_column(stated, column, now)
                    try:
                        yield noted(verdict(dataset, rule))
                    except AlreadyReported:
                        continue


def rule_of_column(stated: Cell, column: Column, now: Cell) -> Rule:
    """The rule that the description of a column makes for a cell."""
    kind = "nam_truoc" if column.previous_of else "thay_doi_nam_truoc"
    label = stated.table.rows[stated.row][stated.table.label].text
    sentence = f"{label}: {column.title[:1].lower()}{column.title[1:]}, theo báo cáo năm trước."
    settings = {"bang": stated.address, RULE_KINDS[kind].needed[0]: now.address}
    name = f"{kind}-{stated.table.name}-{stated.row}-{column.name}".replace("_", "-")
    return Rule(name, sentence, kind, settings, "", None, 1, declared=False)


def noted(one: Verdict) -> Verdict:
    """A verdict across years with what readers are told where it does not hold."""
    if one.holds:
        return one
    year = one.stated.table.year or 0
    both = "trang web giữ nguyên số của cả hai báo cáo"
    note = f"Số này khác với số của báo cáo năm {year - 1}; {both}."
    return replace(one, rule=replace(one.rule, note=note))


def rule_entries(
    name: str, content: dict[str, Any], key: str
) -> tuple[list[dict[str, Any]], list[Problem]]:
    """The entries of one list of the file, each with an id that no other has and settings of
    the right shape, and the problems of those that are left out."""
    sound: dict[str, dict[str, Any]] = {}
    problems = []
    for entry in content.get(key) or []:
        if not isinstance(entry, dict):
            problems.append(problem(name, content["__line__"], "muc-viet-sai", list=key))
            continue
        wrong = shaped(name, entry, RULE_SHAPES)[1]
        if wrong:
            problems += wrong
        elif not entry.get("id") or entry["id"] in sound:
            problems.append(problem(name, entry["__line__"], "muc-thieu-id", list=key))
        else:
            if not PLAIN_ID.fullmatch(entry["id"]):  # it becomes an anchor
                line, identifier = entry["__line__"], entry["id"]
                problems.append(problem(name, line, "ten-neo-khong-nhan", name=identifier))
            sound[entry["id"]] = entry
    return list(sound.values()), problems


def read_rule(entry: dict[str, Any]) -> Rule:
    """A rule from its entry. Raises Mistake where its kind or a setting is missing."""
    kind = entry.get("loai") or ""
    if kind not in RULE_KINDS:
        guess, known = near_miss(kind, RULE_KINDS), ", ".join(RULE_KINDS)
        raise Mistake("loai-quy-tac-la", guess=guess, id=entry["id"], kind=kind, known=known)
    for key in ("cau", "bang", *RULE_KINDS[kind].needed):
        if not entry.get(key):
            raise Mistake("quy-tac-thieu-muc", id=entry["id"], key=key)
    return Rule(
        id=entry["id"],
        sentence=entry["cau"],
        kind=kind,
        settings=entry,
        note=entry.get("ghi_chu") or "",
        acknowledged=(str(entry["neu"]), str(entry["tinh_ra"]))
        if "neu" in entry and "tinh_ra" in entry
        else None,
        line=entry["__line__"],
    )


def for_each_row(dataset: Dataset, rule: Rule) -> Iterator[Rule]:
    """The rule for each row of the table that `bang` names as `bang.*.cot`; itself otherwise."""
    name, star, _ = rule.settings["bang"].partition(".*.")
    if not star:
        yield rule
        return
    table = dataset.table(name)
    for key, row in table.rows.items():
        settings = {
            setting: in_row(value, f"{name}.*.", f"{name}.{key}.")
            for setting, value in rule.settings.items()
        }
        sentence = f"{row[table.label].text}: {rule.sentence[:1].lower()}{rule.sentence[1:]}"
        yield replace(rule, id=f"{rule.id}-{key}", sentence=sentence, settings=settings)


def in_row(value: Any, column: str, row: str) -> Any:
    """A setting of a rule with addresses of a whole column turned into those of a row."""
    if isinstance(value, list):
        return [in_row(one, column, row) for one in value]
    return value.replace(column, row) if isinstance(value, str) else value


def read_remark(dataset: Dataset, entry: dict[str, Any]) -> Remark:
    """A remark from its entry. Raises Mistake where the cell or the note is missing."""
    if not entry.get("ghi_chu"):
        raise Mistake("luu-y-thieu-ghi-chu", id=entry["id"])
    cell = dataset.cell(entry.get("so_lieu") or "")
    return Remark(entry["id"], cell, entry["ghi_chu"], entry["__line__"])


def verdict(dataset: Dataset, rule: Rule) -> Verdict:
    """The rule held against the data, without rounding what it adds and multiplies.

    Raises Mistake where a cell is missing or no number.
    """
    stated = dataset.cell(rule.settings["bang"])
    kind = RULE_KINDS[rule.kind]
    with localcontext(EXACT):
        terms, expected = kind.compute(dataset, rule.settings, stated)
    return Verdict(rule, stated, terms, expected, kind.holds(amount(stated), expected))


Computed = tuple[tuple[Cell, ...], Decimal]


def total(dataset: Dataset, settings: Mapping[str, Any], stated: Cell) -> Computed:
    """`tong`: the sum of the terms, which have the unit of the stated cell."""
    written = settings["so_hang"]
    addresses = written if isinstance(written, list) else [written]
    terms = tuple(cell for address in addresses for cell in column_or_cell(dataset, str(address)))
    for term in terms:
        if term.unit != stated.unit:
            raise Mistake(
                "tong-khac-don-vi",
                term=term.address,
                unit=term.unit,
                stated=stated.address,
                other=stated.unit,
            )
    return terms, sum(map(amount, terms), Decimal(0))


def percentage(dataset: Dataset, settings: Mapping[str, Any], stated: Cell) -> Computed:
    """`ty_le`: the percentage, rounded to the decimals that the stated cell shows."""
    part, whole = dataset.cell(settings["phan"]), dataset.cell(settings["toan_bo"])
    decimals = Decimal(1).scaleb(exponent(amount(stated)))
    percent = quotient(amount(part) * 100, divisor(whole), LONG_QUOTIENT)
    return (part, whole), percent.quantize(decimals, ROUND_HALF_UP)


def difference(dataset: Dataset, settings: Mapping[str, Any], _stated: Cell) -> Computed:
    """`thay_doi`: this year less last year."""
    now, before = dataset.cell(settings["nam_nay"]), dataset.cell(settings["nam_truoc"])
    return (now, before), amount(now) - amount(before)


def ratio(dataset: Dataset, settings: Mapping[str, Any], _stated: Cell) -> Computed:
    """`ti_so`: the stated cell that makes its ratio the same as the ratio of the model.

    Raises Mistake where the number of periods is none from 1 on.
    """
    by = dataset.cell(settings["chia_cho"])
    model, model_by = dataset.cell(settings["mau"]), dataset.cell(settings["mau_chia_cho"])
    periods = settings.get("so_ky", 1)
    if not isinstance(periods, int) or periods < 1:
        raise Mistake("so-ky-sai", id=settings["id"], periods=periods)
    per_period = divisor(model_by) * periods
    return (by, model, model_by), quotient(amount(model) * amount(by), per_period)


def count(dataset: Dataset, settings: Mapping[str, Any], _stated: Cell) -> Computed:
    """`dem`: the rows of a list, of those whose columns have the values of `noi`."""
    table = dataset.table(settings["dong_cua"])
    wanted = {key: str(value) for key, value in (settings.get("noi") or {}).items()}
    wanted.pop("__line__", None)
    for column in wanted:
        table.need_column(column)
    rows = [
        row
        for row in table.rows.values()
        if all(row[column].text == text for column, text in wanted.items())
    ]
    need(row[column] for row in table.rows.values() for column in (table.label, *wanted))
    return tuple(row[table.label] for row in rows), Decimal(len(rows))


def at_most(dataset: Dataset, settings: Mapping[str, Any], _stated: Cell) -> Computed:
    """`khong_qua`: the cell that the stated one may not exceed."""
    limit = dataset.cell(settings["toi_da"])
    return (limit,), amount(limit)


def at_least(dataset: Dataset, settings: Mapping[str, Any], _stated: Cell) -> Computed:
    """`it_nhat`: the cell that the stated one may not fall below."""
    limit = dataset.cell(settings["toi_thieu"])
    return (limit,), amount(limit)


def same(dataset: Dataset, settings: Mapping[str, Any], _stated: Cell) -> Computed:
    """`bang_nhau`: another cell that states the same."""
    other = dataset.cell(settings["voi"])
    return (other,), amount(other)


def last_years(dataset: Dataset, address: str) -> Cell:
    """The figure of last year's report in the place of this year's at `address`. Raises
    NothingBefore where there is none to compare with."""
    cell = dataset.cell(address)
    before = same_place(cell, dataset.previous)
    if before is None or not is_next_year(cell.table, dataset.previous) or not has_number(before):
        raise NothingBefore
    return before


def as_last_year(dataset: Dataset, settings: Mapping[str, Any], stated: Cell) -> Computed:
    """`nam_truoc`: what last year's report states in the place of `voi`, in the same unit."""
    before = last_years(dataset, settings["voi"])
    if not are_comparable(stated, before):
        raise NothingBefore
    return (before,), amount(before)


def change_since(dataset: Dataset, settings: Mapping[str, Any], _stated: Cell) -> Computed:
    """`thay_doi_nam_truoc`: this year's figure less that of last year's report."""
    now = dataset.cell(settings["nam_nay"])
    before = last_years(dataset, settings["nam_nay"])
    if not are_comparable(now, before):
        raise NothingBefore
    return (now, before), amount(now) - amount(before)


def product(dataset: Dataset, settings: Mapping[str, Any], _stated: Cell) -> Computed:
    """`tich`: the product of cells and numbers, rounded up to whole multiples of a step."""
    factors = settings["thua_so"]
    terms: list[Cell] = []
    expected = Decimal(1)
    for factor in factors if isinstance(factors, list) else [factors]:
        if isinstance(factor, int):
            expected *= factor
            continue
        terms.append(dataset.cell(str(factor)))
        expected *= amount(terms[-1])
    if "lam_tron_len" in settings:
        step = dataset.cell(settings["lam_tron_len"])
        steps = quotient(expected, divisor(step), LONG_QUOTIENT).to_integral_value(ROUND_CEILING)
        terms.append(step)
        expected = steps * amount(step)
    return tuple(terms), expected.normalize()


class NothingBefore(AlreadyReported):
    """A rule across years where last year has nothing to hold this year against."""


@dataclass(frozen=True)
class RuleKind:
    """A kind of rule: the settings it needs, what computes it, what the computing is called for
    a reader, how the stated number is held against the computed one, and whether that is of
    another year."""

    needed: tuple[str, ...]
    compute: Callable[[Dataset, Mapping[str, Any], Cell], Computed]
    operation: str
    holds: Callable[[Decimal, Decimal], bool] = operator.eq
    across: bool = False


RULE_KINDS: Mapping[str, RuleKind] = {
    "tong": RuleKind(("so_hang",), total, "Cộng lại"),
    "ty_le": RuleKind(("phan", "toan_bo"), percentage, "Tính ra"),
    "thay_doi": RuleKind(("nam_nay", "nam_truoc"), difference, "Tính ra"),
    "ti_so": RuleKind(("chia_cho", "mau", "mau_chia_cho"), ratio, "Theo tỷ số kia thì phải là"),
    "dem": RuleKind(("dong_cua",), count, "Đếm được"),
    "khong_qua": RuleKind(("toi_da",), at_most, "Mức cao nhất", operator.le),
    "it_nhat": RuleKind(("toi_thieu",), at_least, "Mức thấp nhất", operator.ge),
    "bang_nhau": RuleKind(("voi",), same, "Số kia"),
    "nam_truoc": RuleKind(("voi",), as_last_year, "Báo cáo năm trước nêu", across=True),
    "thay_doi_nam_truoc": RuleKind(
        ("nam_nay",), change_since, "Tính từ số của báo cáo năm trước", across=True
    ),
    "tich": RuleKind(("thua_so",), product, "Nhân ra"),
}


def column_or_cell(dataset: Dataset, address: str) -> list[Cell]:
    """The cell at an address, or all filled cells of the column `bang.*.cot`."""
    name, star, column = address.partition(".*.")
    if not star:
        return [dataset.cell(address)]
    table = dataset.table(name)
    table.need_column(column)
    cells = [row[column] for row in table.rows.values()]
    need(cells)
    return [cell for cell in cells if cell.value is not None]


def amount(cell: Cell) -> Decimal:
    """The number in a cell. Raises Mistake where there is none."""
    need([cell])
    if isinstance(cell.value, int | Decimal):
        return Decimal(cell.value)
    if cell.value is not None and cell.column.is_number:
        raise AlreadyReported
    raise Mistake("quy-tac-can-so", address=cell.address)


def divisor(whole: Cell) -> Decimal:
    """The number in a cell that others are divided by. Raises Mistake where it is zero."""
    if not amount(whole):
        raise Mistake("chia-cho-khong", address=whole.address)
    return amount(whole)


def exponent(value: Decimal) -> int:
    """The power of ten of the last digit of a finite number: 146.59 → -2."""
    return int(value.as_tuple().exponent)
