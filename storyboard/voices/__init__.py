"""Scratch voices: lines of a board spoken by a machine, so that an episode is heard before a cent is spent. Each line once."""

from storyboard.voices.casting import VoicePart, cast_voices
from storyboard.voices.opening import open_voices
from storyboard.voices.speaker import SpokenLine, VoiceSpeaker

__all__ = ["SpokenLine", "VoicePart", "VoiceSpeaker", "cast_voices", "open_voices"]
