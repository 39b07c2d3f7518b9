"""What is read on a page, block by block, as plain words."""

from report.sources.markdown.elements import CallPlace
from report.sources.markdown.fences import STANDS_IN
from report.sources.markdown.inlines import words_to_read
from report.sources.markdown.reader import Reader


def passages(text: str) -> list[str]:
    """The words of each heading, paragraph, item, note and HTML of the file `text`, and those of
    each row of a table, parted by " | "; in place of calls their marks, by the numbers of
    `Markdown.marked_calls`. Code, comments and what only a tag has are no words.

    Raises Mistake where the front matter cannot be read.
    """
    reader, row = Reader(text), 0
    found: list[str] = []
    reader.read()
    for words, place in sorted(reader.worded, key=lambda one: one[0].at(0)):
        passage = STANDS_IN.sub("", words_to_read(words))
        line = reader.line(reader.marked.origin(words.at(0)))
        if place is CallPlace.CELL and line == row:
            found[-1] += f" | {passage.strip()}"
        else:
            found.append(passage)
        row = line if place is CallPlace.CELL else 0
    return found
