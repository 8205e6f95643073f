"""Addresses of pictures and films that expire: what of them says where it lies, and what is only leave to fetch it.

A signed address is another text each time it is asked for, and the same picture. So it is known by what lies there, or else by
the address without its signature; never by its text.
"""

from fnmatch import fnmatchcase
from urllib.parse import unquote_plus, urlsplit, urlunsplit

SIGNATURES = (
    "x-amz-*", "awsaccesskeyid", "x-goog-*", "googleaccessid", "x-oss-*", "ossaccesskeyid", "x-tos-*", "x-cos-*", "q-*",
    "x-bce-*", "x-obs-*", "accesskeyid", "signature", "x-signature", "sign", "sig", "policy", "key-pair-id", "security-token",
    "token", "access_token", "auth_key", "authorization", "hmac", "hdnts", "hdnea", "expires", "expire", "x-expires", "deadline",
)  # fmt: skip
"""Names in a query that are leave to fetch, and for how long: S3, Google, Aliyun, Volcengine, Tencent, Baidu, Huawei, CDNs."""

BESIDE = (
    "e",
    "exp",
    "t",
    "ts",
    "ttl",
    "se",
    "sp",
    "sv",
    "sr",
    "st",
    "spr",
    "sip",
    "skoid",
    "sktid",
    "skt",
    "ske",
    "sks",
    "skv",
)
"""The same (Azure, Qiniu), but only where one of those stands beside it: alone they may mean anything."""

KEPT = ("*-process", "*version*id*")
"""What begins like one of those and says which picture it is."""


def unsigned(address: str) -> str:
    """An address without what is only leave to fetch; itself where there is nothing of the kind."""
    parts = urlsplit(address)
    pieces = [(piece, unquote_plus(piece.partition("=")[0]).lower()) for piece in parts.query.split("&")]
    if parts.scheme not in ("http", "https") or not any(_is_signature(name) for _, name in pieces):
        return address
    kept = [piece for piece, name in pieces if piece and not _is_signature(name) and name not in BESIDE]
    return urlunsplit(parts._replace(query="&".join(kept), fragment=""))


def _is_signature(name: str) -> bool:
    return any(fnmatchcase(name, each) for each in SIGNATURES) and not any(fnmatchcase(name, each) for each in KEPT)
