"""How a key is shown to its gateway: as it is, or as a token signed with a second one, made anew for each request."""

import base64
import hashlib
import hmac
import json
import time
import uuid
from collections.abc import Mapping
from dataclasses import field

from storyboard.profiles.parts import Auth
from storyboard.records import dataclass


@dataclass(frozen=True, slots=True)
class Pass:
    """What lets a request in. Its text is in no repr."""

    key: str = field(default="", repr=False)
    secret: str = field(default="", repr=False)
    auth: Auth = field(default_factory=Auth)
    headers: Mapping[str, str] = field(default_factory=dict)
    """Sent too; `{uuid}` is new each time."""

    def shown(self, now: float | None = None) -> dict[str, str]:
        """Headers for one request to the gateway itself."""
        sent = {name: value.replace("{uuid}", str(uuid.uuid4())) for name, value in self.headers.items()}
        if self.key:
            sent[self.auth.header] = self.auth.prefix + self._word(time.time() if now is None else now)
        return sent

    def _word(self, now: float) -> str:
        if self.auth.kind == "jwt-hs256" and self.secret:
            return signed(self.key, self.secret, int(now), self.auth)
        return self.key


def signed(key: str, secret: str, now: int, auth: Auth) -> str:
    """A JSON Web Token (RFC 7519) by HMAC-SHA256, issued by `key`, good from a little before now."""
    claims = {"iss": key, "exp": now + auth.lasts, "nbf": now - auth.early}
    body = ".".join(
        _part(json.dumps(each, separators=(",", ":")).encode()) for each in ({"alg": "HS256", "typ": "JWT"}, claims)
    )
    return f"{body}.{_part(hmac.new(secret.encode(), body.encode(), hashlib.sha256).digest())}"


def _part(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()
