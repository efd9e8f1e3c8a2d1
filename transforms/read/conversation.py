"""One question to a child process and its answer, both bounded; the child is gone afterwards, whatever happened."""

from __future__ import annotations

import contextlib
import os
import selectors
import signal
import subprocess
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import IO

_LONGEST_ANSWER = 10 << 20


@dataclass(frozen=True)
class Ended:
    """How a child ended: its exit code, negative for a signal, and what it said; `late` if it had to be ended."""

    code: int
    answer: bytes
    late: bool = False


def converse(command: Sequence[str], environment: Mapping[str, str], request: bytes, seconds: float) -> Ended:
    """Starts the child, gives it the request and hears its answer until it ends, for so many seconds at most.

    It has an environment of its own, no open files of ours, and a session of its own so that all of it can be ended.
    An answer without end is cut off, and is none.
    """
    deadline = time.monotonic() + seconds
    child = subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,  # what parsers say there may quote the file
        cwd="/",
        env=dict(environment),
        start_new_session=True,
    )
    try:
        with contextlib.suppress(BrokenPipeError):
            _stream(child.stdin).write(request)
        with contextlib.suppress(BrokenPipeError):
            _stream(child.stdin).close()
        answer = _hear(_stream(child.stdout).fileno(), deadline)
        if answer is None:
            return Ended(0, b"", late=True)
        if len(answer) > _LONGEST_ANSWER:
            return Ended(0, b"")
        return Ended(child.wait(max(deadline - time.monotonic(), 0.1)), answer)
    except subprocess.TimeoutExpired:
        return Ended(0, b"", late=True)
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(child.pid, signal.SIGKILL)
        child.wait()
        _stream(child.stdout).close()


def _hear(pipe: int, deadline: float) -> bytes | None:
    """What comes out of the pipe until its end, or until it is too much; nothing if that takes too long."""
    heard = bytearray()
    with selectors.DefaultSelector() as selector:
        selector.register(pipe, selectors.EVENT_READ)
        while selector.select(max(deadline - time.monotonic(), 0)):
            piece = os.read(pipe, 1 << 16)
            heard += piece
            if not piece or len(heard) > _LONGEST_ANSWER:
                return bytes(heard)
    return None


def _stream(stream: IO[bytes] | None) -> IO[bytes]:
    assert stream is not None
    return stream
