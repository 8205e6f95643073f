"""A child process that answers a line of JSON with a line of JSON: heavy libraries live there, and go with it."""

import json
import subprocess
import sys
from typing import Any

from storyboard.config import parse_json
from storyboard.errors import ModelError


class Child:
    """`python -m MODULE ARGUMENTS`, started with the first question."""

    def __init__(self, module: str, *arguments: str, name: str, advice: str) -> None:
        self.command = [sys.executable, "-m", module, *arguments]
        self.name, self.advice = name, advice
        self._process: subprocess.Popen[str] | None = None

    @property
    def pid(self) -> int:
        """Its process; 0 before the first question."""
        return self._process.pid if self._process else 0

    def ask(self, question: dict[str, Any]) -> dict[str, Any]:
        """The answer. `ModelError` where it holds an error, or where the process ends without one."""
        process = self.start()
        assert process.stdin
        try:
            process.stdin.write(json.dumps(question) + "\n")
            process.stdin.flush()
        except OSError:
            raise self._ended() from None
        return self._answer(process)

    def start(self) -> "subprocess.Popen[str]":
        """The process, ready."""
        if self._process is None:
            self._process = subprocess.Popen(  # noqa: S603 - ourselves
                self.command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                text=True,
                encoding="utf-8",
            )
            self._answer(self._process)
        return self._process

    def close(self) -> None:
        """Ends it; it is started again with the next question."""
        if self._process is None:
            return
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.close()
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._process.stdout.close()
        self._process = None

    def _answer(self, process: "subprocess.Popen[str]") -> dict[str, Any]:
        assert process.stdout
        for line in process.stdout:
            if not line.startswith("{"):
                continue  # a library's own talk
            answer: dict[str, Any] = parse_json(line)
            if "error" in answer:
                raise ModelError(f"{self.name}: {answer['error']}")
            return answer
        raise self._ended()

    def _ended(self) -> ModelError:
        self.close()
        return ModelError(f"{self.name} ended without an answer", self.advice)
