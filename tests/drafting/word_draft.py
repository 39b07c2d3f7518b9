"""The draft of a Word file, as tests look at it."""

import csv
from collections.abc import Iterator

from report.drafting.importing import read_draft
from report.drafting.importing.draft import Draft

FOLDER = "docs/bao-cao/2022/"


class Read:
    """The draft of a Word file, and what is to be known of it."""

    def __init__(self, content: bytes) -> None:
        self.draft: Draft
        self.draft, self.original, self.remarks = read_draft("a.docx", content, 2022, "Xã Mẫu")

    def page(self, name: str = "index") -> str:
        """A page below its front matter."""
        return self.draft.files[f"{FOLDER}{name}.md"].split("---\n\n", 1)[1]

    def pages(self) -> set[str]:
        """The names of the pages."""
        return {path[len(FOLDER) : -3] for path in self.draft.files if path.startswith(FOLDER)}

    def values(self, kind: str) -> list[str]:
        """The values that were found in sentences, of one kind."""
        return [row[1 if kind == "ten-goi" else 2] for row in self.rows(kind)]

    def rows(self, name: str) -> list[list[str]]:
        """The rows of a table below its header."""
        content = self.draft.files.get(f"data/2022/{name}.csv", "")
        return list(csv.reader(content.splitlines()))[1:]

    def listed(self) -> str:
        """All that is to be decided, apart from names and units."""
        doubts: Iterator[str] = (one for told in self.draft.contexts.values() for one in told)
        return "\n".join([*self.remarks, *doubts])
