"""Everything an editor may write within everything else: shown right, or a problem at its line.

Each of `WITHIN` stands in each of `AROUND` between two words of its own. What the check passes is
built and looked at as HTML, and made into a document.
"""

import re
import zipfile
from dataclasses import dataclass
from html import unescape
from io import BytesIO
from pathlib import Path

import pdfplumber
import pytest
from bs4 import BeautifulSoup

from report.edition.examination import examine
from report.official.files import official_files
from report.problems.problem import errors
from tests.office import HEAD, WHOLE_REGISTER, column, package, site_files
from tests.sites import Build, build, make_office, search_entries

FIGURE = "data.so[data-nguon='cay-trong.lua.so_ho'][value='955']"
# What is written, the words that readers see, and what stands there where elements can.
WITHIN = {
    "words": ("chữ", "chữ", ""),
    "glossary": ("HĐND", "HĐND", ""),
    "abbreviation": ("QRS{ID}", "QRS{ID}", "abbr[title='Nghĩa {id}']"),
    "note": ("chữ[^{id}]", "chữ", "sup a.footnote-ref[href='#fn:{id}']"),
    "note twice": ("chữ[^{id}] và [^{id}]", "chữ", "sup[id='fnref2:{id}'] a[href='#fn:{id}']"),
    "note in place": ("chữ^[Lời]", "chữ", "sup"),
    "so": ('{{ so("cay-trong.lua.so_ho") }}', "955", FIGURE),
    "unit": ('{{ so("cay-trong.lua.so_ho", don_vi=True) }}', "955 hộ", FIGURE),
    "remark": (
        '{{ so("cay-trong.ngo.so_ho") }}',
        "04",
        "data[value='4'] + sup :is([title$='Ngô ít.'], [aria-label$='Ngô ít.'])",
    ),
    "text": ('{{ so("cay-trong.lua.ten") }}', "Lúa", "span.so"),
    "date": ('{{ so("cay-trong.lua.ngay") }}', "24/02/2022", "data[value='2022-02-24']"),
    "other year": ('{{ so("cay-trong.lua.so_ho", nam=2021) }}', "900", "data[data-nam='2021']"),
    "years behind": (
        '{{ so("cay-trong.lua.so_ho", qua_nam=True) }}',
        "955 (năm 2021: 900)",
        "data[data-nam='2021']",
    ),
    "thay_doi": ('{{ thay_doi("cay-trong.lua.tang_giam") }}', "giảm 01 hộ", "data[value='-1']"),
    "ty_le": (
        '{{ ty_le("cay-trong.ngo.so_ho", "cay-trong.lua.so_ho") }}',
        "0,42 %",
        "data[value='0.42'] + sup :is([title*='955'], [aria-label*='955'])",
    ),
    "van_ban": ('{{ van_ban("qd-1") }}', "Quyết định số 01/QĐ-UBND", "[href$='van-ban/#qd-1']"),
    "nam": ("{{ nam(-1) }}", "2021", ""),
    "nguon": ('{{ nguon("cay-trong") }}', "Nguồn: Mục I", ""),
    "can_viet": ('{{ can_viet("một câu") }}', "(chờ viết)", ".cho-dien"),
    "small chart": (
        '{{ bieu_do("cay-trong", cot="so_ho", nho=True) }}',
        "",  # its words depend on the place: rows where it is drawn, its title elsewhere
        ".bieu-do-nho",
    ),
    "link": ("[đi](index.md)", "đi", "a[href='../']"),
    "link by label": ("[đi][dich]", "đi", "a[href='../']"),
    "address": ("<https://vi-du.example/a>", "https://vi-du.example/a", "a[href^=https]"),
    "button": ("[đi](index.md){ .md-button }", "đi", "a.md-button"),
    "picture": ("![tả](hinh.png)", "", "img[alt='tả'][src$='hinh.png']"),
    "linked picture": ("[![tả](hinh.png)](index.md)", "", "a > img[alt='tả']"),
    "code": ("`mã {x}`", "mã {x}", "code"),
    "bold": ("**đậm**", "đậm", "strong"),
    "slanted": ("*nghiêng*", "nghiêng", "em"),
    "name": ("**đậm**{ #ten-{id} }", "đậm", "strong#ten-{id}"),
    "entity": ("a&nbsp;b &lt;c&gt; &amp; &copy;", "a b <c> & ©", ""),
    "escape": (r"\*sao\* \[ngoặc\] a_b_c", "*sao* [ngoặc] a_b_c", ""),
    "sign by name": (":smile:", "", ""),
    "times": ("5*3 và 4*2", "", ""),
    "abbr tag": ('<abbr title="Lời {id}">VT</abbr>', "VT", "abbr[title='Lời {id}']"),
    "mark tag": ("<mark>dấu</mark>", "dấu", "mark"),
    "line break": ("a<br>b", "a b", "br"),
    "comment": ("a<!-- ẩn -->b", "ab", ""),
    "table": ('{{ bang("cay-trong") }}', "", "figure.bang td data[value='955']"),
    "years": ('{{ bang("cay-trong", nam="tat-ca") }}', "", "figure.bang data[data-nam='2021']"),
    "course": ('{{ bieu_do("cay-trong", cot="so_ho", nam="tat-ca") }}', "", "figure .duong"),
    "chart": ('{{ bieu_do("cay-trong", cot="so_ho") }}', "", "figure.bieu-do .cac-thanh"),
    "documents": ("{{ van_ban(moi=2) }}", "", "li a[href$='van-ban/#qd-1']"),
    "register": ("{{ danh_muc_van_ban() }}", "", "table tr#qd-1"),
}
BLOCKS = {"table", "years", "course", "chart", "documents", "register"}
AROUND = {
    "paragraph": "{x}",
    "link": "[{x}](index.md)",
    "link by label": "[{x}][dich]",
    "link title": '[đi](index.md "{x}")',
    "title by label": '[đi][r{id}]\n\n[r{id}]: index.md "{x}"',
    "button": "[{x}](index.md){ .md-button }",
    "heading": "## {x}",
    "small heading": "## Mục {id}\n\n### {x}",
    "smallest heading": "## Mục {id}\n\n### Nhỏ {id}\n\n#### {x}",
    "underlined heading": "{x}\n---",
    "cell": "| a | b |\n|---|---|\n| {x} | ô |",
    "head of a table": "| {x} | b |\n|---|---|\n| ô | ô |",
    "item": "- {x}",
    "item in an item": "- một\n    - {x}",
    "third item": "- một\n    - hai\n        - {x}",
    "numbered in a bullet": "- một\n    1. {x}",
    "paragraph of an item": "- một\n\n    {x}",
    "title of a box": '!!! note "{x}"\n\n    Lời.',
    "box": '!!! note "Khung"\n\n    {x}',
    "title that unfolds": '??? note "{x}"\n\n    Lời.',
    "box that unfolds": '??? note "Gập"\n\n    {x}',
    "quote": "> {x}",
    "term": "{x}\n:   Nghĩa",
    "meaning": "Từ\n:   {x}",
    "note": "Chữ[^t{id}].\n\n[^t{id}]: {x}",
    "block of a note": "Chữ[^t{id}].\n\n[^t{id}]:\n    {x}",
    "bold": "a **{x}** b",
    "slanted": "a *{x}* b",
    "alternative text": "![{x}](hinh.png)",
    "caption": '<figure markdown="1">\n![tả](hinh.png)\n'
    '<figcaption markdown="span">{x}</figcaption>\n</figure>',
    "span": '<span class="lop">{x}</span> chữ',
    "attribute list": "{x}\n{ .lop }",
    "table in a box in a list": "- một\n\n    !!! note\n\n"
    "        | a | b |\n        |---|---|\n        | {x} | ô |",
    "list in a box in a quote": "> ??? note\n>\n>     - {x}",
    "html": "<div>\n{x}\n</div>",
    "html with Markdown": '<div markdown="1">\n\n{x}\n\n</div>',
    "cell of html": "<table><tr><td>{x}</td></tr></table>",
    "title of html": '<span title="{x}">chữ</span>',
    "abbreviation": "*[TUV{ID}]: {x}\n\nTUV{ID}",
    "code": "`{x}`",
    "title": "",
    "description": "",
}
WORDS_ONLY = {"link title", "title by label", "alternative text", "title of html"}
WORDS_ONLY |= {"abbreviation", "code", "title", "description"}
LINKS = {"link", "link by label", "button"}
HEADINGS = {"heading", "small heading", "underlined heading"}
PRINTED = {*AROUND} - WORDS_ONLY - {"numbered in a bullet"}  # a report has no typed digits
LOOK = re.compile(r"\{\{|\}\}|\[\^|\]\(|\*\*|\{ ?[.#]|[\ue000-\uf8ff\x02\x03]|klzzwxh")


@dataclass(frozen=True)
class Combination:
    """One thing within another, by a name of letters: no digit, as pages of reports have none."""

    within: str
    around: str

    @property
    def id(self) -> str:
        """Four letters of its own."""
        numbers = [*AROUND].index(self.around), [*WITHIN].index(self.within)
        return "".join(chr(97 + n // 26) + chr(97 + n % 26) for n in numbers)

    def filled(self, text: str) -> str:
        """A text with its name."""
        return text.replace("{id}", self.id).replace("{ID}", self.id.upper())

    @property
    def words(self) -> str:
        """What is written, between two words of its own where it is no block."""
        text = self.filled(WITHIN[self.within][0])
        return text if self.within in BLOCKS else f"mo{self.id} {text} dong{self.id}"

    @property
    def head(self) -> str:
        """The front matter of its page."""
        quoted = self.words.replace("'", "''")
        head = {
            "title": HEAD.replace("Trang\n", f"'{quoted}'\n", 1),
            "description": HEAD.replace("Trang mẫu.", f"'{quoted}'"),
        }
        return head.get(self.around, HEAD)

    @property
    def text(self) -> str:
        """What stands on its page below the title."""
        lines = [self.filled(AROUND[self.around]).replace("{x}", self.words)]
        if "[^" in self.words:
            lines.append(f"[^{self.id}]: Lời {self.id}.")
        if self.within == "abbreviation":
            lines.append(f"*[QRS{self.id.upper()}]: Nghĩa {self.id}")
        if "[dich]" in lines[0]:
            lines.append("[dich]: index.md")
        return "\n\n".join(lines)


ALL = [Combination(within, around) for around in AROUND for within in WITHIN]
PICTURE = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489"
    "0000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)


def files_of_office() -> dict[str, str]:
    """An office with a glossary, two years and a remark on a figure."""
    glossary = [column(name) for name in ("khoa", "ten", "day_du", "giai_thich")]
    files = site_files()
    files["data/2021/datapackage.yaml"] = files["data/2022/datapackage.yaml"]
    for name in ("bao-cao", "noi-nhan"):
        files[f"data/2021/{name}.csv"] = files[f"data/2022/{name}.csv"]
    files["docs/bao-cao/2021/index.md"] = (
        f'{HEAD}# Báo cáo\n\n{{{{ bang("cay-trong") }}}}\n\n{{{{ bang("bao-cao") }}}}\n\n'
        '{{ bang("noi-nhan") }}\n'
    )
    return files | {
        "data/2021/cay-trong.csv": files["data/2022/cay-trong.csv"].replace("955", "900"),
        "data/chung/datapackage.yaml": package({"van-ban": WHOLE_REGISTER, "thuat-ngu": glossary}),
        "data/chung/thuat-ngu.csv": "khoa,ten,day_du,giai_thich\n"
        "hdnd,HĐND,Hội đồng nhân dân,Cơ quan dân cử.\n",
        "docs/thuat-ngu.md": f'{HEAD}# Thuật ngữ\n\n{{{{ bang("thuat-ngu", neo=True) }}}}\n',
        "data/2022/doi-chieu.yaml": "luu_y:\n  - id: ngo-it\n    so_lieu: cay-trong.ngo.so_ho\n"
        "    ghi_chu: Ngô ít.\n",
    }


def office_of(folder: Path, combinations: list[Combination], *, apart: bool) -> None:
    """An office with these on pages outside of its report: each on a page of its own, or those
    around which the same stands on one."""
    files = {**files_of_office(), "docs/thu/index.md": f"{HEAD}# Thử\n"}
    for one in combinations:
        name = f"docs/thu/{one.id if apart else one.id[:2]}.md"
        files.setdefault(name, f"{one.head}# Trang\n")
        files[name] += f"\n{one.text}\n"
    make_office(folder, files)
    (folder / "docs/thu/hinh.png").write_bytes(PICTURE)


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[tuple[int, str]]]:
    """Line and code of each problem, by the combination on whose page it is."""
    folder = tmp_path_factory.mktemp("apart")
    office_of(folder, ALL, apart=True)
    problems: dict[str, list[tuple[int, str]]] = {one.id: [] for one in ALL}
    for problem in errors(examine(folder).problems):
        problems[Path(problem.path).stem].append((problem.line, problem.code))
    return problems


@pytest.fixture(scope="module")
def passed(told: dict[str, list[tuple[int, str]]]) -> list[Combination]:
    """The combinations of which there is no problem."""
    return [one for one in ALL if not told[one.id]]


@pytest.fixture(scope="module")
def built(passed: list[Combination], tmp_path_factory: pytest.TempPathFactory) -> Build:
    """The site of what passed; titles on pages of their own."""
    folder = tmp_path_factory.mktemp("together")
    titled = [one for one in passed if not AROUND[one.around]]
    office_of(folder, [one for one in passed if AROUND[one.around]], apart=False)
    for one in titled:
        (folder / f"docs/thu/{one.id}.md").write_text(f"{one.head}# Trang\n", "utf-8")
    return build(folder, folder / "site")


def test_a_problem_is_told_at_the_lines_of_its_combination(
    told: dict[str, list[tuple[int, str]]],
) -> None:
    for one in ALL:
        lines = len(f"{HEAD}# Trang\n\n{one.text}\n".splitlines())
        begin = 8 if AROUND[one.around] else 2
        for line, code in told[one.id]:
            assert begin <= line <= lines, (one, code)


def test_a_block_is_refused_only_where_it_has_no_line_and_words_nowhere(
    passed: list[Combination],
) -> None:
    shown = {(one.within, one.around) for one in passed}
    for within in ("words", "so", "date", "nam", "thay_doi", "van_ban", "ty_le", "remark"):
        assert {around for what, around in shown if what == within} == {*AROUND}
    for within in BLOCKS:
        assert {"paragraph", "box", "box that unfolds", "quote", "item", "meaning"} <= {
            around for what, around in shown if what == within
        }
    for within in ("link", "note", "picture", "code", "glossary", "abbreviation"):
        assert {"cell", "third item", "box", "heading", "title of a box", "note", "term"} <= {
            around for what, around in shown if what == within
        }


def region(one: Combination, article: str) -> str:
    """What stands between the two words of a combination."""
    found = re.findall(f"mo{one.id}(.*?)dong{one.id}", article, re.S)
    found = [words for words in found if not words.startswith("-")]  # anchors of headings
    assert found, one
    return str(found[0])


def said(html: str) -> str:
    """The words of a piece of HTML."""
    text = BeautifulSoup(html, "html.parser").get_text(" ")
    return " ".join(text.split())


def test_what_passes_is_shown_as_it_is_meant(passed: list[Combination], built: Build) -> None:
    assert built.status == 0, built.output
    for one in passed:
        _, plain, selector = map(one.filled, WITHIN[one.within])
        name = one.id[:2] if AROUND[one.around] else one.id
        page = (built.site / f"thu/{name}/index.html").read_text("utf-8")
        shown = page[page.index("<article") :] if AROUND[one.around] else page
        if one.within not in BLOCKS:
            shown = region(one, shown)
            if one.around == "code" and one.within != "code" and "{{" not in one.words:
                plain = one.words[7:-9]  # as it is typed
            assert "".join(plain.split()) in "".join(said(shown).split()), (one, shown)
        apart = (one.around in LINKS and "href" in selector) or (
            one.within == "abbreviation" and "html" in one.around
        )
        if selector and one.around not in WORDS_ONLY and not apart:
            assert BeautifulSoup(shown, "html.parser").select_one(selector), (one, shown)


def test_no_page_shows_signs_or_a_link_within_a_link(built: Build) -> None:
    for path in sorted((built.site / "thu").rglob("*.html")):
        page = BeautifulSoup(path.read_text("utf-8"), "html.parser")
        for code in page.select("code, script"):
            code.decompose()
        assert not LOOK.search(str(page)), (path, LOOK.search(str(page)))
        assert not page.select("a a, p figure, p ul, p table"), path
        assert not [a for a in page.select("article a") if not a.get_text().strip() and not a.img]


def test_the_table_of_contents_and_the_search_have_words_alone(
    passed: list[Combination], built: Build
) -> None:
    code = Combination("words", "code").id[:2]
    index = search_entries((built.site / "search/search_index.json").read_text("utf-8"))
    for entry in index:
        if not entry["location"].startswith(f"thu/{code}"):
            assert not LOOK.search(f"{entry['title']} {entry['text']}"), entry
    for one in passed:
        if one.around not in HEADINGS or one.within in BLOCKS:
            continue
        page = (built.site / f"thu/{one.id[:2]}/index.html").read_text("utf-8")
        soup = BeautifulSoup(page, "html.parser")
        entries = [
            "".join(entry.get_text().split())
            for entry in soup.select(".md-nav--secondary .md-nav__link")
            if f"mo{one.id}" in entry.get_text()
        ]
        wanted = "".join(f"mo{one.id} {one.filled(WITHIN[one.within][1])}".split())
        assert entries, one
        assert all(entry.startswith(wanted) for entry in entries), (one, entries)


def document_text(part: bytes) -> str:
    """The words of a part of a DOCX in order, a space where a paragraph or line ends."""
    source = re.sub(r"</w:p>|<w:br/>|<w:tab/>", " ", part.decode())
    return unescape(re.sub(r"<[^>]*>", "", source))


def test_documents_have_the_same_values_in_the_same_order(
    passed: list[Combination], tmp_path: Path
) -> None:
    left = {"can_viet", "times"}  # a draft is not printed, a report has no typed digits
    printed = [one for one in passed if one.around in PRINTED and one.within not in left]
    files = files_of_office()
    names = [*dict.fromkeys(one.id[:2] for one in printed)]
    files["data/2022/bo-cuc.yaml"] = "phan:\n  - ten: Kết quả\n    muc:\n" + "".join(
        f"      - trang: {name}.md\n" for name in ("trang", *names)
    )
    files["data/2022/bo-cuc.yaml"] += "ket: Xã báo cáo\n"
    for one in printed:
        path = f"docs/bao-cao/2022/{one.id[:2]}.md"
        files.setdefault(path, f"{HEAD}# Trang\n")
        files[path] += f"\n{one.text}\n"
    make_office(tmp_path, files)
    (tmp_path / "docs/bao-cao/2022/hinh.png").write_bytes(PICTURE)
    examination = examine(tmp_path, 2022)
    assert not errors(examination.problems)
    made, problems = official_files(tmp_path, examination.edition, [2022], ["docx", "pdf"])
    assert problems == []
    with zipfile.ZipFile(BytesIO(made["tai-ve/2022/bao-cao-2022.docx"])) as archive:
        body, notes = (
            document_text(archive.read(f"word/{part}.xml")) for part in ("document", "footnotes")
        )
    place = {id(body): 0, id(notes): 0}
    for one in printed:
        if one.within in BLOCKS:
            continue
        text = notes if one.around in ("note", "block of a note") else body
        found = re.search(f"mo{one.id}(.*?)dong{one.id}", text, re.S | re.I)
        assert found, one
        assert found.start() > place[id(text)] or place[id(text)] == 0, one
        place[id(text)] = found.start()
        wanted = "".join(one.filled(WITHIN[one.within][1]).split())
        if one.within != "small chart":  # a drawing, described in its attribute
            assert wanted.lower() in "".join(found[1].split()).lower(), (one, found[0])
    assert not LOOK.search(body + notes), LOOK.search(body + notes)
    with pdfplumber.open(BytesIO(made["tai-ve/2022/bao-cao-2022.pdf"])) as opened:
        pages = "".join("".join(page.extract_text().split()) for page in opened.pages).lower()
    places = [pages.find(f"mo{one.id}") for one in printed if one.within not in BLOCKS]
    assert places == sorted(places)
    assert places[0] > 0
    assert not LOOK.search(pages)
