"""A format of the official documents is one entry, and editors and readers hear of each."""

from pathlib import Path

import pytest

from report.__main__ import main
from report.official.formats import DOCUMENT_FILES, FORMAT_ENDINGS
from report.site.document_list import document_list
from tests.office import office


def test_the_list_of_files_says_what_each_format_is_for(tmp_path: Path) -> None:
    sizes = {file.path(2022): 46_000 for file in reversed(DOCUMENT_FILES)}
    html = document_list("bao-cao/2022/index.md", sizes, 2022, office(tmp_path))
    places = [html.index(file.purpose) for file in DOCUMENT_FILES]
    assert places == sorted(places)


def test_a_format_that_nobody_writes_is_refused_with_those_there_are(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    office(tmp_path)
    assert main(["export", "2022", "--root", str(tmp_path), "--only", "pdf,doc"]) == 1
    said = capsys.readouterr().out
    assert "“doc”" in said
    assert all(kind in said for kind in FORMAT_ENDINGS)
