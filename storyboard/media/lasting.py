"""How long a film or a sound lasts, by its container alone."""

from pathlib import Path

FORMATS = {
    ".wav": "wav", ".mp3": "mp3", ".m4a": "mov,mp4,m4a,3gp,3g2,mj2", ".aac": "aac", ".flac": "flac", ".ogg": "ogg", ".opus": "ogg",
    ".mp4": "mov,mp4,m4a,3gp,3g2,mj2", ".mov": "mov,mp4,m4a,3gp,3g2,mj2", ".webm": "matroska,webm", ".mkv": "matroska,webm",
}  # fmt: skip
"""Suffix -> what it is opened as: never as a list of other files, which some containers are."""


def lasting(path: Path) -> float | None:
    """Seconds; None where it is neither, or does not say."""
    import av

    if path.suffix.lower() not in FORMATS:
        return None
    try:
        with av.open(str(path), format=FORMATS[path.suffix.lower()].split(",")[0]) as file:
            return file.duration / 1_000_000 if file.duration else None
    except (av.error.FFmpegError, OSError):
        return None
