"""An ear at an endpoint: OpenAI's `/audio/transcriptions`, as many speak it, or OpenRouter's JSON form of it."""

import base64
from typing import TYPE_CHECKING, Any, Literal

from storyboard.config import Listen, parse_json
from storyboard.ears.ear import key_of
from storyboard.endpoint import SoundEndpoint
from storyboard.errors import ModelError
from storyboard.media.sound import Sound
from storyboard.model import Hearing, Word
from storyboard.records import dataclass

if TYPE_CHECKING:
    import httpx

TRIES = 3
"""Requests for one sound where the connection breaks or the endpoint is busy."""
BUSY = (408, 409, 425, 429, 500, 502, 503, 504)


@dataclass(frozen=True, slots=True)
class Detail:
    """How finely times are asked for."""

    response: str
    granularities: tuple[str, ...]


DETAILS = (
    Detail("verbose_json", ("word", "segment")),
    Detail("verbose_json", ("segment",)),
    Detail("verbose_json", ()),
    Detail("json", ()),
)
"""From the finest to the plainest; the next one is asked for where an endpoint refuses. gpt-4o-transcribe takes only the last."""


class RemoteEar(SoundEndpoint[Listen]):
    """Whoever answers at `[listen] base_url`."""

    again = False

    def __init__(self, settings: Listen) -> None:
        super().__init__("[listen]", settings)
        self.key = key_of(settings.base_url, settings.model, settings.form)
        self._detail = 0

    def price(self, sound: Sound) -> float | None:
        return None if self.rate is None else self.rate * sound.seconds / 60

    def hear(self, sound: Sound, language: Literal["zh", "en"]) -> Hearing:
        """`ModelError` with the cause where no answer comes."""
        while True:
            detail = DETAILS[self._detail]
            status, text = self._post(sound, language, detail)
            if status == 400 and self._detail + 1 < len(DETAILS):
                self._detail += 1
                continue
            if status != 200:
                raise self._refused(status, text)
            return self._read(text, sound)

    def _post(self, sound: Sound, language: str, detail: Detail) -> tuple[int, str]:
        import httpx

        last = ""
        for _ in range(TRIES):
            try:
                answer = self._send(sound, language, detail)
            except httpx.HTTPError as error:
                last = f"{type(error).__name__}: {error}"
                continue
            if answer.status_code not in BUSY:
                return answer.status_code, answer.text
            last = f"HTTP {answer.status_code}: {answer.text[:200]}"
        raise ModelError(
            f"{self.name} did not answer {TRIES} times, last: {self.clean(last)}", "the same command goes on from here"
        )

    def _send(self, sound: Sound, language: str, detail: Detail) -> "httpx.Response":
        fields: dict[str, Any] = {
            "model": self.settings.model,
            "language": language,
            "response_format": detail.response,
        }
        url = self.address("/audio/transcriptions")
        if self.settings.form == "json":
            body = fields | {"timestamp_granularities": list(detail.granularities)} if detail.granularities else fields
            sent = {"data": base64.b64encode(sound.wav()).decode(), "format": "wav"}
            return self.client.post(url, json=body | {"input_audio": sent})
        if detail.granularities:
            fields["timestamp_granularities[]"] = list(detail.granularities)
        return self.client.post(url, data=fields, files={"file": ("take.wav", sound.wav(), "audio/wav")})

    def _read(self, text: str, sound: Sound) -> Hearing:
        try:
            data = parse_json(text)
        except ValueError:
            data = None
        if not isinstance(data, dict) or not isinstance(data.get("text", ""), str):
            raise ModelError(f"{self.name} did not answer like an ear: {self.clean(text[:200])}")
        words, timed = words_of(data)
        inside = (
            Word(word.text, *(min(max(time, 0.0), sound.seconds) for time in (word.start, word.end))) for word in words
        )
        return Hearing((tuple(inside),), sound.seconds, self.name, timed)

    def _refused(self, status: int, text: str) -> ModelError:
        causes = {401: "the key is refused", 403: "the key may not do this", 402: "there is no money on the account",
                  404: "there is no such model or address", 413: "the sound is too large"}  # fmt: skip
        cause = causes.get(status, "it refuses")
        return ModelError(f"{self.name}: {cause} (HTTP {status}): {self.clean(text)}", self.hint)


def words_of(data: dict[str, Any]) -> tuple[tuple[Word, ...], bool]:
    """The words of an answer, and whether their times are those of words; else sentences, or the whole text at 0."""
    rows = data.get("words") or [word for each in _rows(data.get("segments")) for word in _rows(each.get("words"))]
    words = tuple(Word(str(row.get("word", row.get("text", ""))), *_times(row)) for row in _rows(rows))
    if words:
        return words, True
    segments = tuple(Word(str(row.get("text", "")), *_times(row)) for row in _rows(data.get("segments")))
    if any(segment.end for segment in segments):
        return segments, True
    text = str(data.get("text", ""))
    return ((Word(text, 0.0, 0.0),) if text.strip() else ()), False


def _rows(value: object) -> list[dict[str, Any]]:
    return [row for row in value if isinstance(row, dict)] if isinstance(value, list) else []


def _times(row: dict[str, Any]) -> tuple[float, float]:
    start, end = row.get("start"), row.get("end")
    if isinstance(start, (int, float)) and isinstance(end, (int, float)) and start <= end:
        return float(start), float(end)
    return 0.0, 0.0
