"""Any OpenAI-compatible chat endpoint: one question, one accepted answer, at a bounded and known cost."""

from storyboard.llm.endpoint import Endpoint, open_endpoint, refuse_unsafe
from storyboard.llm.exchanges import Exchanges
from storyboard.llm.tally import Ceiling, Tally

__all__ = ["Ceiling", "Endpoint", "Exchanges", "Tally", "open_endpoint", "refuse_unsafe"]
