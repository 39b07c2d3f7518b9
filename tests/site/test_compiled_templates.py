"""Templates are compiled once for all builds that rest on the same, and never taken otherwise."""

from pathlib import Path

from jinja2 import DictLoader, Environment

from report.kept.store import Store
from report.site.mkdocs.compiled_templates import CompiledTemplates


def compiled(folder: Path, ground: str, text: str) -> int:
    """How many templates a build compiles which has one, of this text."""
    kept = Store(folder)
    templates = CompiledTemplates(kept, ground)
    loader = DictLoader({"a.html": text})
    env = Environment(loader=loader, bytecode_cache=templates, autoescape=True)
    assert env.get_template("a.html").render(name="B") == text.replace("{{ name }}", "B")
    templates.put()
    kept.keep()
    return int(templates.is_changed)


def test_a_template_is_compiled_once(tmp_path: Path) -> None:
    assert compiled(tmp_path, "site", "{{ name }}")
    assert not compiled(tmp_path, "site", "{{ name }}")


def test_another_text_or_other_code_is_compiled_anew(tmp_path: Path) -> None:
    assert compiled(tmp_path, "site", "{{ name }}")
    assert compiled(tmp_path, "other site", "{{ name }}")
    assert compiled(tmp_path, "site", "{{ name }}!")


def test_where_not_all_is_known_nothing_is_kept(tmp_path: Path) -> None:
    assert compiled(tmp_path, "", "{{ name }}")
    assert compiled(tmp_path, "", "{{ name }}")
    assert not [*tmp_path.iterdir()]


def test_what_is_damaged_is_not_run(tmp_path: Path) -> None:
    assert compiled(tmp_path, "site", "{{ name }}")
    pack = next(tmp_path.iterdir())
    content = bytearray(pack.read_bytes())
    content[20] ^= 1
    pack.write_bytes(content)
    assert compiled(tmp_path, "site", "{{ name }}")
