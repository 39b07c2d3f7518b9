"""Pages put together from what an editor may write: what the check passes is built and printed.

Hypothesis draws the same pages in every run; each is examined, and those that pass are made
into PDF and DOCX, a few together into a site.
"""

from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, Phase, assume, example, given, settings
from hypothesis import strategies as st

from report.edition.examination import examine
from report.official.files import official_files
from report.problems.problem import errors
from tests.office import HEAD, site_files
from tests.sites import build, make_office

REPORT = "docs/bao-cao/2022"
PAGE = f"{REPORT}/trang.md"
OUTLINE = "data/2022/bo-cuc.yaml"
MACROS = [
    "{{ nam }}",
    '{{ so("cay-trong.lua.so_ho", don_vi=True) }}',
    '{{ thay_doi("cay-trong.lua.tang_giam") }}',
    '{{ van_ban("qd-1") }}',
    '{{ bieu_do("cay-trong", cot="so_ho", nho=True) }}',
]
BLOCK_MACROS = [
    '{{ bang("cay-trong") }}',
    '{{ bang("cay-trong", neo=True) }}',
    '{{ bieu_do("cay-trong", cot="so_ho") }}',
    "{{ van_ban(moi=2) }}",
]
WORDS = [
    *(
        "chữ",
        "**đậm**",
        "*nghiêng*",
        "`mã #x`",
        "#x",
        "@x",
        "$x$ y$",
        "<b>đậm</b>",
        "a<br>b",
        "\\*",
    ),
    *("<https://vi-du.example>", "[trang](index.md)", "[](index.md)", "[mục](#vu-xuan)", "<x"),
    *("[chỗ](#lua)", '[a](https://vi-du.example/#a "tên")', "&nbsp;", "[^la]", "// chữ", "= chữ"),
    *("[chú](#fn:n)", "[về](#fnref:n)", "[x](#fnref2:n)", "[y](trang.md#fn%3An)", "[^n]", "[^k]"),
    *("</div>", "<span id='a>b'>chữ</span>", "<!-- ẩn -->", "![](index.md)", "[a](index.html)"),
]
words = st.lists(st.sampled_from([*WORDS, *MACROS]), min_size=1, max_size=3).map(" ".join)


def indented(text: str, by: str = "    ") -> str:
    """A block within another."""
    return "\n".join(by + line if line else "" for line in text.splitlines())


def blocks_within(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """The blocks that hold other blocks."""
    return st.one_of(
        inner.map(lambda text: f"- mục\n\n{indented(text)}"),
        inner.map(lambda text: f"a. mục\n\n{indented(text)}"),
        inner.map(lambda text: indented(text, "> ")),
        st.tuples(words, inner).map(lambda two: f'!!! note "{two[0]}"\n\n{indented(two[1])}'),
        inner.map(lambda text: f'??? note "Ghi chú"\n\n{indented(text)}'),
        inner.map(lambda text: f"Từ\n:   nghĩa\n\n{indented(text)}"),
        inner.map(lambda text: f"Câu.[^k]\n\n[^k]:\n{indented(text)}"),
        inner.map(lambda text: f"<div>\n\n{text}\n\n</div>"),
        st.tuples(inner, inner).map("\n\n".join),
    )


simple_blocks = st.one_of(
    words,
    st.sampled_from(BLOCK_MACROS),
    words.map(lambda text: f"## {text}"),
    words.map(lambda text: f"### Mục {{: #x }}\n\n{text}"),
    words.map(lambda text: f"- {text}\n- {text}"),
    words.map(lambda text: f"| cột | {text} |\n|---|---:|\n| {text} | ô |"),
    words.map(
        lambda text: f"<table><tr><td>{text}</td></tr><tr><td><p>ô</p></td><td>ô</td></tr></table>"
    ),
    words.map(lambda text: f"Câu[^n] {text}.\n\n[^n]: {text}"),
    words.map(lambda text: f"Câu {text}.\n\n[^n]: chữ"),
    st.sampled_from(["---", "```\n#x [\n```", "    mã", "<div>", "<figure><p>a</p></figure>"]),
)
pages = st.recursive(simple_blocks, blocks_within, max_leaves=4)


PAGES_A_REPORT = 10


def written(folder: Path, texts: list[str]) -> Path:
    """The office with a report of these pages that pass, in its folder."""
    files = site_files()
    pages = {f"thu-{number}.md": text for number, text in enumerate(texts)}
    files |= {f"{REPORT}/{name}": f"{files[PAGE]}\n{text}\n" for name, text in pages.items()}
    root = make_office(folder, files | {OUTLINE: outline([*pages])})
    refused = {Path(one.path).name for one in errors(examine(root, 2022).problems)}
    for name in refused:
        (root / REPORT / name).unlink()
    (root / OUTLINE).write_text(outline([*pages.keys() - refused]), "utf-8")
    return root


def outline(names: list[str]) -> str:
    """An outline of the page that each office has and these."""
    entries = "".join(f"      - trang: {name}\n" for name in ["trang.md", *sorted(names)])
    return f"phan:\n  - ten: Kết quả\n    muc:\n{entries}"


@settings(
    max_examples=8,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    phases=[Phase.generate],  # each smaller list that would be tried is a whole report
)
@given(st.lists(pages, min_size=PAGES_A_REPORT, max_size=PAGES_A_REPORT))
def test_documents_are_made_of_every_page_that_passes(texts: list[str]) -> None:
    with TemporaryDirectory() as name:
        root = written(Path(name), texts)
        examination = examine(root, 2022)
        assert errors(examination.problems) == []
        named = {path.stem for path in (root / REPORT).glob("*.md")} - {"index"}
        made, problems = official_files(root, examination.edition, [2022], ["pdf", "docx"])
    assert problems == []
    assert {path.rpartition("/")[2] for path in made} >= {
        *("bao-cao-2022.pdf", "bao-cao-2022.docx", "bao-cao-2022-ban-doc.pdf"),
        *(f"{one}.pdf" for one in named),
    }


@settings(max_examples=3, deadline=None, derandomize=True, database=None)
@example(["chữ", "[a](index.html)", "[a](/x)"])
@example(["Câu[^n] [a](#fn:n) [b](#fnref:n).\n\n[^n]: Lời.", "> Câu.\n\n> [^n]: Lời."])
@example(["Câu[^n] [a](#fn%3An).\n\n[^n]: Lời.", "Câu[^k].\n\n[^k]: [^n]\n\n    [^n]: Lời."])
@given(st.lists(pages, min_size=25, max_size=25))
def test_a_site_is_built_of_the_pages_that_pass(texts: list[str]) -> None:
    files = {
        f"docs/thu-{number}.md": f"{HEAD}# Trang\n\n## Vụ xuân\n\n{text}\n"
        for number, text in enumerate(texts)
    }
    with TemporaryDirectory() as name:
        root = make_office(Path(name), {**site_files(), **files})
        refused = {one.path for one in errors(examine(root).problems)}
        assume(len(refused) < len(texts))
        for path in refused:
            (root / path).unlink()
        result = build(root, root / "site")
    assert result.status == 0, result.output
