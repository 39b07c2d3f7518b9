"""Templates are compiled once for all builds that rest on the same, and never taken otherwise."""

from pathlib import Path

import pytest
from jinja2 import DictLoader, Environment

from report.site.mkdocs import compiled_templates
from report.site.mkdocs.compiled_templates import CompiledTemplates, code_folder


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where what is compiled is kept."""
    monkeypatch.setattr(compiled_templates, "code_folder", lambda: tmp_path)
    return tmp_path


def compiled(ground: str, text: str) -> int:
    """How many templates a build compiles which has one, of this text."""
    kept = CompiledTemplates(ground)
    env = Environment(loader=DictLoader({"a.html": text}), bytecode_cache=kept, autoescape=True)
    assert env.get_template("a.html").render(name="B") == text.replace("{{ name }}", "B")
    count = int(kept.is_changed)
    kept.keep()
    return count


def test_a_template_is_compiled_once(folder: Path) -> None:
    assert compiled("site", "{{ name }}")
    assert not compiled("site", "{{ name }}")
    assert len([*folder.iterdir()]) == 1


def test_another_text_or_other_code_is_compiled_anew(folder: Path) -> None:  # noqa: ARG001 - as above
    assert compiled("site", "{{ name }}")
    assert compiled("other site", "{{ name }}")
    assert compiled("site", "{{ name }}!")


def test_where_not_all_is_known_nothing_is_kept(folder: Path) -> None:
    assert compiled("", "{{ name }}")
    assert compiled("", "{{ name }}")
    assert not [*folder.iterdir()]


def test_what_is_damaged_is_not_run(folder: Path) -> None:
    assert compiled("site", "{{ name }}")
    pack = next(folder.iterdir())
    content = bytearray(pack.read_bytes())
    content[20] ^= 1
    pack.write_bytes(content)
    assert compiled("site", "{{ name }}")


def test_it_is_kept_only_where_python_writes_compiled_code(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.dont_write_bytecode", False)
    assert "__pycache__" in str(code_folder())
    monkeypatch.setattr("sys.dont_write_bytecode", True)
    assert code_folder() is None
