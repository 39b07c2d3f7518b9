"""The key figures of a reading copy: each item of the summary comes out, with its number once."""

import datetime
import io
from pathlib import Path

import pikepdf
import pytest

from report.official.pandoc import Node, inlines, para, plain_block, tree_text
from report.official.pdf import pdf as typeset
from report.official.summary import parts_of_item
from tests.office import HEAD, office, site_files
from tests.official.plans import planned_files
from tests.official.structure import elements

MOMENT = datetime.datetime(2022, 12, 31, tzinfo=datetime.UTC)
READING = "tai-ve/2022/bao-cao-2022-ban-doc.pdf"
SUMMARY = """\
Mở đầu.

## Tóm tắt {: .tom-tat }

<ul><li></li></ul>

-   - một

-   {{ bang("cay-trong", cot=["ten", "so_ho"]) }}

-   > lời trích

-   Có bảng

    | Xã |
    |---|
    | Tân An |

| Thôn | Hộ |
|---|---|
| Tân Lập | 4 |
"""


@pytest.mark.parametrize(
    ("item", "number", "words"),
    [
        ("955 hộ trồng lúa", "955", " hộ trồng lúa"),
        ("Trồng 1.234,5 ha lúa", "1.234,5", "Trồng 1.234,5 ha lúa"),
        ("2022/QĐ-UBND có 2 điều", "2", "2022/QĐ-UBND có 2 điều"),
        ("còn 12.", "12", "còn 12."),
        ("hai điều", "", "hai điều"),
    ],
)
def test_a_key_figure_has_a_number_as_it_is_written_and_keeps_its_other_digits(
    item: str, number: str, words: str
) -> None:
    name, found, (said,) = parts_of_item([plain_block(inlines(item))])
    assert (name, found, tree_text(said)) == ("", number, words)


@pytest.mark.parametrize(
    "item", [[], [{"t": "BulletList", "c": [[para(inlines("2 điều"))]]}], [{"t": "BlockQuote"}]]
)
def test_an_item_that_does_not_begin_with_words_is_said_as_it_is(item: list[Node]) -> None:
    assert parts_of_item(item) == ("", "", item)


def test_every_item_is_printed_and_each_table_keeps_its_headers(tmp_path: Path) -> None:
    page = {"docs/bao-cao/2022/index.md": f"{HEAD}# Báo cáo\n\n{SUMMARY}"}
    plans = planned_files(tmp_path, office(tmp_path, site_files() | page), [2022], ["pdf"], "")
    document = next(plan.document for plan in plans if plan.path == READING)
    with pikepdf.open(io.BytesIO(typeset(document, MOMENT))) as pdf:
        names = [str(one.ID) for kind, one, _ in elements(pdf) if kind == "/TH" and "/ID" in one]
    rows = [name for name in names if name.startswith(("R1c", "R2c", "R3c"))]
    # what stands beside the list comes first; a single column has no headers of rows
    assert rows == ["R1c1r1", "R2c1r1", "R2c1r2", "R2c1r3"]
