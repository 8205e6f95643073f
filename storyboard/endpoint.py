"""Who hears or speaks at an address: `[listen]` and `[voices]` with a `base_url`. The counterpart of `storyboard/child.py`, where models lie here."""

import os
from typing import TYPE_CHECKING, Generic, Self, TypeVar
from urllib.parse import urlsplit

from storyboard.config import Listen, Voices, entrust, rate_of, refuse_unsafe
from storyboard.model.plain import plain

if TYPE_CHECKING:
    import httpx

Section = TypeVar("Section", Listen, Voices)


class SoundEndpoint(Generic[Section]):
    """Whoever answers at `base_url` of a section. A context: the connection is closed with it. `UsageError` where the address is not safe for the key."""

    def __init__(self, section: str, settings: Section) -> None:
        self.settings: Section = settings
        self.rate = rate_of(settings)
        """Price of a unit, in the user's currency; None where nobody wrote it."""
        self.secret = os.environ.get(settings.api_key_env, "").strip()
        refuse_unsafe(section, settings.base_url, self.secret, allow_insecure=settings.allow_insecure)
        self.name = f"{settings.model} at {urlsplit(settings.base_url).hostname}"
        self.hint = f"look at {section} in storyboard.toml; the key is read from {settings.api_key_env}"
        """What to do where it refuses."""
        self._client: httpx.Client | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *wrong: object) -> None:
        if self._client:
            self._client.close()
            self._client = None

    @property
    def client(self) -> "httpx.Client":
        """The client, opened when it is first needed: nothing is sent before the key may go there."""
        import httpx

        if self._client is None:
            entrust(self.settings.base_url, self.settings.api_key_env)
            headers = {"Authorization": f"Bearer {self.secret}"} if self.secret else {}
            self._client = httpx.Client(headers=headers, timeout=self.settings.request_timeout, follow_redirects=False)
        return self._client

    def address(self, path: str) -> str:
        """The URL of a path like `/audio/speech`."""
        return self.settings.base_url.rstrip("/") + path

    def clean(self, text: str) -> str:
        """At most 300 characters of an answer for a message: without the key, in one line, nothing that steers a terminal."""
        return " ".join(plain(text.replace(self.secret, "***") if self.secret else text).split())[:300]
