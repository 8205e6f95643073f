"""check: is everything of the script still there, and nothing else? Pure functions over board, prompts and subtitles."""

from storyboard.check.fit import check_clips
from storyboard.check.form import board_schema, faults_of, read_board, script_schema
from storyboard.check.prompts import check_cues, check_prompts
from storyboard.check.subject import Subject, lines_of, subject_of
from storyboard.check.table import CHECKS, check, check_board

__all__ = [
    "CHECKS",
    "Subject",
    "board_schema",
    "check",
    "check_board",
    "check_clips",
    "check_cues",
    "check_prompts",
    "faults_of",
    "lines_of",
    "read_board",
    "script_schema",
    "subject_of",
]
