"""Each message that these tests meet is whole."""

from tests.messages import no_message_has_a_hole

__all__ = ["no_message_has_a_hole"]
