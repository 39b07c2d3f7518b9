"""Reading an editor's page: calls, front matter, typed digits, and the true line of each."""

import re
from contextlib import suppress
from string import printable

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from report.problems.problem import AlreadyReported, Mistake, Problem
from report.sources.pages import Call, Page, fill, parse_call, read_page, typed_digits
from report.text.slugs import slug
from tests.office import PAGE

URI = "bao-cao/2022/trang.md"
anything = settings(derandomize=True, deadline=None, database=None, max_examples=300)
SIGNS = [*"`~{}%#()[]^<>:-5２٣é\n\r\t\0\f\u2028 "]
WORDS = ["---\n", "```", "{{", "}}", "{% raw %}", "{% endraw %}", "nam", "so(", "\r\n", "](", "1/2"]
pages = st.lists(st.sampled_from(SIGNS + WORDS) | st.text(max_size=3)).map("".join)


def lines_of(text: str) -> list[str]:
    """Lines as an editor's program counts them."""
    return re.split(r"\r\n|\r|\n", text)


def page_of(text: str) -> list[Problem]:
    return list(typed_digits(read_page(URI, text)))


def answer(call: Call, _: re.Match[str]) -> str:
    """An `evaluate` that knows one macro, refuses one and is silent about a third."""
    if call.name == "nam":
        return "2022"
    if call.name == "im":
        raise AlreadyReported
    raise Mistake("khong-co-macro", name=call.name, known="nam")


def text_of(page: Page) -> str:
    filled_page = fill(page, answer)
    return filled_page.above + filled_page.below


def filled(body: str) -> tuple[str, list[Problem]]:
    filled_page = fill(read_page(URI, body), answer)
    return filled_page.above + filled_page.below, list(filled_page.problems)


@pytest.mark.parametrize(
    ("source", "call"),
    [
        ("nam", Call("nam", (), {})),
        (" nam(-1) ", Call("nam", (-1,), {})),
        ('so("a.b.c")', Call("so", ("a.b.c",), {})),
        ("so('a.b.c', don_vi=true)", Call("so", ("a.b.c",), {"don_vi": True})),
        ('so("a", don_vi=false, nam=2021)', Call("so", ("a",), {"don_vi": False, "nam": 2021})),
        ('bang("a", cot=["ten", "so_vu"])', Call("bang", ("a",), {"cot": ["ten", "so_vu"]})),
    ],
)
def test_a_call_is_a_name_with_literal_arguments(source: str, call: Call) -> None:
    assert parse_call(source) == call


@pytest.mark.parametrize(
    "source",
    [
        "",
        " ",
        'so("a"',
        "so(“a”)",
        "1 + nam",
        "nam.year",
        "nam()()",
        "so(nam)",
        "so(*a)",
        'so("a" + b)',
        'so("a") | upper',
        "so(f'{x}')",
        "so(__import__('os'))",
        "[x for x in y]",
        "so(\x00)",
        "(" * 1000,
        "9" * 5000,
    ],
)
def test_anything_else_between_braces_is_a_mistake_that_quotes_it(source: str) -> None:
    with pytest.raises(Mistake) as found:
        parse_call(source)
    assert found.value.code == "macro-viet-sai"
    assert f"“{{{{{source}}}}}”" in found.value.message


@anything
@given(st.text() | st.text(alphabet="so(nam)'\"=,.[]-+1 \\").map("so({}".format))
@example("so(-'a')")
def test_no_text_between_braces_is_worse_than_a_mistake(source: str) -> None:
    with suppress(Mistake):
        assert isinstance(parse_call(source), Call)


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("end", ["---", "--- \t"])
def test_front_matter_is_read_and_not_shown(newline: str, end: str) -> None:
    text = newline.join(["---", "title: Việc làm", "description: Năm 2022", end, "# Đầu", ""])
    page = read_page(URI, text)
    assert page.meta == {"title": "Việc làm", "description": "Năm 2022"}
    assert text_of(page) == f"# Đầu{newline}"
    assert list(typed_digits(page)) == []


@pytest.mark.parametrize("text", ["", "# Đầu\n", "\n---\na: b\n---\n", "---\na: b\n", "----\n"])
def test_a_page_without_front_matter_is_all_text(text: str) -> None:
    page = read_page(URI, text)
    assert page.meta == {}
    assert text_of(page) == text


@pytest.mark.parametrize("matter", ["", "title: a: b\n", "- a\n", "chữ\n", "a: [\n", "\ta: b\n"])
def test_front_matter_that_is_no_list_of_names_is_a_mistake(matter: str) -> None:
    with pytest.raises(Mistake, match="phần đầu trang"):
        read_page(URI, f"---\n{matter}---\n# Đầu\n")


@pytest.mark.parametrize(
    ("uri", "year", "in_report"),
    [
        ("bao-cao/2022/a.md", 2022, True),
        ("bao-cao/a.md", None, True),
        ("van-ban/index.md", None, False),
        ("van-ban/2021/a.md", 2021, False),
        ("bao-cao-khac/a.md", None, False),
        ("20221/a.md", None, False),
        ("2022.md", None, False),
    ],
)
def test_year_and_kind_of_a_page_come_from_its_path(
    uri: str, year: int | None, in_report: bool
) -> None:
    page = read_page(uri, "")
    assert (page.year, page.in_report, page.path) == (year, in_report, f"docs/{uri}")


@pytest.mark.parametrize(
    ("body", "shown"),
    [
        ("Năm {{ nam }}, {{nam}}.", "Năm 2022, 2022."),
        ("`{{ nam }}`", "`2022`"),
        ("{% raw %}{{ nam }}{% endraw %} {{ nam }}", "{{ nam }} 2022"),
        ("{%- raw -%}\n{{ a\n{%- endraw -%}", "\n{{ a\n"),
        ("{% raw %}{%+ endraw %}{{ nam }}", "2022"),
        ("{% raw %}{{ a\n{%- endraw +%}{{ nam }}{% raw %}{% endraw %}", "{{ a\n2022"),
        ("{ nam } { #neo } 5 %", "{ nam } { #neo } 5 %"),
    ],
)
def test_calls_are_replaced_and_all_else_stays(body: str, shown: str) -> None:
    assert filled(body) == (shown, [])


@pytest.mark.parametrize(
    ("tag", "code"),
    [
        ("{{ sai }}", "khong-co-macro"),
        ("{{ so( }}", "macro-viet-sai"),
        ("{{ }}", "macro-viet-sai"),
        ("{{ nam", "dau-macro-le"),
        ("nam }}", "dau-macro-le"),
        ("{% if nam %}", "lenh-trong-trang"),
        ("{% endraw %}", "lenh-trong-trang"),
        ("{% raw %}", "lenh-trong-trang"),
        ("# A {#neo}", "chu-thich-khuon-mau"),
    ],
)
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_a_mistake_in_a_page_has_its_line_and_stays_in_the_text(
    tag: str, code: str, newline: str
) -> None:
    body = newline.join(["# Đầu", "", "{{ nam }}", tag, "cuối"])
    text, problems = filled(body)
    assert [(one.path, one.line, one.code) for one in problems] == [(f"docs/{URI}", 4, code)]
    assert text == body.replace("{{ nam }}", "2022", 1)


def test_lines_are_counted_from_the_top_of_the_file_not_below_the_front_matter() -> None:
    text = "---\ntitle: a\n---\n\n{{ sai }} có 5\n"
    assert [one.line for one in filled(text)[1]] == [5]
    assert [one.line for one in page_of(text)] == [5]


def test_the_consequence_of_a_mistake_elsewhere_is_not_reported_again() -> None:
    assert filled("{{ im }}") == ("{{ im }}", [])


@pytest.mark.parametrize(
    ("body", "digits"),
    [
        ("Có 955 người", "955"),
        ("ngày 24/02/2022.", "24/02/2022"),
        ("giai đoạn 2021–2025", "2021–2025"),
        ("đạt 27,568%", "27,568"),
        ("Nghị quyết 30a", "30"),
        ("# Phần 1", "1"),
        ("1. mục", "1"),
        ("| 5 |", "5"),
        ("H2O", "2"),
        ("số ٣", "٣"),
        ("[bảng 5](a.md)", "5"),
        ("![hình 6](a.png)", "6"),
        ('<b title="7">x</b>', "7"),
    ],
)
def test_a_digit_that_a_reader_sees_must_come_from_data(body: str, digits: str) -> None:
    (problem,) = page_of(f"\n{body}\n")
    assert (problem.line, problem.code) == (2, "so-go-tay")
    assert f"“{digits}”" in problem.message


@pytest.mark.parametrize(
    "body",
    [
        "không có số nào",
        '{{ so("a-1.b2.c3", nam=2021) }}',
        "`955`",
        "``a ` 5``",
        "```\n955\n```",
        "~~~ {.py hl_lines='1'}\n5\n~~~",
        "[trang](../2021/a-1.md#b2)",
        "![ảnh](anh-1.png)",
        "chú thích[^1]",
        "[a]: http://a.b/2022",
        "<https://a.b/2022>",
        "{% raw %}\n5\n{% endraw %}",
    ],
)
def test_digits_of_code_calls_and_addresses_are_free(body: str) -> None:
    assert page_of(body) == []


@pytest.mark.parametrize(
    "body",
    [
        '<td colspan="{}">ô</td>',
        'Câu <span class="lop-{}">chữ</span> và <img src="{}.png" alt="hình" width={}>.',
        '<h2 id="muc-{}">Mục</h2>',
        '<div class="cot-{}" markdown="1">\n\n> <b\n> class="{}">chữ</b>\n\n</div>',
        '<h3 markdown="1" title="Tên">Mục</h3>',
    ],
)
def test_digits_in_a_tag_are_no_figures_a_reader_sees(body: str) -> None:
    assert page_of(body.replace("{}", "3")) == []


@pytest.mark.parametrize("name", ["title", "alt"])
@pytest.mark.parametrize("around", ["{}", "Câu {}.", "<p>{}</p>", '<div markdown="1">{}</div>'])
def test_digits_in_the_words_of_a_tag_are_typed_digits(name: str, around: str) -> None:
    tag = f'<img class="x5" {name}="Có 955 hộ" src="3.png">'
    (found,) = page_of(around.replace("{}", tag))
    assert dict(found.fields)["number"] == "955"


def test_each_line_with_typed_digits_is_reported_once() -> None:
    assert [one.line for one in page_of("1 2\r\n\r\na\r\n3 4\n5\r6")] == [1, 4, 5, 6]


@anything
@given(pages | pages.map("---\n{}\n---\n5 {{{{ nam }}}}".format))
@example("---\n0: 5\n---\n\r\r\n5")
def test_no_page_is_worse_than_a_mistake_and_each_digit_is_on_its_line(text: str) -> None:
    try:
        page = read_page(URI, text)
    except Mistake:
        return
    lines = lines_of(text)
    digits = list(typed_digits(page))
    for one in digits:
        number = dict(one.fields)["number"]
        assert re.search(r"\d", number)
        assert number in lines[one.line - 1]
    assert [one.line for one in digits] == sorted({one.line for one in digits})
    for one in fill(page, answer).problems:
        assert re.search(r"\{[{%#]|\}\}", lines[one.line - 1])


@anything
@given(st.text())
def test_a_page_without_braces_is_shown_as_it_was_typed(text: str) -> None:
    body = text.translate(str.maketrans("", "", "{}"))
    if not body.startswith("---"):
        assert filled(body) == (body, [])


@pytest.mark.parametrize(
    ("heading", "anchor"),
    [
        ("Đê điều năm 2022", "de-dieu-nam-2022"),
        ("Phòng, chống COVID–19!", "phong-chong-covid-19"),
        ("  Ủy ban   nhân dân ", "uy-ban-nhan-dan"),
        ("ƯỚC, ước, Ỷ", "uoc-uoc-y"),
        ("…", ""),
    ],
)
def test_the_anchor_of_a_heading_is_its_words_without_diacritics(heading: str, anchor: str) -> None:
    assert slug(heading) == anchor


@anything
@given(st.text() | st.text(alphabet=printable + "đĐăâêôơưạảẤỹ"))
def test_every_anchor_can_be_typed_on_any_keyboard(heading: str) -> None:
    assert re.fullmatch(r"([a-z0-9]+(-[a-z0-9]+)*)?", slug(heading))


@pytest.mark.parametrize("source", ["so({[1]})", "so({[]: 1})"])
def test_a_set_or_dict_of_lists_in_a_call_is_a_mistake(source: str) -> None:
    with pytest.raises(Mistake, match="macro viết sai"):
        parse_call(source)


@pytest.mark.parametrize("line", ["date: 2022-02-30", "so: 0x_"])
def test_front_matter_with_an_impossible_date_or_number_is_a_mistake(line: str) -> None:
    with pytest.raises(Mistake, match="phần đầu trang"):
        read_page("a.md", f"---\n{line}\n---\n")


def test_digits_between_backticks_of_two_paragraphs_are_typed_digits() -> None:
    page = read_page(PAGE, "Dấu ` một.\n\nCó 955 người.\n\nDấu ` hai.\n")
    assert [problem.line for problem in typed_digits(page)] == [3]
