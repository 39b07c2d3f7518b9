"""What is asked of a text before it is read closely changes nothing of what is found in it."""

import random
from collections.abc import Callable, Iterator

import pytest

from report.edition import slips
from report.problems.problem import Mistake
from report.sources import yaml_bounds
from report.sources.files import parse_yaml
from report.sources.markdown import read_markdown, scanner
from report.sources.page_bounds import MARKERS, keep_page_bounds, refuse_depth
from report.sources.pages import read_page

YAML = "a|b: |: |- |\n|\n  |[|]|{|}|,|? |&x |*x|!t |<<: |<|\"|'|---\n|...\n|#|1|- - - "
MARKDOWN = (
    "# |\n|\n\n|    |- |1. |> |`|```\n|[|](x.md)|[^a]|[^a]: |{{ nam }}|{% raw %}|{ .y }|<b>|</b>"
    '|**|*|_|\\|a \\| b\n--\\|--\n|!!! note "T"\n|??? |:   |*[AB]: c\n|từ |Đề mục\n|\r\n|\t|\x02|7'
    "|==|•|~~|:x:|so("
)


def texts(pieces: str, number: int) -> Iterator[str]:
    """Texts of pieces in any order, always the same."""
    chance, words = random.Random(7), pieces.replace("\\|", "\0").split("|")
    for _ in range(number):
        chosen = chance.choices(words, k=chance.randrange(1, 30))
        yield "".join(chosen).replace("\0", "|")


def outcome(read: Callable[[str], object], text: str) -> object:
    """What reading a text gives, or what mistake."""
    try:
        return read(text)
    except Mistake as mistake:
        return mistake.code, mistake.line


def test_front_matter_without_signs_needs_no_look_at_its_events(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    deep = ["[" * 40, "- " * 40 + "a", "".join(f"{' ' * n}a:\n" for n in range(40))]
    given = [*texts(YAML, 2500), *deep]

    def read(text: str) -> object:
        return parse_yaml(text).content

    found = [outcome(read, text) for text in given]
    monkeypatch.setattr(yaml_bounds, "may_go_beyond", lambda _: True)
    assert found == [outcome(read, text) for text in given]


def test_a_block_of_words_is_the_paragraph_that_all_kinds_leave(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    given = [*texts(MARKDOWN, 1200)]
    found = [outcome(read_markdown, text) for text in given]
    monkeypatch.setattr(scanner, "is_of_words", lambda _: False)
    assert found == [outcome(read_markdown, text) for text in given]


def test_slips_are_found_by_what_is_asked_before(monkeypatch: pytest.MonkeyPatch) -> None:
    pages = [read_page("a.md", text) for text in texts(MARKDOWN, 800)]
    found = [[*slips.text_is_typed_as_meant(page)] for page in pages]
    assert any(found)
    monkeypatch.setattr(slips, "has", lambda *_: True)
    assert found == [[*slips.text_is_typed_as_meant(page)] for page in pages]


def test_lines_go_too_deep_wherever_they_stand() -> None:
    """Each line is held against the bounds, however it ends."""

    def line_by_line(text: str) -> None:
        for number, line in enumerate(text.replace("\r\n", "\n").replace("\r", "\n").split("\n")):
            before = MARKERS.match(line)
            if before and len(before[0]) > 20:
                refuse_depth(before[0], number + 1)

    given = [
        *(f"a\n{'> ' * number}b\n" for number in range(8, 24)),
        *(f"{sign * number}b" for sign in (" ", "\t", "- ", "12. ") for number in (7, 20, 21, 90)),
        *(f"a{end}{end}{'>' * 30}{end}" for end in ("\n", "\r\n", "\r")),
        "1" * 30 + ". a",
        "a" + " " * 90,
    ]
    found = [outcome(keep_page_bounds, text) for text in given]
    assert found == [outcome(line_by_line, text) for text in given]
    assert len({*map(str, found)}) > 3
