"""Why a shot is what it is: its lines, the rule or the answer it came from, its seconds, its clip, its prompt."""
