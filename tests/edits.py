"""An office to edit again and again, and edits of all kinds, each by a source of chance.

An edit may leave the office with a mistake, as an editor's may; then no site comes of it.
"""

import os
import random
import re
from collections.abc import Callable
from pathlib import Path

from tests.office import HEAD, site_files
from tests.sites import make_office
from tests.sources.test_history import git

TABLE, PAGE = "data/2022/cay-trong.csv", "docs/bao-cao/2022/trang.md"
FRONT, EXTRA, RULES = "docs/index.md", "docs/them.md", "data/2022/doi-chieu.yaml"
DESCRIPTION, OFFICE, CONFIG = "data/2022/datapackage.yaml", "data/don-vi.yaml", "mkdocs.yml"
TEMPLATE = "khuon-mau/partials/copyright.html"
OWN_TEMPLATES = "theme:\n  custom_dir: khuon-mau\n"
NAVIGATION = """\
nav:
  - Trang chủ: index.md
  - Báo cáo: bao-cao/
  - Số liệu: so-lieu/
  - Văn bản:
      - van-ban/index.md
  - Thêm: them.md
"""
FILES = {
    FRONT: f'{HEAD}# Xã Mẫu\n\n{{{{ van_ban("qd-1") }}}}: '
    '{{ so("cay-trong.lua.so_ho", don_vi=True) }}'
    " [vụ xuân](bao-cao/2022/trang.md#vu-xuan).\n\nCòn {{ ty_le('cay-trong.ngo.so_ho', "
    "'cay-trong.lua.so_ho') }}.\n\n{{ bieu_do('cay-trong', cot='so_ho') }}\n",
    EXTRA: f"{HEAD}# Thêm\n\nTrang này còn bỏ được.\n",
    RULES: "quy_tac:\n  - {id: so-cay, cau: Trồng ba cây., loai: khong_qua, "
    "bang: cay-trong.ngo.so_ho, toi_da: cay-trong.lua.so_ho}\n",
    TEMPLATE: "<p>{{ config.copyright }}</p>\n",
}
WORDS = ("lúa", "ngô", "khoai", "sắn", "mía", "lạc", "đậu", "vừng", "chè", "hồi", "quế", "trúc")
Edit = Callable[[random.Random, Path], None]


def office_to_edit(folder: Path, *, printed: bool) -> Path:
    """The office, in a repository with one commit; one that is not `printed` has no documents."""
    files = site_files() | FILES
    if not printed:
        files = {path: text for path, text in files.items() if not path.endswith("bo-cuc.yaml")}
    folder.mkdir()
    make_office(folder, files)
    with (folder / CONFIG).open("a", encoding="utf-8") as config:
        config.write(NAVIGATION)
    git(folder, "init", "-q", "-b", "main")
    commit(random.Random(0), folder)
    return folder


def words(chance: random.Random) -> str:
    """Some words."""
    return " ".join(chance.choices(WORDS, k=3))


def in_file(path: str, change: Callable[[random.Random, str], str]) -> Edit:
    """An edit of the text of one file, where it is there."""

    def edit(chance: random.Random, folder: Path) -> None:
        if (folder / path).is_file():
            text = change(chance, (folder / path).read_text("utf-8"))
            (folder / path).write_text(text, "utf-8")

    return edit


def number_in_cell(chance: random.Random, table: str) -> str:
    """Another number of households in a row."""
    row = chance.choice(["Lúa", "Ngô"])
    return re.sub(rf"({row},)\d+", rf"\g<1>{chance.randrange(1, 2000)}", table)


def row_more_or_less(chance: random.Random, table: str) -> str:
    """One more row at the end, or the last one of those that came so less."""
    rows = table.splitlines()
    if rows[-1].startswith("them-") and chance.random() < 0.5:
        return "\n".join([*rows[:-1], ""])
    number = chance.randrange(10**6)
    return "\n".join([*rows, f"them-{number},Cây {number},{number},1,0,,,,", ""])


def sentence(chance: random.Random, page: str) -> str:
    """One more sentence at the end of a page."""
    return f"{page}\n{words(chance).capitalize()}.\n"


def heading(chance: random.Random, page: str) -> str:
    """Other words of the heading that a link leads to."""
    return re.sub(r"## Vụ .*", f"## Vụ {chance.choice(['xuân', 'hè', 'thu'])}", page)


def link(chance: random.Random, page: str) -> str:
    """Another anchor that a link leads to."""
    return re.sub(r"#vu-\w+", f"#vu-{chance.choice(['xuan', 'he', 'thu'])}", page)


def title(chance: random.Random, page: str) -> str:
    """Another title, which stands in menus and cards."""
    return re.sub(r"(?m)^title: .*", f"title: Trang {words(chance)}", page, count=1)


def name_of_office(chance: random.Random, office: str) -> str:
    """Another name of the site."""
    return re.sub(r"(?m)^trang: .*", f"trang: Báo cáo {words(chance)}", office)


def entry(chance: random.Random, config: str) -> str:
    """Another name in the navigation."""
    return re.sub(r"(?m)^  - \S.*: them.md", f"  - {words(chance).capitalize()}: them.md", config)


def order(chance: random.Random, config: str) -> str:
    """The first two entries of the navigation in turn."""
    head, _, nav = config.partition("nav:\n")
    first, second, *rest = nav.splitlines(keepends=True)
    return f"{head}nav:\n{second}{first}{''.join(rest)}" if chance.random() < 0.9 else config


def template(chance: random.Random, text: str) -> str:
    """Other words in a template of the office."""
    return text.replace("<p>", f"<p>{words(chance)} ")


def own_templates(_: random.Random, config: str) -> str:
    """Templates of the office's own where it had none; none where it had."""
    without = config.replace(OWN_TEMPLATES, "")
    return without if without != config else config.replace("nav:\n", f"{OWN_TEMPLATES}nav:\n")


def rule(chance: random.Random, text: str) -> str:
    """Other words of a rule."""
    return re.sub(r"cau: [^,]*", f"cau: Trồng {words(chance)}.", text)


def text_kind(chance: random.Random, table: str) -> str:
    """Whose words the report has."""
    return re.sub(r"Bài viết,.*", f"Bài viết,{chance.choice(['nguyên văn', 'biên tập'])}", table)


def named(chance: random.Random, text: str) -> str:
    """Another title of the table."""
    return text.replace('"title": "Cây trồng"', f'"title": "{words(chance)}"').replace(
        '"Bảng cay-trong"', f'"Bảng {words(chance)}"'
    )


def heading_and_link(chance: random.Random, folder: Path) -> None:
    """Other words of the heading, and the link that leads to it."""
    same = chance.randrange(10**6)
    in_file(PAGE, heading)(random.Random(same), folder)
    in_file(FRONT, link)(random.Random(same), folder)


def deleted_page(chance: random.Random, folder: Path) -> None:
    """A page less, or again there; its entry in the navigation goes with it."""
    config = (folder / CONFIG).read_text("utf-8")
    if (folder / EXTRA).is_file():
        (folder / EXTRA).unlink()
        config = re.sub(r"(?m)^  - .*: them.md\n", "", config)
    else:
        (folder / EXTRA).write_text(sentence(chance, FILES[EXTRA]), "utf-8")
        config += "  - Thêm: them.md\n"
    (folder / CONFIG).write_text(config, "utf-8")


def renamed_table(chance: random.Random, folder: Path) -> None:
    """Another name of a table, wherever it stands; or the one from before."""
    old, new = "cay-trong", f"cay-{chance.choice(['lua', 'mau', 'nha'])}"
    table = next((folder / "data/2022").glob("cay-*.csv"))
    old, new = (table.stem, new if table.stem == "cay-trong" else "cay-trong")
    for path in (folder / DESCRIPTION, folder / RULES, folder / PAGE, folder / FRONT):
        path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")
    table.rename(table.with_stem(new))


def commit(chance: random.Random, folder: Path) -> None:
    """A commit of all that stands there, on some day."""
    day = f"2023-{chance.randrange(1, 13):02}-05"
    git(folder, "add", "data", "docs", day=day)
    git(folder, "commit", "-q", "--allow-empty", "-m", "Sửa", day=day)


def address(chance: random.Random, folder: Path) -> None:
    """Another address of the site, of which the settings say nothing but a variable's name."""
    assert (folder / CONFIG).is_file()
    os.environ["SITE_URL"] = f"https://vi-du.example/{chance.randrange(3)}/"


def touched_site(chance: random.Random, folder: Path) -> None:
    """Somebody has written into the site, or removed something of it."""
    files = sorted(path for path in (folder / "site").rglob("*") if path.is_file())
    one = chance.choice(files)
    if chance.random() < 0.5:
        one.write_bytes(one.read_bytes() + b"?")
    else:
        one.unlink()


def damaged_cache(chance: random.Random, folder: Path) -> None:
    """What is kept is damaged in places."""
    for one in sorted(path for path in (folder / ".cache").rglob("*") if path.is_file()):
        content = bytearray(one.read_bytes())
        for _ in range(5):
            content[chance.randrange(len(content))] ^= 1
        one.write_bytes(chance.choice([b"", content[:-1], content, content]))


def nothing(chance: random.Random, folder: Path) -> None:
    """No edit at all."""


EDITS: dict[str, Edit] = {
    "cell": in_file(TABLE, number_in_cell),
    "row": in_file(TABLE, row_more_or_less),
    "rule": in_file(RULES, rule),
    "sentence": in_file(PAGE, sentence),
    "sentence of the front page": in_file(FRONT, sentence),
    "heading": in_file(PAGE, heading),
    "link to it": in_file(FRONT, link),
    "heading and link": heading_and_link,
    "title": in_file(PAGE, title),
    "name of the office": in_file(OFFICE, name_of_office),
    "navigation": in_file(CONFIG, entry),
    "order of the navigation": in_file(CONFIG, order),
    "own templates": in_file(CONFIG, own_templates),
    "template": in_file(TEMPLATE, template),
    "kind of the text": in_file("data/2022/bao-cao.csv", text_kind),
    "title of a table": in_file(DESCRIPTION, named),
    "deleted page": deleted_page,
    "renamed table": renamed_table,
    "commit": commit,
    "address": address,
    "touched site": touched_site,
    "damaged cache": damaged_cache,
    "nothing": nothing,
}
