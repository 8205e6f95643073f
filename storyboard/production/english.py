"""Boards told in English where the video model reads nothing else: asked for once, kept in the workspace, speech untouched."""

from pathlib import Path
from typing import Any

from storyboard import names
from storyboard.config import parse_json
from storyboard.errors import StoryboardError
from storyboard.model import Board
from storyboard.plan.english import ENGLISH, MOST, ask_english, in_english, texts_of
from storyboard.production.files import dump, read_text, write_whole
from storyboard.production.production import Production
from storyboard.profiles.profile import load_profile

RECORD = Path(".storyboard") / "english.json"


def told(production: Production, board: Board) -> Board:
    """The board as prompts tell it: in English, where the model reads nothing else and all of it is known; else as it is."""
    if not _wants_english(production, board):
        return board
    return in_english(board, _known(production)) or board


def translate(production: Production, board: Board) -> tuple[str, ...]:
    """Asks the language model for the English that is missing; sentences about what stays as it is."""
    if not _wants_english(production, board):
        return ()
    known = _known(production)
    missing = [text for text in texts_of(board) if text not in known]
    mind = production.mind
    if missing and mind is not None and mind.key and not mind.silent:
        found, remarks = _ask(production, board, missing)
        if found:
            write_whole(production.settings.workspace / RECORD, dump({**known, **found}))
        missing = [text for text in missing if text not in found]
        if remarks:
            return (f"{_what(production)}; the language model could not put all of it into English: {remarks[0]}",)
    return (_left(production),) if missing else ()


def _wants_english(production: Production, board: Board) -> bool:
    """Whether the model reads English only, the board is none, and the gateway is not asked to translate."""
    profile = load_profile(production.offer.profile, production.settings.workspace)
    if profile is None or not profile.reads or names.language_of(board) in profile.reads:
        return False
    return ENGLISH in profile.reads and not production.settings.gateway().options.get("enhance_prompt")


def _what(production: Production) -> str:
    return (
        f"{production.offer.model} reads English, and these prompts are in {production.language.word('writing.name')}"
    )


def _left(production: Production) -> str:
    """What is said where the pictures stay as they are."""
    from storyboard.profiles import load_dialect

    settings, model = production.settings, production.offer.model
    tongue = production.language.word("writing.name")
    options = load_dialect(settings.gateway().dialect, settings.workspace).create.options
    by_gateway = "; or the gateway does: options = { enhance_prompt = true }" if "enhance_prompt" in options else ""
    return f"{model} reads English; these prompts stay in {tongue}: with [llm] the pictures are put into English, speech stays as written{by_gateway}"


def _known(production: Production) -> dict[str, str]:
    path = production.settings.workspace / RECORD
    try:
        data: Any = parse_json(read_text(path)) if path.is_file() else {}
    except (ValueError, StoryboardError):
        return {}
    return {str(text): str(english) for text, english in data.items()} if isinstance(data, dict) else {}


def _ask(production: Production, board: Board, texts: list[str]) -> tuple[dict[str, str], list[str]]:
    import asyncio

    from storyboard.llm import Ceiling

    mind = production.mind
    assert mind is not None
    calls = -(-len(texts) // MOST)
    ceiling, before = Ceiling.of(calls, 8000 * calls), mind.tally
    mind.allow(Ceiling(ceiling.calls + before.calls, ceiling.tokens + before.tokens))
    people = sorted(board.character_setting, key=len, reverse=True)

    async def run() -> tuple[dict[str, str], list[str]]:
        async with mind:
            return await ask_english(texts, people, mind.ask, production.language.code, production.library)

    try:
        return asyncio.run(run())
    except StoryboardError as wrong:
        return {}, [str(wrong)]
