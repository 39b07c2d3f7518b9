"""Pictures as the site serves them, and files that it does not serve."""

import io
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from PIL import Image

from report.site.mkdocs.build import Build
from tests.images import KINDS, SVG, TURNED, picture, tells
from tests.office import site_files
from tests.sites import build, make_office


def test_a_served_picture_tells_nothing_of_place_camera_and_author(tmp_path: Path) -> None:
    files = site_files()
    names = [f"le-ky-ket{ending}" for ending in (*KINDS, ".svg")]
    page = "docs/bao-cao/2022/trang.md"
    shown = "\n\n".join(f"![Lễ ký kết]({name})" for name in names)
    folder = make_office(tmp_path, {**files, page: f"{files[page]}\n{shown}\n"})
    for name in names:
        ending = Path(name).suffix
        content = SVG.encode() if ending == ".svg" else picture(ending, orientation=TURNED)
        (folder / "docs/bao-cao/2022" / name).write_bytes(content)
    result = build(folder, folder / "site")
    assert result.status == 0, result.output
    served = {name: (result.site / "bao-cao/2022" / name).read_bytes() for name in names}
    assert [name for name, content in served.items() if tells(content)] == []
    for ending in KINDS:
        assert Image.open(io.BytesIO(served[f"le-ky-ket{ending}"])).size == (40, 60)
    files_of_site = [path for path in result.site.rglob("*") if path.is_file()]
    assert [path for path in files_of_site if tells(path.read_bytes())] == []


def test_a_file_that_came_after_the_check_is_not_published(tmp_path: Path) -> None:
    config = MkDocsConfig()
    config.load_dict({"site_name": "A", "docs_dir": str(tmp_path), "site_dir": str(tmp_path / "s")})
    files = Files(
        [
            File(name, str(place), config.site_dir, True)
            for place, name in (
                (tmp_path, "a.md"),
                (tmp_path, "b.js"),
                (tmp_path, "c.html"),
                (tmp_path / "theme", "d.js"),
            )
        ]
    )
    config.docs_dir = str(tmp_path)
    guarded = Build.__new__(Build)
    guarded.config = config
    guarded.guard_files(files)
    assert list(files.src_uris) == ["a.md", "d.js"]
