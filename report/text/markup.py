"""Plain text made fit to stand in markup, and the characters that no text may have."""

# Characters for private use (Unicode 23.5): they surround the marks of a page's results.
MARK_BEGIN, MARK_END = "\ue000", "\ue001"

# What Markdown, HTML or Jinja would take for markup in a text, and what makes a mark.
MARKUP = str.maketrans(
    {char: f"&#{ord(char)};" for char in f"*_`[]{{}}\\~^=|!#<>\"'&@:\n\r{MARK_BEGIN}{MARK_END}"}
)


def escape(text: str) -> str:
    """A text as it can stand in Markdown, HTML and Jinja without being any of them."""
    return text.translate(MARKUP)
