"""What can go wrong at a gateway, by name: at the create, at the polls, at the download."""

from storyboard.records import dataclass


@dataclass(frozen=True, slots=True)
class Scenario:
    """Which part misbehaves, and how; an empty part behaves. A sentence tells what a user would see."""

    says: str
    create: str = ""
    poll: str = ""
    film: str = ""
    chat: str = ""
    """Of the chat flow, where it differs from the others."""
    speech: str = ""
    """How the words of the film go wrong, one of `FAULTS`, where films speak."""


SCENARIOS: dict[str, Scenario] = {
    "ok": Scenario("everything works"),
    "bad-request": Scenario("400 with a reason", create="400"),
    "blocked-prompt": Scenario("400, the words are refused", create="400-moderation"),
    "real-person": Scenario("400, a picture shows a person", create="400-person"),
    "bad-key": Scenario("401", create="401"),
    "no-money": Scenario("403, the account is empty", create="403-quota"),
    "wrong-path": Scenario("404 with a web page", create="404-html"),
    "wrong-method": Scenario("405", create="405"),
    "too-large": Scenario("413 with a web page", create="413-html"),
    "not-processable": Scenario("422", create="422"),
    "moved": Scenario("307 to another address", create="307"),
    "see-other": Scenario("303: it may have been taken", create="303"),
    "request-timeout": Scenario("408", create="408"),
    "conflict": Scenario("409: it may be there already", create="409"),
    "busy-once": Scenario("429, then taken", create="429-once"),
    "busy": Scenario("429 every time", create="429"),
    "quota-in-disguise": Scenario("429 with words of overload and a quota code", create="429-quota"),
    "server-error": Scenario("500 after it was taken", create="500"),
    "bad-gateway": Scenario("502 with a web page, after it was taken", create="502-html"),
    "no-channel": Scenario("503", create="503"),
    "gateway-timeout": Scenario("504 with a web page, after it was taken", create="504-html"),
    "cloud-error": Scenario("520, after it was taken", create="520"),
    "hang": Scenario("taken, but the answer comes too late", create="hang"),
    "drop": Scenario("taken, then the line is cut", create="drop"),
    "half-answer": Scenario("taken, then the answer stops in the middle", create="half"),
    "no-id": Scenario("200 without an id", create="no-id"),
    "page-for-answer": Scenario("200 with a web page", create="200-html"),
    "broken-json": Scenario("200 with broken JSON", create="200-broken"),
    "error-in-200": Scenario("200 with an error inside", create="200-error"),
    "task-id-only": Scenario("the id is called task_id", create="task-id"),
    "id-in-data": Scenario("the id is called data.task_id", create="data-task-id"),
    "id-changes": Scenario("every later reply has another id", poll="other-id"),
    "no-status-fields": Scenario("replies hold a state and nothing else", poll="bare"),
    "processing": Scenario('state `processing`, progress "45%"', poll="processing"),
    "upper-case": Scenario("states in capitals", poll="upper-case"),
    "odd-state": Scenario("a state nobody knows, for a while", poll="odd-state"),
    "url-in-fail-reason": Scenario("the film's address stands in fail_reason", poll="fail-reason"),
    "fails-at-95": Scenario("fails after 95%", poll="fail"),
    "moderated": Scenario("the finished film is held back", poll="moderated"),
    "poll-errors": Scenario("polls answer 500, then it goes on", poll="500s"),
    "poll-pages": Scenario("polls answer web pages, then it goes on", poll="pages"),
    "poll-busy": Scenario("polls answer 429, then it goes on", poll="429s"),
    "poll-drops": Scenario("polls break off, then it goes on", poll="drops"),
    "late-known": Scenario("the job is unknown at first", poll="late"),
    "lost": Scenario("the job is never known again", poll="lost"),
    "redirect": Scenario("the film lies on another machine", film="redirect"),
    "cut": Scenario("the download stops early, with a length", film="cut"),
    "cut-quietly": Scenario("the download stops early and says it is whole", film="cut-chunked"),
    "always-cut": Scenario("every download is cut", film="always-cut"),
    "json-for-film": Scenario("the first download is JSON with 200", film="json"),
    "gzip": Scenario("the film comes compressed", film="gzip"),
    "no-length": Scenario("the film comes without a length", film="chunked"),
    "film-error": Scenario("the download answers 502 once", film="502"),
    "not-ready": Scenario("the film is not there at first", film="not-ready"),
    "expired": Scenario("the film was deleted", film="expired"),
    "link-expired": Scenario("the film's first address is too old; the next poll gives another", film="link-expired"),
    "echo": Scenario("the stream repeats a picture's link first", chat="echo"),
    "stream-cut": Scenario("the stream breaks before the link", chat="cut"),
    "stream-cut-late": Scenario("the stream breaks after the link", chat="cut-late"),
    "stream-error": Scenario("an error in the stream", chat="error"),
    "stream-moderated": Scenario("a moderation error in the stream", chat="moderated"),
    "stream-silent": Scenario("the stream ends without a link", chat="no-link"),
    "stream-html": Scenario("the film stands in a block of HTML", chat="html"),
    "no-stream": Scenario("the answer comes in one piece", chat="plain"),
    "chat-task": Scenario("the answer is a task id", chat="task"),
    "misspeak-drop": Scenario("the film does not say some words of a line", speech="drop"),
    "misspeak-swap": Scenario("the film says two lines in each other's place", speech="swap"),
    "misspeak-add": Scenario("the film says a sentence that nobody wrote", speech="add"),
    "misspeak-mumble": Scenario("the end of the film's last line is not understood", speech="mumble"),
    "misspeak-silent": Scenario("somebody speaks in a silent shot of the film", speech="silent"),
}

MISSPEAK = "misspeak-"
"""With what the names begin of those whose words go wrong."""
