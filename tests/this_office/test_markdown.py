"""The reader of Markdown takes the pages of this office as Python-Markdown does."""

from pathlib import Path

import pytest

from report.sources.markdown.front_matter import read_front_matter
from report.sources.markdown.marks import CALL_MARK, with_marks
from tests.python_markdown import ROOT, facts_by_python_markdown, facts_by_reader

PAGES = sorted((ROOT / "docs").rglob("*.md"))


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_page_is_read_as_it_is_published(path: Path) -> None:
    text = path.read_text("utf-8")
    published = CALL_MARK.sub("x", with_marks(text, read_front_matter(text).end).text)
    assert facts_by_reader(text) == facts_by_python_markdown(published)
