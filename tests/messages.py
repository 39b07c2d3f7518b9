"""What holds of every message that the tests of a room meet."""

from collections.abc import Iterator

import pytest

from report.problems.problem import Problem


@pytest.fixture(autouse=True, scope="package")
def no_message_has_a_hole() -> Iterator[None]:
    """Whatever problem is made can be said: it has a place, the catalogue has it, and no field
    is missing.

    Only what is reported elsewhere has no code.
    """
    made = Problem.__init__

    def sayable(self: Problem, *args: object, **fields: object) -> None:
        made(self, *args, **fields)
        assert isinstance(self.path, str)
        assert isinstance(self.line, int)
        assert self.code == "" or self.said
        assert "None" not in dict(self.fields).values(), self

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Problem, "__init__", sayable)
        yield
