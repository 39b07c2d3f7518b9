"""The manual for editors (docs/bien-tap/) is true: macros, commands, pictures."""

import inspect
import re
from pathlib import Path

import pytest
from PIL import Image

from report.__main__ import main
from report.edition.checks import check
from report.edition.edition import read_edition
from report.figures.charts import KINDS
from report.figures.macros import USAGE, PageMacros
from report.official.formats import FORMAT_ENDINGS
from report.sources.kinds import COLUMN_KINDS
from report.sources.pages import parse_call
from report.sources.rules import RULE_KINDS
from report.sources.safe_html import ATTRIBUTES, ELEMENTS, SCHEMES
from tests.sites import ROOT

MANUAL = ROOT / "docs/bien-tap"
PAGES = {path.name: path.read_text("utf-8") for path in sorted(MANUAL.glob("*.md"))}
REFERENCE = PAGES["macro.md"] + PAGES["bieu-do.md"]
RAW = re.compile(r"\{% raw %\}(.*?)\{% endraw %\}", re.S)
CALL = re.compile(r"\{\{(.*?)\}\}")
# Their results are too long, or stand for something that is missing.
WITHOUT_RESULT = {"danh_muc_van_ban", "can_viet"}
SECOND_YEAR = "nam_truoc"  # what only a second year gives
IMAGE = re.compile(r"!\[([^\]]*)\]\((\S+?)\)(?:\{([^}]*)\})?")


FENCED = re.compile(r"^```.*?^```", re.S | re.M)


def images(text: str) -> list[tuple[str, str, str]]:
    """Words, file and attributes of the pictures on a page, without those that code shows."""
    return IMAGE.findall(FENCED.sub("", text))


def shown(text: str) -> list[str]:
    """The calls that a page shows as they are written."""
    return [call for raw in RAW.findall(text) for call in CALL.findall(raw)]


def evaluated(text: str) -> list[str]:
    """The calls whose results a page shows."""
    return CALL.findall(RAW.sub("", text))


def signature(macro: str) -> inspect.Signature:
    """What a macro takes."""
    return inspect.signature(getattr(PageMacros, macro))


@pytest.mark.parametrize("macro", USAGE)
def test_every_macro_and_every_keyword_has_an_example(macro: str) -> None:
    calls = [parse_call(call) for call in shown(REFERENCE)]
    of_macro = [call for call in calls if call.name == macro]
    assert of_macro, f"show {macro} in docs/bien-tap/macro.md"
    optional = {
        name
        for name, parameter in signature(macro).parameters.items()
        if parameter.default is not inspect.Parameter.empty
    }
    optional |= set(filter(None, KINDS)) if macro == "bieu_do" else set()
    if macro != "nam":  # nam(-1), not nam(cach=-1)
        missing = optional - {key for call in of_macro for key in call.kwargs}
        assert missing == set(), f"show {macro} with these in docs/bien-tap/"


@pytest.mark.parametrize("call", sorted({call for text in PAGES.values() for call in shown(text)}))
def test_every_call_of_the_manual_can_be_copied_into_a_page(call: str) -> None:
    parsed = parse_call(call)
    assert parsed.name in USAGE
    signature(parsed.name).bind(None, *parsed.args, **parsed.kwargs)


@pytest.mark.parametrize("page", ["macro.md", "bieu-do.md"])
def test_every_example_of_the_reference_stands_beside_its_result(page: str) -> None:
    calls = [
        call
        for call in shown(PAGES[page])
        if parse_call(call).name not in WITHOUT_RESULT
        and SECOND_YEAR not in parse_call(call).kwargs
    ]
    assert calls
    assert set(calls) - set(evaluated(PAGES[page])) == set()


@pytest.mark.parametrize("kind", RULE_KINDS)
def test_the_manual_says_what_each_kind_of_rule_means_and_needs(kind: str) -> None:
    lines = PAGES["them-bang.md"].splitlines()
    (line,) = [line for line in lines if line.startswith(f"| `{kind}` |")]
    assert [name for name in RULE_KINDS[kind].needed if f"`{name}`" not in line] == []


@pytest.mark.parametrize("name", COLUMN_KINDS)
def test_the_manual_tells_an_editor_of_each_type(name: str) -> None:
    lines = PAGES["them-bang.md"].splitlines()
    (line,) = [line for line in lines if line.startswith("| `type` |")]
    assert f"`{name}` " in line


@pytest.mark.parametrize("kind", FORMAT_ENDINGS)
def test_the_manual_names_each_format(kind: str) -> None:
    assert kind.upper() in PAGES["nam-moi.md"]


def test_every_command_is_described(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--help"])
    commands = re.findall(r"^ {4}([a-z-]+) ", capsys.readouterr().out, re.M)
    assert len(commands) >= 5
    text = "".join(PAGES.values())
    assert [one for one in commands if f"python -m report {one}" not in text] == []


def test_pictures_are_described_and_cost_nothing_before_they_are_seen() -> None:
    found = [(page, *image) for page, text in PAGES.items() for image in images(text)]
    assert len(found) >= 8
    for page, text, file, attributes in found:
        with Image.open(MANUAL / file) as picture:
            width, height = picture.size
        assert len(text) > 40, f"{page}: say what {file} shows"
        assert attributes.split() == [f"width={width}", f"height={height}", "loading=lazy"], file


def test_every_picture_stands_on_a_page() -> None:
    used = {Path(file).name for text in PAGES.values() for _, file, _ in images(text)}
    readme = set(re.findall(r"bien-tap/hinh/([\w.-]+)", (ROOT / "README.md").read_text("utf-8")))
    assert {path.name for path in MANUAL.glob("hinh/*")} == used | readme


def test_the_manual_of_this_office_has_no_problem() -> None:
    assert [one for one in check(read_edition(ROOT)) if one.path.startswith("docs/bien-tap")] == []


def test_the_manual_lists_what_the_check_lets_pass() -> None:
    section = PAGES["sua-bai.md"].partition("## HTML trong bài")[2].partition("\n## ")[0]
    table, _, rest = section.partition("\n\nTrong thẻ")
    attributes, _, addresses = rest.partition("Địa chỉ")
    elements = set(re.findall(r"`(\w+)`", table)) | {"h3", "h4", "h5"}
    assert elements == ELEMENTS
    assert set(re.findall(r"`(\w+)`", attributes)) - {"id"} == ATTRIBUTES - {"id"}
    assert set(re.findall(r"`(\w+):", addresses)) == SCHEMES
