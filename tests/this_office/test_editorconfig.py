"""The office's own files are as .editorconfig says."""

import pytest

from tests.project.test_workplace import assert_tidy, tracked
from tests.sites import ROOT


@pytest.mark.skipif(not (ROOT / ".git").exists(), reason="not a clone")
def test_every_text_file_of_the_office_is_as_the_editorconfig_says() -> None:
    assert_tidy(tracked("data", "docs"))
