"""What the front page says of guidance that it leads to and that holds no more."""

from report.edition.edition import Edition
from report.sources.addresses import url_of


def expired_links(edition: Edition) -> dict[str, str]:
    """The words behind a link, by its address from the root of the site: how long the rules of
    the page held. A page that states no law has none that ended."""
    guidances = (filled.guidance for filled in edition.pages.values() if filled.guidance)
    return {
        url_of(one.page.uri): f"(quy định đến năm {one.holds_until.year})"
        for one in guidances
        if one.lapsed and one.basis and one.holds_until
    }
