"""Stylesheets and scripts: joined in order; what is published has no needless bytes."""

from pathlib import Path

import pytest

from report.site.theme.assets import (
    APART,
    SCRIPT,
    STYLESHEET,
    join_scripts,
    join_stylesheets,
)

FILES = {
    "assets/stylesheets/main.abc.css": ".a { color: red }\n.unused { color: blue }\n",
    "assets/stylesheets/extra.css": ".a { color: green }\n.made { top: 0 }\n.lunr { top: 1px }\n",
    "assets/javascripts/one.js": "// a remark\nvar one = 1;\n",
    "assets/javascripts/two.js": 'var two = "made";\n',
    "assets/javascripts/lunr/x.js": '"lunr"',
    **dict.fromkeys(APART, "// a remark\nvar search = 1;\n"),
}
SHEETS = ["assets/stylesheets/main.*.css", "assets/stylesheets/extra.css"]
SCRIPTS = ["assets/javascripts/one.js", "assets/javascripts/two.js"]


@pytest.fixture
def built(tmp_path: Path) -> Path:
    """A site as the engine leaves it."""
    for name, text in FILES.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    return tmp_path


def test_a_published_stylesheet_has_only_the_rules_of_pages_and_scripts_in_their_order(
    built: Path,
) -> None:
    join_stylesheets(built, SHEETS, {'<p class="a">'})
    css = (built / STYLESHEET).read_text("utf-8")
    assert css.index("red") < css.index("green") < css.index(".made")
    assert ".unused" not in css
    assert ".lunr" not in css, "a script that the site does not use is none of its scripts"
    assert [path.name for path in (built / STYLESHEET).parent.iterdir()] == ["site.css"]


def test_while_somebody_writes_all_rules_and_files_stay(built: Path) -> None:
    join_stylesheets(built, SHEETS, None)
    join_scripts(built, SCRIPTS, publish=False)
    both = FILES["assets/stylesheets/main.abc.css"] + FILES["assets/stylesheets/extra.css"]
    assert (built / STYLESHEET).read_text("utf-8") == both
    joined = FILES["assets/javascripts/one.js"] + FILES["assets/javascripts/two.js"]
    assert (built / SCRIPT).read_text("utf-8") == joined
    assert {name for name in FILES if (built / name).is_file()} == set(FILES)
    assert all((built / name).read_text("utf-8") == FILES[name] for name in APART)


def test_published_scripts_are_one_in_their_order_without_remarks(built: Path) -> None:
    join_scripts(built, SCRIPTS, publish=True)
    script = (built / SCRIPT).read_text("utf-8")
    assert script.index("one") < script.index("two")
    assert not any((built / name).exists() for name in SCRIPTS)
    for name in (SCRIPT, *APART):
        assert "remark" not in (built / name).read_text("utf-8")
    assert all("var search=1" in (built / name).read_text("utf-8") for name in APART)
