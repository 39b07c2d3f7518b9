"""What a page tells the browser to refuse: the Content-Security-Policy of a static site.

GitHub Pages sends no headers of ours, so the policy stands in the page, before anything it
holds for. It follows <https://www.w3.org/TR/CSP3/>. No page has a script in it, so that one
which came with content would not run.
"""

CHARSET = '<meta charset="utf-8">'
# All from the site itself; `data:` are the icons in the stylesheet of the theme.
POLICY = (
    "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; "
    "form-action 'self'"
)
HEAD = (
    f'{CHARSET}\n<meta http-equiv="Content-Security-Policy" content="{POLICY}">\n'
    '<meta name="referrer" content="same-origin">'
)


def with_policy(html: str) -> str:
    """The page with its policy."""
    return html.replace(CHARSET, HEAD, 1)
