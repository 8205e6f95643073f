"""Where a ledger is at home, so that it notices when it meets itself in a copy."""

import json
import socket
from pathlib import Path

from storyboard.ledger.accounts import Accounts

HOME = "home"
"""The setting that holds machine, folder and file number of the ledger's file."""


class AtHome(Accounts):
    """One open ledger that knows its place."""

    def met_in_copy(self) -> str:
        """What to say where this file is another one than it was: a copy, whose original may go on; then it is at home here.

        Nothing on a server, in a folder that was moved, and where the same file is seen under another path or machine name.
        """
        if self.on_server:
            return ""
        now = {
            "machine": socket.gethostname(),
            "folder": str(self.path.parent.parent.resolve()),
            "file": self.path.stat().st_ino,
        }
        row = self._one("setting", name=HOME)
        was = json.loads(row["value"]) if row else now
        if not row or was != now:
            self._run("set_setting", name=HOME, value=json.dumps(now, ensure_ascii=False, sort_keys=True))
        here = (was["machine"], was["folder"]) == (now["machine"], now["folder"])
        if was["file"] == now["file"] or here:
            return ""
        there = Path(str(was["folder"])) / self.path.relative_to(self.path.parent.parent)
        if was["machine"] == now["machine"] and not there.exists():
            return ""
        return (
            f"this folder is a copy of {was['folder']} on {was['machine']}, ledger and all: from now on each buys by itself, "
            "and what neither has yet both would buy; what ran there is fetched in both and paid once"
        )
