"""Work on a file that nobody vouches for, in a process of its own with bounds on time and memory.

Whatever such a file does to a parser, it ends in one message for the editor.
"""

import os
import signal
from collections.abc import Callable
from contextlib import suppress
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Any, TypeVar

from report.problems.problem import Mistake

SECONDS = 60  # the largest public reports take under 20; an office's computer may be slower
MEGABYTES = 1024  # for each process; what the computer of an office can spare

DONE, MISTAKE, OVER_MEMORY, OVER_TIME, FAILED = range(5)  # how the work can end
Ending = tuple[int, object]
Confined = TypeVar("Confined")


def confined(file: str, work: Callable[..., Confined], *arguments: object) -> Confined:
    """What `work`, a function at the top of a module, returns for the arguments.

    Raises Mistake where the work does, where it fails in any other way, or goes over a bound;
    `file` is its name for the message.
    """
    context = get_context("spawn")  # the same everywhere, and without what this process holds
    receiver, sender = context.Pipe(duplex=False)
    bounds = (SECONDS, MEGABYTES)
    process = context.Process(target=answer, args=(sender, bounds, work, arguments), daemon=True)
    process.start()
    sender.close()
    content: Any
    try:
        kind, content = receiver.recv() if receiver.poll(SECONDS) else (OVER_TIME, None)
    except (EOFError, OSError):  # it was ended from outside, or crashed
        kind, content = FAILED, None
    finally:
        end_with_children(process)
        receiver.close()
    if kind == DONE:
        result: Confined = content
        return result
    raise mistake_of(file, kind, content)


def mistake_of(file: str, kind: int, content: object) -> Mistake:
    """What is said of work that had no result."""
    if isinstance(content, Mistake):
        return content
    if kind == OVER_TIME:
        return Mistake("nhap-qua-lau", file=file, seconds=SECONDS)
    if kind == OVER_MEMORY:
        return Mistake("nhap-qua-bo-nho", file=file, megabytes=MEGABYTES)
    return Mistake("tep-ghi-khac-cach", file=file)


def answer(
    sender: Connection,
    bounds: tuple[int, int],
    work: Callable[..., object],
    arguments: tuple[object, ...],
) -> None:
    """Do the work within bounds of seconds and megabytes and send how it ended."""
    keep_within(*bounds)
    sender.send(outcome(work, arguments))


def outcome(work: Callable[..., object], arguments: tuple[object, ...]) -> Ending:
    """How the work ends. Any error is one: parsers raise whatever they like on broken input."""
    try:
        return DONE, work(*arguments)
    except Mistake as mistake:
        return MISTAKE, mistake
    except MemoryError:
        return OVER_MEMORY, None
    except Exception:
        return FAILED, None


def keep_within(seconds: int, megabytes: int) -> None:
    """Bound this process and what it starts, where the system can: Windows bounds time alone.

    The process becomes the head of a group, by which all of it can be ended.
    """
    with suppress(ImportError, AttributeError, OSError, ValueError):
        import resource

        os.setsid()
        for kind, bound in (
            # Whoever waits ends it sooner and says why; this is for when nobody waits any more.
            (resource.RLIMIT_CPU, 2 * seconds),
            (resource.RLIMIT_AS, megabytes * 2**20),
            (resource.RLIMIT_CORE, 0),
        ):
            resource.setrlimit(kind, (bound, bound))


def end_with_children(process: BaseProcess) -> None:
    """End a process with all that it has started."""
    with suppress(AttributeError, OSError):
        os.killpg(process.pid or 0, signal.SIGKILL)
    process.kill()
    process.join()
    process.close()
