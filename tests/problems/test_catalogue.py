"""Code and catalogue have the same messages, and each example of the manual can be printed."""

import ast
import re
from collections import Counter
from collections.abc import Iterator
from string import Template
from typing import NamedTuple

import pytest

from report.problems.catalogue import SHEETS_FOLDER, Entry, entries, places_of_sheets, sheets
from report.problems.problem import Mistake, example
from tests.sites import ROOT

MAKERS = ("problem", "Mistake")  # functions and methods: the code is their last bare argument
BESIDE = {"place", "guess", "line", "where"}  # what these take beside the fields
FIELDS = re.compile(r"[a-z]+")
ENTRIES = [entry for sheet in sheets() for entry in sheet.entries]


class Use(NamedTuple):
    """A place in the code that makes a message."""

    place: str
    code: str | None  # None where it is no literal
    fields: frozenset[str]


def uses() -> Iterator[Use]:
    """Every message that the package makes."""
    for path in sorted(ROOT.glob("report/**/*.py")):
        module = path.relative_to(ROOT).as_posix()
        for function in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(function, ast.FunctionDef) and not forwards(function):
                yield from uses_in(function, module)


def forwards(function: ast.FunctionDef) -> bool:
    """Whether a function passes on a code that its caller gives."""
    return "code" in {argument.arg for argument in function.args.posonlyargs}


def uses_in(function: ast.FunctionDef, module: str) -> Iterator[Use]:
    """The messages that a function makes, those of functions inside it left out."""
    for node in ast.walk(function):
        if not isinstance(node, ast.Call) or name_of(node.func) not in MAKERS:
            continue
        code = node.args[-1] if node.args else None
        literal = code.value if isinstance(code, ast.Constant) else None
        yield Use(f"{module}:{node.lineno}", literal, frozenset(fields_of(node, function)))


def name_of(function: ast.expr) -> str:
    """The name by which a function or method is called."""
    return getattr(function, "id", getattr(function, "attr", ""))


def fields_of(call: ast.Call, function: ast.FunctionDef) -> Iterator[str]:
    """The fields that a call passes; `**fields` are the keys of a dict of its function."""
    for keyword in call.keywords:
        if keyword.arg:
            yield from {keyword.arg} - BESIDE
            continue
        for node in ast.walk(function):
            is_dict = isinstance(node, ast.Assign) and isinstance(node.value, ast.Dict)
            if is_dict and name_of(node.targets[0]) == name_of(keyword.value):
                yield from (key.value for key in node.value.keys)


USES = [use for use in uses() if use.code != ""]  # "" is of AlreadyReported alone


def placeholders(entry: Entry) -> set[str]:
    """What the templates of a message ask for."""
    return {*entry.message.get_identifiers(), *entry.mend.get_identifiers()}


def test_code_passes_codes_of_the_catalogue_and_just_their_fields() -> None:
    assert len(USES) > 150
    for use in USES:
        assert use.code in entries(), f"{use.place}: {use.code} is no literal code of the catalogue"
        expected = placeholders(entries()[use.code])
        assert use.fields == expected, f"{use.place}: {use.code} needs {sorted(expected)}"


def test_each_message_of_the_catalogue_is_used_and_stands_there_once() -> None:
    assert set(entries()) - {use.code for use in USES} == set(), "delete what no code prints"
    assert [code for code, count in Counter(one.code for one in ENTRIES).items() if count > 1] == []


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.code)
def test_the_example_of_a_message_fills_its_templates(entry: Entry) -> None:
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", entry.code), "a code is typed and is an anchor"
    assert set(entry.example) - BESIDE == placeholders(entry)
    printed = example(entry)
    assert printed.message
    assert printed.mend.endswith((".", "?"))
    assert not printed.message.endswith("."), "the full stop comes of itself"
    assert entry.meaning
    assert entry.wrong.strip() != entry.right.strip()


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.code)
def test_a_template_has_no_stray_dollar(entry: Entry) -> None:
    for template in (entry.message, entry.mend):
        assert isinstance(template, Template)
        assert template.is_valid()


def test_a_message_without_one_of_its_fields_is_an_error_of_the_code() -> None:
    with pytest.raises(KeyError):
        str(Mistake("khong-phai-so"))


def test_no_words_of_a_sheet_are_taken_for_a_remark_of_yaml() -> None:
    cut = re.compile(r"^ *(- )?\w+: [^\"'|>{\[].* #", re.M)
    for path in sorted(SHEETS_FOLDER.glob("*.yaml")):
        assert not cut.search(path.read_text("utf-8")), path.name


def test_the_places_found_in_the_text_of_a_sheet_are_those_it_says() -> None:
    read = {
        sheet.name: (
            tuple(entry.code for entry in sheet.entries),
            tuple(group.title for group in sheet.groups),
        )
        for sheet in sheets()
    }
    assert places_of_sheets() == read
