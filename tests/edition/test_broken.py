"""A small office full of mistakes: an editor is told of every one, in one run, in Vietnamese."""

from pathlib import Path
from shutil import copytree

import pytest

from report.__main__ import main
from report.site.publication import working_place
from tests.sites import ROOT, build, make_office

BROKEN = ROOT / "tests" / "broken"
RENEW = "python -m report check --root tests/broken > tests/broken/expected.txt"


def test_every_mistake_is_listed_with_its_place_and_its_cure(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SITE_URL", raising=False)
    assert main(["check", "--root", str(BROKEN)]) == 1
    expected = (BROKEN / "expected.txt").read_text("utf-8")
    assert capsys.readouterr().out == expected, f"read it and, if it is right: {RENEW}"


def test_a_build_of_broken_sources_fails_without_a_traceback_and_publishes_nothing(
    tmp_path: Path,
) -> None:
    office = make_office(tmp_path, {})
    for name in ("data", "docs"):
        copytree(BROKEN / name, office / name)
    (office / "site").mkdir()
    (office / "site" / "index.html").write_text("bản đang công bố", "utf-8")
    result = build(office, office / "site")
    assert result.status != 0
    assert "docs/bao-cao/2022/index.md:10:" in result.output
    assert "Traceback" not in result.output
    assert [path.name for path in (office / "site").iterdir()] == ["index.html"]
    assert not working_place(office / "site").exists()
