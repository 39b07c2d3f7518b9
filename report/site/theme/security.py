"""What a page tells the browser to refuse: the Content-Security-Policy of a static site.

GitHub Pages sends no headers of ours, so the policy stands in the page, before anything it
holds for. It follows <https://www.w3.org/TR/CSP3/>.
"""

import re
from base64 import b64encode
from functools import cache
from hashlib import sha256
from secrets import token_hex

CHARSET = '<meta charset="utf-8">'
# On the scripts of templates while a build runs. Content cannot know it, so that a script
# that came with content stays without.
OWN_SCRIPT = f" data-{token_hex()}"
INLINE = re.compile(rf"<script{OWN_SCRIPT}>(.*?)</script>", re.DOTALL)
# All from the site itself; `data:` are the icons in the stylesheet of the theme.
POLICY = (
    "default-src 'self'; script-src 'self'{hashes}; img-src 'self' data:; object-src 'none'; "
    "base-uri 'none'; form-action 'self'"
)


def marked(template: str) -> str:
    """The source of a template with its scripts marked as the site's own."""
    return template.replace("<script>", f"<script{OWN_SCRIPT}>")


def with_policy(html: str) -> str:
    """The page with its policy: of the scripts within it, only those of templates may run."""
    hashes = "".join(f" 'sha256-{_digest(code)}'" for code in dict.fromkeys(INLINE.findall(html)))
    policy = POLICY.format(hashes=hashes)
    return html.replace(OWN_SCRIPT, "").replace(
        CHARSET,
        f'{CHARSET}\n<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="referrer" content="same-origin">',
        1,
    )


@cache
def _digest(code: str) -> str:
    """The hash of a script as a policy writes it; most pages have the same scripts."""
    return b64encode(sha256(code.encode()).digest()).decode()
