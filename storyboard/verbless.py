"""Clauses of an English picture that have no verb, told as what we see: We see on the left the steep bank; a click is heard."""

import re
from itertools import pairwise

from storyboard import names
from storyboard.patterns import deferred

_ENDS = deferred(r"(?<!\bM[Rr])(?<!\bM[Rr][Ss])(?<!\b[DS][RrTt])[.!?;]['’”\"]?\s+")
_FEWEST = 4
"""Words of a clause that tells what is seen, at least: less is an exclamation."""
_ASIDE = deferred(r"\([^()]*\)")
_WORDS = deferred(r"['’][sS]?(?![A-Za-z])|[A-Za-z][A-Za-z-]*|\d+|[,:—–]")
_PROPER = deferred(r"[A-Z]{2}|I\b|(?:Mr|Mrs|Ms|Dr|St)\b")
_NOISE = deferred(
    r"^(An? (?:(?:[a-z]+),? ){0,3}(?:click|crunch|crack|bang|knock|thud|thump|snap|sneeze|cough|whistle|creak|squeak|shout|scream|bark|splash|clap|ring|beep|buzz|rumble|gunshot|shot))(?=[.;])"
)
"""A noise that has a clause to itself."""
_BEHIND = deferred(
    r"\b(?:who|which|that|where|whose|while|when|until|if)\b (?:[^,.;:“”\"]*? )??[a-z]+s\b[^,.;:]*|\b(?:he|she|they|it|we|you)\b (?:has|have|had|wears|holds) [^,.;:]*"
)
"""What is told of a thing by a clause behind it: the arc she has wiped."""
_FINITE = deferred(
    r"\b(?:is|are|was|were|has|have|had|can|will|does|do|may|must|cannot|we|he|she|they|it(?= [a-z]+s\b)|goes|dies|lies|flies|tries|fades?)\b|['’]s (?:lands|hits|falls|stays)\b|[a-z]n['’]t\b",
    re.IGNORECASE,
)
_OTHER = deferred(
    r"(?:[A-Z]?[a-z]+ly,? )?(?:[Nn]ot|[Nn]o|[Nn]othing|[Nn]obody|[Tt]hen|[Aa]nd|[Bb]ut|[Oo]nly|[Nn]ow|[Ss]till|[Aa]gain|[Ss]een|[Aa]s|[Ff]or|[Ww]hile|[Ii]f|[Rr]ow by row|[Oo]ne by one)\b|[^,:]*\bfocus (?:from|to)\b|Point of view|[A-Z]?[a-z]+ly,"
)
"""How a clause begins that goes on, or tells how it is filmed."""
_HEARD = deferred(r"\b(?:sounds?|noises?|voices?|sneeze|cough|click|silence|pause|breath|caption)\b", re.IGNORECASE)
_WHERE = deferred(
    r"((?:In|On|At|Over|Under|Above|Below|Behind|Before|Between|Among|Beside|Beyond|Across|Along|Through|Past|Around|Against)(?: (?:the|an?|his|her|its|their|it|him|them|us))?(?: (?!(?:the|an?|his|her|its|their)\b)[a-z-]+){0,4}(?:, (?:dark|blurred|small|large|close|out of focus|far off))?,"
    r"|(?:In (?:front|the foreground|the background|the depth)|(?:On|At) the (?:far )?(?:left|right)(?: (?:front|rear))?|(?:Behind|Beside|Before|Above|Below|Under|Over|Between|Beyond) (?:him|her|them|it|us)(?: on the (?:left|right))?)(?:, (?:dark|blurred|small|large|close|out of focus|far off),?)?) "
    r"(?=(?:the|an?|his|her|its|their|two|three|four|[A-Z]{2,}|[a-z]+['’]s)\b)"
)
"""Where something is, before it: Over it, the yellow raincoat; In front, dark, her head."""
_INVERTED = deferred(
    r"(?:In|On|At|From|Under|Over|Above|Below|Behind|Before|Between|Among|Beside|Beyond|Across|Along|Through|Past|Far|Deep|Right|Left|Large|Small)\b.*\b(?:come|stand|lie|hang|rise|sit|run|lead|stretch|glow|burn|go|rest|wait)\b",
    re.IGNORECASE,
)
"""Where something is, before a deed of several: From the right come her yellow cuff and her licked thumb."""
_DEED_OF_MANY = deferred(
    r"(?:(?<![’'])\b(?!(?:its|his|this|us|as|is|across|always|perhaps)\b)[a-z]+(?<!s)s|\b(?:men|women|people|children|feet|crowd|CROWD|PEOPLE|[A-Z]{2,}(?:S|MEN)|[A-Z]{2,} and [A-Z]{2,}|all|both))\b(?: (?!(?:a|an|the)\b)[a-z-]+,?){0,5}? (?:hold|grip|clutch|clasp|grasp|hang|rest|lie|stand|sit|close|open|lift|raise|lower|reach|come|go|fall|drop|sink|rise|tremble|shake|stay|keep|carry|press|pull|push|turn|move|slide|slip|spread|fold|touch|stroke|cover|work|tie|twist|count|search|meet|part|follow|look|stare|gleam|shine|swing|dangle|dig|tear|take|lay|set|put|let|draw|frame|support|point|curve|bore|heave|flick|fill|crawl|lead|leave|bring|lean|crack|belly|twitch|stretch|line|run|roll|burn|glow|flash|float|drift|wait|watch|face|face|join|cross|bend|bow|tip|catch|fly|flutter|drip|stream|pour|settle|gather|crowd|wobble|climb|creep|pass|strike|stop|begin|start|bear|narrow|widen|blink|grow|stick|jut|loom|tower|vanish|appear|show|read|say|mark|tick|part|melt|snatch|kneel|crouch|squat|walk|march|dance|play|sway|rock|ring|answer|break|burst|split|scatter|shiver|shrink|squeeze|clamp|rub|wipe|scrape|tap|drum|beat|knead|stir|cut|peel|pick|jump|travel|hop|limp|hunch|squash|blur|shape|jolt|glide|leap|thud|clatter)\b(?![’'-])"
)
"""A deed of several: two hundred striped deckchairs curve."""
_AS_VERB = deferred(
    r"(?!(?:across|this|his|its|hers|ours|theirs|us|always|perhaps|towards|backwards|forwards|sideways|upwards|downwards|afterwards|else|glass|grass|brass|dress|cross|plus|thus|yes|news|lens|canvas|bus|gas|address|mattress|[a-z]+ness|[a-z]+less|[a-z]+ous|knees|plaits|braids|ears|arms|jaws|alders|capitals|letters|digits|eyes|lips|shoulders|legs|fingers|fists|shoes|sleeves|cuffs|panes|rods|chimneys)$)[a-z-]*[a-z]s"
)
"""A word that ends as a verb does of one person or thing."""
_LEADS = deferred(
    r"(?:[—–]|['’][sS]?|\d+|the|an?|his|her|its|their|my|your|our|no|some|any|all|both|every|many|few|several|more|most|other|another|such|these|those|two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|thirty|forty|fifty|hundred|hundreds|thousand|dozen|half|first|second|last|next"
    r"|of|in|on|at|to|from|with|without|by|for|under|over|before|between|among|beside|beyond|against|through|across|along|around|round|into|onto|out|off|past|towards?|like|than|and|or|but|as"
    r"|red|blue|green|yellow|white|black|grey|gray|brown|orange|pink|purple|golden?|silver|copper|amber|crimson|scarlet|ochre|beige|cream|navy|pale|dark|bright|light|dim|deep|warm|cold|hot|wet|dry|damp|muddy|dusty|dirty|clean|small|big|large|huge|tiny|little|long|short|tall|high|low|wide|broad|narrow|thin|thick|fat|round|square|flat|sharp|blunt|soft|hard|rough|smooth|heavy|old|new|young|bare|empty|full|open|closed|broken|torn|crooked|straight|steep|shallow|mossy|gnarled|rusty|rotten|fresh|raw|ripe|loose|tight|striped|checked|curled|upper|lower|outer|inner|single|double|same|own"
    r"|wooden|wool|woollen|cotton|leather|silk|velvet|denim|tin|steel|iron|stone|brick|paper|plastic|rubber|straw|rock|oak|pine|marker|kitchen|garden|[a-z]+-[a-z]+|[a-z]+(?:ish|ful)"
    r"|(?!.*(?:thing|evening|morning|building|ceiling|wedding|railing|awning|lining|string|spring|swing|king|ring|wing)$)[a-z]{3,}ing|(?!.*(?:seed|weed|reed|bed|sled|shed|feed)$)[a-z]{2,}ed)"
)
"""Words before things of which there are several: striped deckchairs, along rusty rails."""


def beheld(head: str, naming: names.Naming) -> str:
    """A picture in which every clause has a verb."""
    if not naming.language.does("writing.words"):
        return head
    people = {at for start, end, _ in names.matches(head, naming) for at in range(start, end)}
    kept = {at for found in names.QUOTED.finditer(head) for at in range(found.start(), found.end() - 1)} | people
    ends = [found.end() for found in _ENDS.finditer(head) if found.start() not in kept]
    spans = list(pairwise([0, *ends, len(head)]))
    out, seen = "", False
    for start, stop in spans:
        piece = head[start:stop]
        begins = not out or out.rstrip().rstrip("'’”\"").endswith((".", "!", "?"))
        told = _NOISE.sub(r"\1 is heard", piece)
        seen = seen and not begins
        if told == piece and not seen and (is_view(piece) or is_view(_listing(piece))):
            named = start in people or not begins or _is_name(piece, head)
            where = _WHERE.match(piece)
            small = piece if named else f"{piece[:1].lower()}{piece[1:]}"
            told = f"{where[1]}{'' if where[1].endswith(',') else ','} we see {piece[where.end() :]}" if where else ""
            told, seen = told or f"{'We' if begins else 'we'} see {small}", True
        out = f"{out}{told}"
    return out


def _is_name(piece: str, head: str) -> bool:
    """Whether the first word of a sentence has its capital anywhere: it stands before looks in brackets, or within another sentence."""
    first = re.match(r"[A-Z][a-z]+", piece)
    within = first and re.search(rf"[a-z,;] {first[0]}\b", head)
    return bool(_PROPER.match(piece) or within or re.match(r"[A-Z][a-z]+ \(", piece))


def _listing(clause: str) -> str:
    """What stands before a colon, where people are told one by one: Three squeezed on the bench: MAE is on the left."""
    return clause.partition(": ")[0] if ": " in clause else ""


def is_view(clause: str) -> bool:
    """Whether an English clause is things and people and where they are, and no verb tells what they do."""
    bare = _BEHIND.sub(" ", _ASIDE.sub(" : ", names.QUOTED.sub(" ", clause)))
    words = _WORDS.findall(bare)
    if len(words) < _FEWEST or _OTHER.match(clause) or _INVERTED.match(bare):
        return False
    if any(told.search(bare) for told in (_HEARD, _FINITE, _DEED_OF_MANY)):
        return False
    return not any(_AS_VERB.fullmatch(word) and not _LEADS.fullmatch(before) for before, word in pairwise(words))
