"""Content is inert: nothing in it is run, followed, fetched or put where the site's own stands."""

import io
import os
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import pytest
from jinja2 import TemplateError

from report.downloads.files import site_files
from report.downloads.form import FORM_PATH
from report.edition.allowed_files import MADE_BY_THE_SITE
from report.edition.checks import check
from report.edition.edition import read_edition
from report.figures.macros import USAGE
from report.official.pandoc import read_html, run_pandoc, tree
from report.site.data_pages import data_pages
from report.site.feeds import feeds
from report.site.message_pages import message_pages
from report.site.mkdocs.rendering import sandboxed
from report.sources.addresses import DOCUMENTS_FOLDER
from tests.office import FILES, HEAD, office
from tests.office import site_files as whole_site
from tests.sites import ROOT, build, make_office

RUN = "{{ cycler.__init__.__globals__.os.system('touch da-chay') }}"
MARKER = "da-chay"
# The miniature office without the register of documents, whose links need more pages.
SITE = {path: text for path, text in FILES.items() if "chung" not in path and "van-ban" not in path}
SITE["docs/index.md"] = f"{HEAD}# Xã Mẫu\n\nNăm {{{{ nam }}}}.\n"


def said(folder: Path, path: str, text: str) -> list[str]:
    """What the check says of one file of the miniature office, each with its line."""
    problems = check(office(folder, {path: text}))
    return [f"{one.line}: {one.message}" for one in problems if one.path == path]


def test_no_code_runs_in_a_build_wherever_it_stands(tmp_path: Path) -> None:
    """In a raw block, the title of a table, and the menu."""
    described = FILES["data/2022/datapackage.yaml"].replace("Bảng cay-trong", RUN)
    files = {
        **SITE,
        "data/2022/datapackage.yaml": described,
        "docs/index.md": SITE["docs/index.md"] + f"\n{{% raw %}}{RUN}{{% endraw %}}\n",
        "docs/muc.md": f"{HEAD}# Mục\n",
    }
    folder = make_office(tmp_path, files)
    with (folder / "mkdocs.yml").open("a", encoding="utf-8") as config:
        config.write(f'validation: {{nav: {{omitted_files: info}}}}\nnav: [{{"{RUN}": muc.md}}]\n')
    result = build(folder, folder / "site")
    assert not (folder / MARKER).exists()
    assert result.status == 0, result.output
    assert "cycler" in (result.site / "index.html").read_text("utf-8")
    assert "cycler" in (result.site / "so-lieu/2022/cay-trong/index.html").read_text("utf-8")


@pytest.mark.parametrize(
    "end", ["{%+ endraw %}", "{%- endraw +%}", "{%endraw%}", "{%\nendraw\t-%}", "{% endraw %}"]
)
def test_what_ends_a_raw_block_for_the_template_engine_ends_it_for_the_check(
    tmp_path: Path, end: str
) -> None:
    body = f"{HEAD}# A\n\n{{% raw %}}{end}{RUN}{{% raw %}}{{% endraw %}}\n"
    (found,) = said(tmp_path, "docs/a.md", body)
    assert "macro viết sai" in found


def test_braces_in_front_matter_are_a_problem_at_their_line(tmp_path: Path) -> None:
    text = HEAD.replace("title: Trang", f'title: "{RUN}"') + "# A\n"
    (found,) = said(tmp_path, "docs/a.md", text)
    assert found.startswith("2: macro viết sai")
    other = HEAD.replace("title: Trang", f'title: Trang\nbieu_mau: "{RUN}"') + "# A\n"
    (found,) = said(tmp_path, "docs/a.md", other)
    assert found.startswith("3: mục “bieu_mau” ở đầu trang có dấu “{{”")


@pytest.mark.parametrize(
    "source",
    [
        RUN,
        "{{ nam.__globals__ }}",
        "{{ nam | attr('__globals__') }}",
        "{{ config }}",
        "{{ range(9) }}",
        "{% include 'index.md' %}",
    ],
)
def test_the_template_engine_knows_the_macros_alone(source: str) -> None:
    engine = sandboxed(dict.fromkeys(USAGE, lambda: "2022"))
    assert engine.from_string("{{ nam() }}").render() == "2022"
    with pytest.raises((TemplateError, TypeError)):
        engine.from_string(source).render()


@pytest.mark.parametrize("ending", [".markdown", ".mdown", ".mkdn", ".mkd", ".MD", ".Markdown"])
def test_a_page_under_another_ending_is_refused(tmp_path: Path, ending: str) -> None:
    path = f"docs/so/x{ending}"
    message = f"1: bài viết có đuôi “{ending}”, trang web chỉ nhận đuôi “.md”"
    assert said(tmp_path, path, f"{HEAD}# A\n\n{RUN}\n") == [message]


ELSEWHERE = "nội dung ngoài dự án"


@pytest.mark.parametrize(
    ("link", "target"),
    [
        ("docs/x.txt", "../ngoai/mat.txt"),
        ("docs/trang.md", "../ngoai/mat.txt"),
        ("docs/thu-muc", "../ngoai"),
        ("docs/vong", ".."),
        ("docs/zero.txt", "/dev/zero"),
        ("docs/mat.txt", "khong-co"),
        ("docs/.an/x.txt", "../../ngoai/mat.txt"),
        ("data/2023", "2022"),
        ("data/2022/mat.csv", "../../ngoai/mat.txt"),
        ("data/don-vi.yaml", "../ngoai/mat.txt"),
        ("docs", "ngoai"),
        ("data", "ngoai"),
    ],
)
def test_a_link_to_another_place_is_refused_and_not_followed(
    tmp_path: Path, link: str, target: str
) -> None:
    office(tmp_path)
    (tmp_path / "ngoai").mkdir()
    (tmp_path / "ngoai/mat.txt").write_text(f"---\na: {ELSEWHERE}\n---\n", "utf-8")
    (tmp_path / "ngoai/mat.md").write_text(ELSEWHERE, "utf-8")
    place = tmp_path / link
    if place.exists():
        place.rename(tmp_path / "cu")
    place.parent.mkdir(exist_ok=True)
    place.symlink_to(target)
    edition = read_edition(tmp_path)
    message = "tệp hoặc thư mục này chỉ là liên kết (symlink) đến chỗ khác"
    assert [(one.path, one.line) for one in check(edition) if one.message == message] == [(link, 1)]
    assert ELSEWHERE not in str(edition)


@pytest.mark.parametrize(
    "path",
    [
        "docs/so-lieu/2022/doi-chieu.md",
        "docs/So-Lieu/2022/index.md",
        "docs/so-lieu/2022/doi-chieu/index.html",
        "docs/tai-ve/bao-cao-2022.pdf",
        "docs/bien-tap/thong-bao/tep.md",
        "docs/feed.xml",
    ],
)
def test_nothing_stands_where_the_site_puts_its_own(tmp_path: Path, path: str) -> None:
    (found,) = said(tmp_path, path, f"{HEAD}# A\n")
    assert found.endswith("là chỗ của tệp do trang web tự làm ra")


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such names")
@pytest.mark.parametrize(
    ("name", "shown"),
    [
        (b"docs/a\x01b.md", r"docs/a\x01b.md"),
        (b"docs/a\nb.md", r"docs/a\nb.md"),
        (b"data/2022/\xff.csv", r"data/2022/\udcff.csv"),
    ],
)
def test_a_name_that_nobody_can_read_is_a_problem_and_no_traceback(
    tmp_path: Path, name: bytes, shown: str
) -> None:
    office(tmp_path)
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + name)).write_text("", "utf-8")
    command = [sys.executable, "-m", "report", "check", "--root", str(tmp_path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (1, b"")
    assert f"{shown}:1: tên tệp hoặc thư mục có ký tự không nhìn thấy" in done.stdout.decode()


def test_a_page_beside_such_a_place_is_welcome(tmp_path: Path) -> None:
    assert said(tmp_path, "docs/so-lieu-la-gi.md", f"{HEAD}# A\n") == []


def test_every_place_of_a_made_file_is_known(tmp_path: Path) -> None:
    edition = office(tmp_path, {**whole_site(), "docs/bien-tap/index.md": f"{HEAD}# Biên tập\n"})
    made = [*data_pages(edition), *message_pages(edition), *feeds(edition, {}, "https://a.b/")]
    made += [*site_files(edition), FORM_PATH, f"{DOCUMENTS_FOLDER}/a.pdf"]
    places = tuple(f"{place}/" for place in MADE_BY_THE_SITE)
    assert [path for path in made if not f"{path}/".startswith(places)] == []


EMBEDDED = (
    '<iframe src="{}"></iframe>',
    '<object data="{}"></object>',
    '<embed src="{}">',
    '<video src="{}" poster="{}"></video>',
    '<img src="{}" alt="hình">',
)


@pytest.fixture
def asked() -> Iterator[tuple[str, list[str]]]:
    """The address of a server, and what it is asked for."""
    paths: list[str] = []

    class Listener(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            paths.append(self.path)
            self.send_error(404)

        def log_message(self, *args: object) -> None:
            """Say nothing of each request."""

    with HTTPServer(("127.0.0.1", 0), Listener) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/", paths
        server.shutdown()


def test_a_document_fetches_nothing_and_takes_no_file_of_the_machine(
    tmp_path: Path, asked: tuple[str, list[str]]
) -> None:
    address, paths = asked
    (tmp_path / "ngoai.html").write_text(f"<p>{ELSEWHERE}</p>", "utf-8")
    for target in (address, str(tmp_path / "ngoai.html"), (tmp_path / "ngoai.html").as_uri()):
        blocks = read_html("".join(html.replace("{}", target) for html in EMBEDDED))
        for kind in ("docx", "odt", "epub3"):
            made = run_pandoc(["-f", "json", "-t", kind, "-o", "-"], tree(blocks))
            with zipfile.ZipFile(io.BytesIO(made)) as archive:
                parts = [archive.read(name) for name in archive.namelist()]
            assert not any(ELSEWHERE.encode() in part for part in parts)
    assert paths == []
