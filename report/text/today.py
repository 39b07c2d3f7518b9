"""The day it is: only what an editor does asks for it, never what is published."""

from datetime import date, datetime


def today() -> date:
    """The day it is where the command runs."""
    return datetime.now().astimezone().date()
