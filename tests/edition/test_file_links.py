"""A link or picture that MkDocs would stop at is a problem at its line."""

from pathlib import Path

import pytest

from report.edition.examination import examine
from tests.office import HEAD, PRINTED, office

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
        ("[a](../../tai-ve/2022/bao-cao.pdf)", "lien-ket-khong-co-tep"),
        ("[a](../../tai-ve/2022/bao-cao-2022.pdf)", None),
        ("[a](../../tai-ve/2021/bao-cao-2021.pdf)", "lien-ket-khong-co-tep"),  # no outline
        ("[a](../../tai-ve/2022/ban-ngoai-tuyen-2022.zip)", "lien-ket-khong-co-tep"),
        ("[a](../../so-lieu/2022/bao-cao.csv)", None),
        ("[a](../../so-lieu/2022/cay-trongg.csv)", "lien-ket-khong-co-tep"),
        ("[a](../../so-lieu/2022/so-lieu-2022.xlsx)", None),
        ("[a](../../so-lieu/2022/bao-cao.md#loai)", None),
        ("[a](../../so-lieu/2022/bao-cao.md#loaii)", "khong-co-de-muc"),
        ("[a](../../so-lieu/2022/cay-trongg.md)", "lien-ket-khong-den-trang"),
        ("[a](../../bien-tap/thong-bao/bai-viet.md)", "lien-ket-khong-den-trang"),  # no manual
        ("[a](../../feed.xml)", "lien-ket-khong-co-tep"),
        ("[a](../../sitemap.xml)", "lien-ket-khong-co-tep"),
        ("[a](../../assets/images/favicon.png)", "lien-ket-khong-co-tep"),
        ("[a](https://vi-du.example/a) [b](mailto:a@vi-du.example) [c](tel:+84)", None),
        ("[a]() [b](?c)", None),
        ("[a](../../so-lieu/{{ nam }}/so-lieu-{{ nam }}.xlsx)", None),
        ("[a](../../so-lieu/{{ nam(1) }}/so-lieu-{{ nam }}.xlsx)", "lien-ket-khong-co-tep"),
        ("[a](../{{ nam }}/index.md)", None),
        ("[a](../{{ nam(-2) }}/index.md)", "lien-ket-khong-den-trang"),
        ("[a][b]\n\n[b]: ../{{ nam(-2) }}/index.md", "lien-ket-khong-den-trang"),
        ("`[a](index.html)`", None),
    ],
)
def test_a_link_leads_to_a_file_of_the_site(tmp_path: Path, text: str, code: str | None) -> None:
    files = {key: text or "" for key, text in PRINTED.items()}
    page = {PAGE: f"{HEAD}# Trang\n\n{text}\n", "docs/bao-cao/2022/Hình.png": ""}
    office(tmp_path, {**files, **page})
    found = [one for one in examine(tmp_path).problems if one.path == PAGE]
    first = 10 if "]: " in text else 8
    assert [one.code for one in found] == ([code] if code else [])
    assert all(one.line in (8, first) for one in found)


@pytest.mark.parametrize(
    ("target", "guess"),
    [
        ("#Mục-Việt", "muc-viet"),
        ("#m%E1%BB%A5c-vi%E1%BB%87t", "muc-viet"),
        ("TRANG.md", "trang.md"),
    ],
)
def test_a_place_or_page_typed_with_marks_or_capitals_is_guessed(
    tmp_path: Path, target: str, guess: str
) -> None:
    files = {key: text or "" for key, text in PRINTED.items()}
    files[PAGE] = f"{HEAD}# Trang\n\n## Mục Việt\n\n[a]({target})\n"
    office(tmp_path, files)
    (problem,) = [one for one in examine(tmp_path).problems if one.path == PAGE]
    assert (problem.line, problem.guess) == (10, guess)


def test_links_with_spaces_and_vietnamese_letters_lead_to_their_pages(tmp_path: Path) -> None:
    files = {key: text or "" for key, text in PRINTED.items()}
    folder = "docs/bao-cao/2022"
    files[f"{folder}/Việc làm mới.md"] = f"{HEAD}# Việc làm mới\n"
    links = "[a](Việc%20làm%20mới.md) [b](<Việc làm mới.md>) [c](./trang.md?x=a#trang)"
    files[PAGE] = f"{HEAD}# Trang\n\n{links}\n"
    office(tmp_path, files)
    assert [one for one in examine(tmp_path).problems if one.path == PAGE] == []
