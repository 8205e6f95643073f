"""Any OpenAI-compatible chat endpoint: one question, one accepted answer, at a bounded and known cost."""

from storyboard.llm.cassette import Cassette
from storyboard.llm.endpoint import Endpoint, open_endpoint, refuse_unsafe
from storyboard.llm.tally import Ceiling, Tally

__all__ = ["Cassette", "Ceiling", "Endpoint", "Tally", "open_endpoint", "refuse_unsafe"]
