"""A link or picture that MkDocs would stop at is a problem at its line."""

from pathlib import Path

import pytest

from report.edition.examination import examine
from tests.office import HEAD, office

PAGE = "docs/bao-cao/2022/trang.md"  # printed in no document


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("[a](index.html)", "lien-ket-khong-co-tep"),
        ("[a][b]\n\n[b]: khong-co.pdf", "lien-ket-khong-co-tep"),
        ("[a](%00.png)", "lien-ket-khong-co-tep"),
        ("[a](../../../ngoai.png)", "lien-ket-khong-co-tep"),
        ("[a](/index.html)", "lien-ket-viet-sai"),
        ("[a](\\\\may\\tep.doc)", "lien-ket-viet-sai"),
        ("[a](..)", "lien-ket-viet-sai"),
        ("[a](index)", "lien-ket-viet-sai"),
        ("[a](https://[/)", "lien-ket-viet-sai"),
        ("![a](khong-co.png)", "khong-co-hinh"),
        ("[a](H%C3%ACnh.png)", None),
        ("[a](../../tai-ve/2022/bao-cao.pdf)", None),
        ("[a](https://vi-du.example/a) [b](mailto:a@vi-du.example) [c](tel:+84)", None),
        ("[a]() [b](?c)", None),
        ("`[a](index.html)`", None),
    ],
)
def test_a_link_leads_to_a_file_of_the_site(tmp_path: Path, text: str, code: str | None) -> None:
    office(tmp_path, {PAGE: f"{HEAD}# Trang\n\n{text}\n", "docs/bao-cao/2022/Hình.png": ""})
    found = [one for one in examine(tmp_path).problems if one.path == PAGE]
    first = 10 if "]: " in text else 8
    assert [one.code for one in found] == ([code] if code else [])
    assert all(one.line in (8, first) for one in found)
