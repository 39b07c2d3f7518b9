from bs4 import BeautifulSoup

from report.site.languages import ARTICLE, in_language

PAGE = f'<html lang="vi"><body dir="ltr"><nav>Mục lục</nav>{ARTICLE}Text</article>'


def test_document_and_article_are_english_and_the_menus_stay_vietnamese() -> None:
    page = BeautifulSoup(in_language(PAGE, "en"), "html.parser")
    assert [page.find(name)["lang"] for name in ("html", "body", "article")] == ["en", "vi", "en"]
