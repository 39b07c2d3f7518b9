"""The words of HTML block by block, by a reading of its own, to hold a draft against."""

from html.parser import HTMLParser

from report.sources.cells import clean

UNSEEN_TAGS = ("script", "style", "title", "head")
ENDING_A_BLOCK = (
    *("p", "td", "th", "div", "li", "tr", "table", "br"),
    *("h1", "h2", "h3", "h4", "h5", "h6"),
)


class WordsOfHtml(HTMLParser):
    """What gathers the words of HTML, in `blocks`."""

    def __init__(self) -> None:
        super().__init__()
        self.blocks = [""]
        self.unseen: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:  # noqa: ARG002
        """Begin a block, or a part that is not seen."""
        if tag in UNSEEN_TAGS:
            self.unseen.append(tag)
        elif tag in ENDING_A_BLOCK:
            self.unseen = [one for one in self.unseen if one != "head"]  # some never close it
            self.blocks.append("")

    def handle_endtag(self, tag: str) -> None:
        """End a block, or a part that is not seen."""
        if tag in self.unseen:
            self.unseen.remove(tag)
        elif tag in ENDING_A_BLOCK:
            self.blocks.append("")

    def handle_data(self, data: str) -> None:
        """Take the letters between two tags."""
        if not self.unseen:
            self.blocks[-1] += data


def words_of_html(text: str) -> list[str]:
    """The blocks of HTML that have words."""
    reader = WordsOfHtml()
    reader.feed(text)
    reader.close()
    return [words for block in reader.blocks if (words := clean(block.replace("\n", " ")))]
