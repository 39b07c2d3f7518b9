"""Files within a Word file: the words of the texts among them, the names of the others.

Word shows the text of such a part (w:altChunk, ECMA-376 part 1, 17.17.2.1) as if it was typed into
the document, and programs of offices write whole reports that way; pandoc leaves it out in silence.
"""

from collections.abc import Iterator
from email import message_from_bytes

from report.drafting.importing.balance import SourcePassage, passages_of_file
from report.drafting.importing.content_kinds import WORD_ENDINGS, ending_by_content
from report.drafting.importing.html_words import words_of_html
from report.problems.problem import Mistake
from report.sources.cells import clean
from report.sources.office_package import TAKEN_IN, Package, open_package
from report.text.encodings import decode

# A text, a workbook, an equation of old.
EMBEDDED_KINDS = (TAKEN_IN, "package", "oleObject")


def embedded_passages(package: Package) -> Iterator[SourcePassage]:
    """What the files within a document say; the name alone of one that is no text."""
    for kind, _, part in package.relations(package.main()):
        if kind in EMBEDDED_KINDS and not part.endswith(".xml"):  # which is read as all XML is
            for text in texts_of_embedded(part, package.embedded.get(part, b"")) or [part]:
                yield SourcePassage(text, text, part, False)


def texts_of_embedded(part: str, content: bytes) -> list[str]:
    """The paragraphs of a file within a document; none of one that is no text, or not certain."""
    ending = ending_by_content(part, content)
    try:
        if ending in WORD_ENDINGS:
            return [one.text for one in passages_of_file(open_package(part, content))]
        if ending in (".html", ".htm", ".xhtml"):
            return words_of_html(decode(content).text)
        if ending in (".mht", ".mhtml"):
            return words_of_archive(content)
        if ending in (".txt", ".csv"):
            return list(filter(None, map(clean, decode(content).text.splitlines())))
    except Mistake:
        pass  # its name is told
    return []


def words_of_archive(content: bytes) -> list[str]:
    """The words of a web page that was saved as one file with its pictures. Raises Mistake where
    its letters cannot be read."""
    for part in message_from_bytes(content).walk():
        payload = part.get_payload(decode=True)
        if part.get_content_type() == "text/html" and isinstance(payload, bytes):
            return words_of_html(decode(payload).text)
    return []
