"""The site that stands there is left where a build would write it again, and only there."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig

from report.kept import fingerprint
from report.site import standing
from report.site.mkdocs.standing import standing_site
from report.site.standing import KEPT_RECORDS, Making, StandingSite
from tests.faults import unix
from tests.office import office
from tests.sites import PUBLISHED, ROOT, build, make_office
from tests.sources.test_history import git

SAID = "Không có lỗi; 1 cảnh báo."
PAGE = "docs/bao-cao/2022/index.md"
BARE = {"docs/index.md": "", "data/don-vi.yaml": ""}
HOOK = "def on_env(env, config, files):\n    return env\n"
EXTENSION = "from markdown.extensions.abbr import makeExtension\n"
OTHER = "INHERIT: mkdocs.yml\nmarkdown_extensions: [them.a]\n"


def add(path: str, text: str = "thêm\n") -> Callable[[Path], None]:
    """A change: more text at the end of a file, which may be new."""

    def change(root: Path) -> None:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        with (root / path).open("a", encoding="utf-8") as file:
            file.write(text)

    return change


def commit(root: Path) -> None:
    """A commit: pages and documents have its day."""
    git(root, "add", "data")
    git(root, "commit", "-m", "Một", day="2023-01-05")


def lead_elsewhere(path: str) -> Callable[[Path], None]:
    """A change: a link in the place of a file."""

    def change(root: Path) -> None:
        (root / path).rename(root / "elsewhere")
        (root / path).symlink_to(root / "elsewhere")

    return change


def standing_in(root: Path, settings: str = "cài đặt") -> StandingSite:
    """What a build knows of the site of an office before it begins."""
    code = (root / "hooks.py", root / "khuon-mau")
    return StandingSite(Making(root, settings, code), root / "site")


@pytest.fixture
def published(tmp_path: Path) -> Path:
    """An office whose site has been published."""
    office(tmp_path)
    git(tmp_path, "init", "-b", "main")
    for path in ("hooks.py", "khuon-mau/main.html", "site/index.html", "site/a/index.html"):
        add(path)(tmp_path)
    build_here(tmp_path)
    return tmp_path


def build_here(root: Path) -> None:
    """What a build does around its work."""
    one = standing_in(root)
    assert one.said() is None
    one.record(root / "site", SAID)


def test_it_is_left_and_what_the_check_said_is_kept(published: Path) -> None:
    assert standing_in(published).said() == SAID


def test_it_is_left_without_what_reads_and_builds() -> None:
    code = "import sys, report.site.mkdocs.events; print(*sys.modules, sep='\\n')"
    run = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    loaded = set(run.stdout.split())
    assert "report.site.mkdocs.standing" in loaded
    assert loaded.isdisjoint({"report.edition.edition", "mkdocs.livereload", "tinycss2", "PIL"})


CHANGES = {
    "a cell": add("data/2022/cay-trong.csv", "khoai,Khoai,1,1,0,,,,\n"),
    "a new page": add("docs/moi.md"),
    "a page": add(PAGE),
    "a deleted page": lambda root: (root / PAGE).unlink(),
    "a renamed page": lambda root: (root / PAGE).rename(root / "docs/khac.md"),
    "an empty folder": lambda root: (root / "docs/rong").mkdir(),
    "hooks": add("hooks.py"),
    "a template": add("khuon-mau/main.html"),
    "history": commit,
    "a page of the site": add("site/a/index.html"),
    "one file more in the site": add("site/b.html"),
    "one file less in the site": lambda root: (root / "site/a/index.html").unlink(),
    "an empty folder in the site": lambda root: (root / "site/rong").mkdir(),
    "no site": lambda root: (root / "site").rename(root / "cu"),
    "a damaged record": lambda root: damage(root),
}


def damage(root: Path) -> None:
    """Another byte at the end of each record."""
    for path in (root / KEPT_RECORDS).iterdir():
        path.write_bytes(path.read_bytes()[:-1] + b"?")


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
def test_another_is_made_where_anything_differs(
    published: Path, change: Callable[[Path], None]
) -> None:
    change(published)
    assert standing_in(published).said() is None


@unix
@pytest.mark.parametrize("path", [PAGE, "site/a/index.html", "khuon-mau/main.html"])
def test_where_a_link_leads_nobody_knows(published: Path, path: str) -> None:
    lead_elsewhere(path)(published)
    assert standing_in(published).said() is None


def test_settings_tools_and_the_time_of_the_sources_count(
    published: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert standing_in(published, "khác").said() is None
    with monkeypatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", "1000000000")
        assert standing_in(published).said() is None
    with monkeypatch.context() as patch:
        patch.setattr(standing, "code_and_tools", lambda: "another version")
        assert standing_in(published).said() is None
    assert standing_in(published).said() == SAID


@unix
def test_a_site_of_which_no_record_can_be_made_is_published_all_the_same(published: Path) -> None:
    lead_elsewhere("site/a/index.html")(published)
    one = standing_in(published)
    assert one.said() is None
    one.record(published / "site", SAID)
    assert standing_in(published).said() is None


def test_code_that_changes_during_a_build_leaves_no_record(
    published: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    add("docs/moi.md")(published)
    one = standing_in(published)
    assert one.said() is None
    with monkeypatch.context() as patch:
        patch.setattr(fingerprint, "digest_of_files", lambda *_: "another version")
        one.record(published / "site", SAID)
    fingerprint.code_and_tools.cache_clear()
    assert standing_in(published).said() is None


def test_sources_that_change_during_a_build_leave_no_record(published: Path) -> None:
    add("docs/moi.md")(published)
    one = standing_in(published)
    assert one.said() is None
    add(PAGE)(published)
    one.record(published / "site", SAID)
    text = (published / PAGE).read_text("utf-8").removesuffix("thêm\n")
    (published / PAGE).write_text(text, "utf-8")  # as it was when that build began
    assert standing_in(published).said() is None


def test_a_second_build_ends_at_once(site_sources: Path, site: Path) -> None:
    made = (site / "index.html").stat()
    again = build(site_sources, site, PUBLISHED)
    assert again.status == 0, again.output
    assert again.output.endswith("vẫn đúng, giữ nguyên.\n")
    assert os.path.samestat(made, (site / "index.html").stat())


def as_asked(name: str) -> MkDocsConfig:
    """The settings as `mkdocs build -f` reads them."""
    with Path(name).open("rb") as file:
        return load_config(file)


@pytest.mark.parametrize(
    "settings",
    [
        "plugins: {search: {}, macros: {module_name: macros, modules: [pandas]}}\n",
        "plugins: {search: {}, tags: {}, macros: {module_name: macros}}\n",
        "docs_dir: khac\n",
        "hooks: [khac.py]\n",
    ],
)
def test_what_reads_more_than_the_sources_builds_each_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, settings: str
) -> None:
    folder = make_office(tmp_path, BARE | {"khac/index.md": "", "khac.py": HOOK})
    monkeypatch.chdir(folder)
    assert standing_site(as_asked("mkdocs.yml")) is not None
    (folder / "other.yml").write_text(f"INHERIT: mkdocs.yml\n{settings}", "utf-8")
    assert standing_site(as_asked("other.yml")) is None


def test_settings_count_with_what_they_inherit_and_the_variables_that_they_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = make_office(tmp_path, BARE | {"them/a.py": EXTENSION, "other.yml": OTHER})
    monkeypatch.syspath_prepend(folder)

    def made_of() -> str:
        one = standing_site(load_config(str(folder / "other.yml")))
        assert one is not None
        return one.making.fingerprint()

    first = made_of()
    assert first == made_of()
    seen = {first}
    monkeypatch.setenv("REVISION", "abc")
    seen.add(made_of())
    add("mkdocs.yml", "copyright: A\n")(folder)
    seen.add(made_of())
    add("mkdocs.yml", "# a line more, which the check's messages count\n")(folder)
    seen.add(made_of())
    add("them/a.py", "# other code\n")(folder)
    seen.add(made_of())
    assert len(seen) == 5
