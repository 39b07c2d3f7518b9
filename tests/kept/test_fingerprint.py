"""Whatever could reach what is kept counts in its fingerprint."""

import copy
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from report.kept.fingerprint import code_and_tools, digest_of_files, files_below, fingerprint
from tests.sites import ROOT


def test_code_templates_fonts_and_libraries_count(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = files_below(ROOT / "report")
    names = {path.relative_to(ROOT / "report").as_posix() for path in package}
    assert {"official/pdf.py", "official/templates/report.typ"} < names
    assert any(name.endswith(".ttf") for name in names)
    (tmp_path / "a.py").write_text("1", "utf-8")
    one = digest_of_files(tmp_path, files_below(tmp_path))
    (tmp_path / "a.py").write_text("2", "utf-8")
    two = digest_of_files(tmp_path, files_below(tmp_path))
    (tmp_path / "a.py").rename(tmp_path / "b.py")
    three = digest_of_files(tmp_path, files_below(tmp_path))
    assert len({one, two, three}) == 3
    before = code_and_tools()
    code_and_tools.cache_clear()
    assert code_and_tools() == before
    (tmp_path / "typst-99.dist-info").mkdir()
    monkeypatch.syspath_prepend(tmp_path)
    code_and_tools.cache_clear()
    assert code_and_tools() != before
    code_and_tools.cache_clear()


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=3) | st.binary(max_size=3),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.tuples(inner, inner)
        | st.dictionaries(st.text(max_size=2), inner, max_size=3)
        | st.frozensets(st.integers() | st.text(max_size=2), max_size=3)
    ),
    max_leaves=12,
)


@given(VALUES, VALUES)
def test_other_values_have_other_fingerprints(one: object, two: object) -> None:
    first = fingerprint(one)
    if one != two:
        assert fingerprint(two) != first
    assert fingerprint(copy.deepcopy(one)) == first


def test_what_has_no_value_of_its_own_is_refused() -> None:
    with pytest.raises(TypeError, match="function"):
        fingerprint([test_what_has_no_value_of_its_own_is_refused])


def test_a_circle_ends() -> None:
    one: list[object] = [1]
    one.append(one)
    assert len(fingerprint(one)) == 64
