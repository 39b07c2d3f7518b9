"""The templates of the theme as they are compiled, once a build; texts of pages come later."""

from typing import Any

from jinja2 import Environment
from jinja2.ext import Extension
from mkdocs.exceptions import Abort

from report.site.theme.mends import MENDS, MendDoesNotFit, mended, trimmed
from report.site.theme.security import marked


class MendedTemplates(Extension):
    """Templates without their faults and needless characters."""

    def preprocess(self, source: str, name: str | None, filename: Any = None) -> str:  # noqa: ARG002 - Jinja passes it
        """The source of one template."""
        return trimmed(mended(name or "", source))


class OwnScripts(Extension):
    """Scripts of templates marked as the site's own, for the policy of a page."""

    def preprocess(self, source: str, name: str | None, filename: Any = None) -> str:  # noqa: ARG002 - Jinja passes it
        """The source of one template."""
        return marked(source)


def prepare(env: Environment, publishes: bool) -> None:
    """Set the environment of the theme's templates up. Raises Abort where a mend does not fit:
    a page with the fault that it mends would be published without a word."""
    env.trim_blocks = env.lstrip_blocks = True
    env.policies["json.dumps_kwargs"] = {"ensure_ascii": False, "separators": (",", ":")}
    env.add_extension(MendedTemplates)
    if publishes:
        env.add_extension(OwnScripts)
    for name in MENDS:
        try:
            env.get_template(name)
        except MendDoesNotFit:
            raise Abort(
                f"Khuôn mẫu “{name}” của giao diện đã đổi, không sửa được như trước. "
                "Báo người phụ trách: xem report/site/theme/mends.py."
            ) from None
