"""The line below the heading of each page of a report: whether the text is the office's own."""

from report.edition.edition import Edition, FilledPage
from report.edition.text_kind import EXPLAINED_AT, EXPLAINED_ON, TextKind
from report.sources.addresses import relative_url


def text_kind_line(edition: Edition, filled: FilledPage) -> str:
    """HTML of the line, empty on other pages. An edited text leads to what was changed in it,
    where the office has that page. Of no use to who searches."""
    kind = edition.kind_of(filled.page)
    if kind is None:
        return ""
    explained = edition.pages.get(EXPLAINED_ON)
    more = ""
    if kind is TextKind.EDITED and explained and EXPLAINED_AT in explained.places:
        address = f"{relative_url(filled.page.uri, EXPLAINED_ON)}#{EXPLAINED_AT}"
        more = f' <a href="{address}">Đã sửa những gì?</a>'
    return f'<p class="loai-bai-viet" data-search-exclude>{kind.line}{more}</p>'
