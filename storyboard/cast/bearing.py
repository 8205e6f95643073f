"""What a clause says somebody has on them, whichever way it is put: 左脸有一道刀疤, 鼻梁上架着金丝眼镜, `a scar across her left cheek`.

A clause of this form speaks of whoever the sentence is about. Things that are only done with (摘下眼镜, `takes off her hat`) are not borne.
"""

import re

from storyboard.patterns import deferred, grouped

BODY_ZH = (
    "左半边脸|右半边脸|半边脸|半张脸|左手掌心|右手掌心|手掌心|左掌心|右掌心|左手心|右手心|手心|后背|后腰|前胸|小腹|颈后|耳后|左眉尾|右眉尾|左眉梢|右眉梢|眉尾|眉梢|左眉|右眉|左眼角|右眼角|左嘴角|右嘴角|左额角|右额角|左耳垂|右耳垂|左鬓|右鬓|唇边|唇上|唇角|颊上|面颊|面上|颈上|后颈|喉咙|喉头|锁骨|左胸|右胸|胸膛|左腕|右腕|左手背|右手背|左手腕|右手腕|左小臂|右小臂|虎口|掌心|指尖|左脚踝|右脚踝|左膝盖|右膝盖|脑后|后脑勺|肩头|嘴边|指间|手上|袖口|衣襟|领口|下颌|太阳穴|脖颈上|左脸颊|右脸颊|左眼|右眼|双眼|眼睛|鬓边|鬓间|鬓角|左颊|右颊|双颊|左膝|右膝|膝盖|小腿|脚腕|小臂|满臂|双臂|左臂|右臂|臂|左脸|右脸|脸颊|脸庞|脸上|脸|额头|额角|额前|眉间|眉心|眉骨|眉毛|眼角|眼眶|嘴角|嘴唇|鼻梁|鼻子|耳朵|耳垂|左耳|右耳|下巴|脖子|脖颈|颈间|颈|"
    "胸前|胸口|左肩|右肩|肩膀|肩上|肩头|肩|左臂|右臂|手臂|胳膊|左手|右手|双手|手腕|手指|手背|手|腕|腰间|腰|左腿|右腿|腿|左脚|右脚|脚踝|脚|背|头上|头顶|头|身上|身|发间|发髻|额|鬓"
)
_FINGERS = "无名指|中指|食指|小指|拇指"
_BODY, _BODY_OR_FINGERS = grouped(BODY_ZH.split("|")), grouped(f"{_FINGERS}|{BODY_ZH}".split("|"))
"""The same as patterns."""
_BEARS_ZH = deferred(
    rf"(?:[他她其](?:的)?)?(?:还|也|正|只|却|都|竟|依旧|依然|仍|已|总是?|常年|一直|永远)*"
    rf"(?:(?P<where>{_BODY})(?:上|间|边|里|处)*(?:只|还|又|也|都|却|仍|依旧|依然)*(?:(?:有|[全满都尽]?是|多了?)(?:着|了)?|(?:趿拉|[戴挂架缠裹绑系别插纹刺烫留长生贴涂画打套围披背蒙盖绕染扣搭悬簪罩挽糊拖扎塞踩蹬穿卷夹箍划割装安接])(?:着|了|满|有|上了?)|[挂戴系悬簪搭别插挽拖](?=[一两]?[个条块枚朵只支根])|的|(?=[一两几数好][道圈排条颗枚串块副只朵撮双顶根支身])|(?=[^，。]{0, 2}(?:疤|痣|疮|雀斑|皱纹|麻子|纹身|刺青|胎记)))"
    r"|(?:[戴挂架缠裹绑系别插纹刺烫留长生涂围披背挎蒙盖扎梳剃拄穿蹬踩趿套扣罩捋]|趿拉|脚踩|脚蹬|剪|搭|插|烫|染)(?:着|了一?|有|满)|[头身脚腰颈](?:戴|穿|着|披|踩|蹬|系|裹)着?|满[头脸]|一[头脸身袭]|露出(?:里[面头]|底下|内里)?(?:的)?|[戴穿披挎系搭裹套围拄插别扎留剪顶架](?=一?[件条副顶根双块枚支朵身])|里[面头](?:穿着?|套着?)|外[面头](?:胡乱)?(?:穿|套|罩|披)[着了]?|[打光赤]着?(?=脚|足|膀子|双脚))"
    r"(?:(?:一|两|几|数|好几|那|这)[道条颗副枚只块把根顶对双件串个身头撮缕层截圈排朵支张]|[副条枚顶串件双朵])?(?P<what>.+)"
)
_SKIN_ZH = deferred(
    "疤|痣|疮|纹身|刺青|胎记|刀伤|烧伤|烫伤|雀斑|皱纹|假肢|义肢|假手|假腿|木腿|伤痕|伤口|刀口|淤青|抓痕|鞭痕|勒痕"
)
_INK_ZH = deferred(
    rf"(?P<where>{_BODY})(?:上|间|边)?(?:纹|刺|文)(?:着|了|有|满)(?:一?[条只朵个头幅])?(?P<what>[^，。；的]{{1,6}})$",
    needs="纹刺文",
)
_INKED_ZH = deferred(
    rf"(?P<where>{_BODY})(?P<edge>以下|以上|上下)?(?:全|都|满)*是(?P<what>[^，。]{{0,6}}(?:纹身|刺青|刀疤|伤疤|疤痕|胎记))$",
    needs="纹刺疤胎",
)
_BRUISED_ZH = deferred(
    rf"(?:露出|顶着|肿着)?(?:一?[只张片])?(?P<how>乌青|青紫|红肿|肿胀|淤青)的(?P<where>{_BODY})$", needs="青紫肿"
)
"""A part of the body and how it is: 露出乌青的右眼."""
_STRUCK_ZH = deferred(
    rf"(?P<where>{_BODY})上?(?P<how>[青紫肿破])了一?(?:大|小|好几|几)?[块片个道处]$", needs="青紫肿破"
)
_STRUCK = {"青": "淤青", "紫": "淤青", "肿": "红肿", "破": "破了皮"}
"""What a blow has left: 额头上青了一块."""
_LACKS_ZH = deferred(
    rf"(?P<where>{_BODY})?(?:上)?(?:只剩|只有|缺|少|断|没)(?:了|着)?(?P<what>(?:一|半|两|三|四)[截根颗只条个块]?(?:小指|手指|指头|食指|中指|无名指|拇指|门牙|牙|耳朵|胳膊|手臂|腿|眼))$"
)
_USELESS_ZH = deferred(
    r"(?P<part>(?:左|右|双|一[条只])?(?:手臂|胳膊|小臂|臂|腿|手|脚|眼睛|眼))(?:已经?|早已|早就|全|都|还|仍|始终|无力地?|软软地?|直直地?|软绵绵地?)*"
    r"(?P<how>(?:垂|耷拉)着|废了|残了|残废|残疾|瘸了|跛着?|微跛|瞎了|失明|萎缩|不能动|动不了|动弹不得|不大?听使唤|不太听使唤|抬不起来|使不上[劲力]|失去知觉|没有?知觉|没了|断了)(?:了|的)?$",
    needs="垂耷废残瘸跛瞎明缩动听抬使知没断",
)
_LIFELESS = {
    "垂着": "垂着不能动",
    "耷拉着": "垂着不能动",
    "残了": "残废",
    "废了": "残废",
    "瞎了": "失明",
    "瘸了": "瘸",
    "跛着": "跛",
}
"""How one says of a part of the body that it serves no more."""


def useless_zh(clause: str) -> str:
    """The mark for a part of the body that serves no more: 左臂垂着不能动 of 左臂垂着; empty where a clause says nothing of the kind."""
    found = _USELESS_ZH.fullmatch(clause)
    if not found or (found["part"] in ("手", "双手", "臂", "双臂") and "垂" in found["how"]):
        return ""
    return found["part"] + _LIFELESS.get(found["how"], found["how"])


_STATES_ZH = (
    (deferred(r"(?:背|腰)(?:有[些点]|微微|已经?)?驼|驼着?背"), "驼背"),
    (deferred(r"[赤光]着?双?[脚足]"), "赤脚"),
    (deferred(r"[瞎盲]了?(?:一|左|右)只?眼|独眼|一只眼(?:睛)?[瞎盲]"), "独眼"),
    (deferred(r"断了?一?[条只](?:胳膊|手臂|手)|独臂|一[条只](?:袖子|袖管)空"), "独臂"),
    (deferred(r"瘸着?(?:一条)?腿|跛着?脚"), "瘸腿"),
    (deferred(r"(?:身形|身子|腰背|背)?佝偻"), "驼背"),
    (deferred(r"[光赤打]着?(?:膀子|上身|赤膊)|赤膊"), "赤膊"),
    (deferred(r"用(?:手[中里]的?|自己的)?拐杖[敲戳顿点拄撑指捣][^，。]{0,6}"), "拐杖"),
    (deferred(r"蓬头垢面"), "蓬头垢面"),
    (deferred(r"怀孕(?![了吗的]?[？?])|身怀六甲|[挺大]着[^，。]{0,5}?(?:大|孕)?肚"), "孕肚"),
    (deferred(r"坐[在着]?(?:一[把架辆])?轮椅"), "轮椅"),
    (deferred(r"左(?:臂|边|侧|手)?(?:的)?(?:袖管|袖子|衣袖)空(?:荡荡|着|了)?"), "左袖管空荡荡"),
    (deferred(r"右(?:臂|边|侧|手)?(?:的)?(?:袖管|袖子|衣袖)空(?:荡荡|着|了)?"), "右袖管空荡荡"),
)  # fmt: skip
"""Ways a body is, and the mark for each."""
_STATE_STARTS = frozenset("背腰驼赤光瞎盲独一断瘸跛身佝打用蓬怀挺大坐左右")
"""What they begin with."""


BODY_EN = (
    "nose|cheeks?|face|forehead|brow|eyes?|eyebrow|chin|jaw|lips?|mouth|ears?|neck|throat|shoulders?|chest|arms?|forearms?|wrists?|hands?|knuckles|fingers?|waist|hips?|"
    "back|legs?|thigh|knees?|elbows?|ankles?|feet|foot|head|temples?|hair|cheekbones?|collar|lap|eyebrows|throat|teeth"
)
_AT_EN = r"(?:on|across|over|around|round|at|down|along|under|in|about|through|above|below|beneath|from)"
BORNE_EN = deferred(
    rf"(?:(?:and|there['’]s|there is|there are)\s+)?(?P<what>(?:(?:an?|the|two|his|her)\s+)?(?:[\w’'-]+\s+){{0,4}}?[\w’'-]+)\s+(?:(?:\w+ing\s+|hangs?\s+|\w+ed\s+)?{_AT_EN}|covers|holds|hides|frames|crosses|splits|mars|circles)\s+(?:his|her|one|both|the)\s+(?:[\w’'-]+\s+)?(?:{BODY_EN})\b(?!\s+of\b)",
    re.I,
)
"""A clause between commas that says what somebody has where: `a scar across her left cheek`, `a toolbelt around his waist`."""
OWN_EN = deferred(
    rf"['’]s\s+(?P<told>(?:[\w’'-]+\s+){{0,2}}?(?:{BODY_EN}|beard|moustache)\s+(?:is|are|was|were)\s+[^.;,]+)", re.I
)
"""What stands behind a name and says how a part of its body is: `'s left leg is a prosthetic`."""
PART_EN = deferred(rf"['’]s\s+(?:[\w’'-]+\s+)?(?:{BODY_EN}|smile)\b", re.I)
"""A part of the body of whoever's name stands before it."""
HANGS_EN = deferred(
    r"\b(?:the|an?)\s+(?P<what>(?:[\w’-]+\s+){0,2}?(?!(?:receiver|handset|phone|telephone|hand|knife|gun)\b)[\w’-]+)\s+(?:still\s+)?(?:at|on|in|around|round|about)\s+(?:his|her)\s+(?:throat|neck|wrist|finger|lapel|belt|ear)\b",
    re.I,
)
"""What hangs on somebody, whatever they do with it: `touches the locket at her throat`."""
CARRIED_EN = deferred(
    r"\b(?P<what>(?:(?!(?:an?|the|his|her|of|and|with|no)\b)[\w’'-]+\s+){0,2}?(?:badge|star|medals?|ribbons?|rosette|walkie-talkie|radio|holster|pistol|revolver|gun|knife|dagger|sword|rifle|shotgun|quiver|bow|satchel|bag|guitar|keys|torch|flashlight|lantern|canteen|whistle|stethoscope|camera|binoculars|name ?tag|tool ?belt|bandolier|rucksack|backpack|parrot))\s+"
    r"(?:(?:hangs|hanging|hung|swings|swinging|dangles|dangling|crackles|jingles|jingling|glints|gleams|slung|strapped|pinned|clipped|tucked)\s+(?:crooked(?:ly)?\s+|upside down\s+|high\s+|low\s+)?)?(?P<at>on|over|across|a?round|in(?=\s+(?:his|her)\s+(?:belt|waistband)))\s+(?:his|her)\s+(?P<place>chest|breast|hip|belt|waist|waistband|vest|shoulders?|back|jacket|coat|neck|lapel|thigh|shirt)\b",
    re.I,
)
"""What is carried or pinned where it can be seen: `a deputy's star on his chest`, `a walkie-talkie on her belt`."""
DRESSED_EN = deferred(
    r"\b(?P<what>(?:(?!(?:an?|the|his|her|of|and|with|no|has|wears)\b)[\w’'-]+\s+){0,2}?(?:bandages?|dressing|plaster cast|cast|plaster|splint|tourniquet|rag|handkerchief|tea towel|dishcloth|strip of (?:[\w-]+\s+)?[\w-]+))\s+"
    r"(?:(?:tied|wound|wrapped|knotted)\s+)?(?P<at>a?round|on|over|across|about)\s+(?:his|her|one)\s+(?P<place>(?:(?:left|right|upper|good|bad)\s+)?(?:hands?|arm|forearm|wrist|head|leg|knee|ankle|thumb|finger|palm|shoulder|foot|forehead|brow|eyes?|throat|neck))\b",
    re.I,
)
"""What is tied around a part of somebody: `a fresh bandage round his left hand`."""
WRAPPED_EN = deferred(
    r"\b(?:wrapped|huddled|bundled|swaddled|shivering) (?:up )?in (?:an? |the )?(?P<what>(?:[\w-]+ ){0,2}?(?:blanket|towel|sheet|quilt|duvet)s?)\b",
    re.I,
)
"""What is around somebody and is no garment: `wrapped in a blanket`."""
SMEARED_EN = deferred(
    rf"\b(?P<what>(?:(?:dried|fresh|engine|white|black|red|green|blue) )?(?:oil|flour|blood|mud|paint|soot|ink|grease|dirt|chalk|ash|sawdust|plaster))\s+(?:on|across|to|up to|all over|down|under)\s+(?:his|her)\s+(?P<part>(?:(?:left|right|upper)\s+)?(?:{BODY_EN}|sleeves?|cuffs?|shirt|nails))\b",
    re.I,
)
"""What is on somebody's skin or clothes: `oil on his cheek`, `flour to her elbows`."""
MARRED_EN = deferred(
    rf"\ban?\s+(?P<what>(?:[\w-]+\s+)?(?:burn|scar|birthmark|gash|welt))\s+(?:has taken|takes|covers|crosses|splits|marks|mars|(?:runs|cuts|goes) (?:down|across|along|through|from))\s+(?:half\s+)?(?:his|her|one)\s+(?P<part>(?:[\w-]+\s+)?(?:{BODY_EN}))\b",
    re.I,
)
"""A scar that a sentence gives a life of its own: `a burn has taken half his face`."""
SKIN_EN = deferred(
    rf"(?:\b(?:an?|his|her)\s+)?\b(?P<what>(?:(?!(?:and|with|a|an|the|his|her|in|of|has|had)\b)[\w-]+\s+){{0,2}}(?:scar|mole|birthmark|tattoo|beauty spot))\s+(?P<at>on|over|across|above|below|under|down|along|beside|near|through)\s+(?:his|her|one|the)\s+(?P<part>(?:(?:left|right|lower|upper)\s+)?(?:{BODY_EN}))\b(?!['’])",
    re.I,
)
"""What is on somebody's skin, and where: `a mole on her right cheek`."""
HURT_EN = deferred(
    rf"(?:^(?:and\s+)?|\b(?:his|her)\s+|['’]s\s+)(?P<part>(?:(?:left|right|lower|upper)\s+)?(?:{BODY_EN}))\s+(?:(?:is|are|was|were|hangs?|dangles?|swings?)(?: down| loose)?\s+)(?:badly |still |freshly |heavily |all )?"
    r"(?P<how>useless|limp|lifeless|withered|paraly[sz]ed|lame|missing|gone|wooden|milky|blind|split|torn(?: open)?|bandaged|swollen(?: shut)?|bruised|bloody|bloodied|cut|scraped|grazed|burn(?:ed|t)|wrapped|taped|stitched|scarred|tattooed|in an? (?:cast|sling|splint|brace))\b",
    re.I,
)
"""How a part of somebody's body is hurt or bound: `His lip is split`."""


BOUND_EN = deferred(
    rf"\b(?:one|his|her)\s+(?P<part>(?:(?:left|right|good|bad)\s+)?(?:{BODY_EN}))\s+(?:is\s+|still\s+)?(?P<how>bound|wrapped|swathed|bandaged)(?: up)?\s+in\s+(?P<in>(?:an?\s+)?(?:[\w-]+\s+)?[\w-]+)(?=\s*(?:[,.;]|$))",
    re.I,
)
"""A part of the body and what it is bound with: `one hand bound in silk`."""
DRESSED_IN_EN = deferred(
    rf"\b(?:an?\s+|one\s+|his\s+|her\s+|its\s+)?(?:(?P<how>cut|hurt|broken|injured|burned|burnt|sprained|wounded|bad|left|right)\s+)?(?P<part>{BODY_EN}|thumb|palm)\s+(?:is\s+|still\s+)?in\s+(?P<what>(?:an?\s+)?(?:(?!his\b|her\b|the\b)[\w-]+\s+){{0,2}}?(?:bandages?|plaster(?: cast)?|cast|sling|splint|dressing|gauze))(?=\s*(?:[,.;)]|$))",
    re.I,
)
"""A part of the body and what it is dressed with: `cut thumb in a huge bandage`."""
DRAGGED_EN = deferred(
    r"\b(?:drags?|dragging)\s+(?:his|her|one)\s+(?P<part>(?:(?:left|right|bad|lame|useless|stiff)\s+)?(?:leg|foot))\b",
    re.I,
)
"""A leg that serves no more: `dragging his left leg`."""
OWNERS_EN = frozenset(("his", "her", "one", "both", "the"))
"""One of these stands, between blanks, in what the patterns of a part of the body fit that has an owner."""


LOST_EN = deferred(
    r"\b(?:has|is|with)\s+(?:lost|missing)\s+(?P<what>(?:an?|one|two|three|half an?|his|her)\s+(?:(?:left|right|front|little|index|top)\s+)?(?:fingers?|arms?|legs?|ears?|eyes?|teeth|tooth|hands?|feet|foot|thumb|toes?))"
    r"|\b(?:an?|the)\s+(?P<instead>(?:\w+\s+)?(?:hook|stump|claw|blade|peg))\s+where\s+(?:his|her)\s+(?P<limb>(?:(?:left|right)\s+)?(?:hand|arm|leg|foot))\s+(?:should|used|was|once)\b"
    r"|(?:\b(?:one|his|her)|['’]s)\s+(?P<sleeve>(?:(?:left|right)\s+)?sleeve)\s+(?:is\s+|hangs\s+)?(?:pinned|empty)\b"
    r"|\b(?P<one>one|an?|(?:his|her)(?: left| right)?)\s+(?P<part>(?:front )?(?:ear|eye|arm|leg|hand|finger|tooth|thumb))\s+(?:is\s+)?(?:missing|gone)\b",
    re.I,
)
"""A part of the body that somebody lacks: `has lost two fingers`, `one ear missing`."""

SIGNS_EN = {
    pattern: frozenset(words.split("|"))
    for pattern, words in (
        (LOST_EN, "lost|missing|where|sleeve|gone"),
        (HANGS_EN, "his|her"),
        (
            CARRIED_EN,
            "badge|star|medal|medals|ribbon|ribbons|rosette|talkie|radio|holster|pistol|revolver|gun|knife|dagger|sword|rifle|shotgun|quiver|bow|satchel|bag|guitar|keys|torch|flashlight|lantern|canteen|whistle|stethoscope|camera|binoculars|nametag|tag|toolbelt|belt|bandolier|rucksack|backpack|parrot",
        ),
        (DRESSED_IN_EN, "bandage|bandages|dressing|plaster|splint|sling|cast|gauze"),
        (DRESSED_EN, "bandage|bandages|dressing|plaster|cast|splint|tourniquet|rag|handkerchief|towel|dishcloth|strip"),
        (BOUND_EN, "bound|wrapped|swathed|bandaged"),
        (DRAGGED_EN, "drag|drags|dragging"),
        (WRAPPED_EN, "wrapped|huddled|bundled|swaddled|shivering"),
        (SMEARED_EN, "oil|flour|blood|mud|paint|soot|ink|grease|dirt|chalk|ash|sawdust|plaster"),
        (MARRED_EN, "burn|scar|birthmark|gash|welt"),
        (SKIN_EN, "scar|mole|birthmark|tattoo|spot"),
        (
            HURT_EN,
            "useless|limp|lifeless|withered|paralysed|paralyzed|lame|missing|gone|wooden|milky|blind|split|torn|bandaged|swollen|bruised|bloody|bloodied|cut|scraped|grazed|burned|burnt|wrapped|taped|stitched|scarred|tattooed|cast|sling|splint|brace",
        ),
    )
}
"""What tells of somebody wherever in a sentence, each with words of which one stands in all that it fits."""
_LETTERS = deferred("[a-z]+")


def words_en(text: str) -> frozenset[str]:
    """The words of an English text in small letters, to be compared with signs."""
    return frozenset(_LETTERS.findall(text.casefold()))


def lost(match: re.Match[str]) -> str:
    """The same as one says it beside other marks: two fingers missing, missing ear, hook for a right hand."""
    if match["instead"]:
        return " ".join((match["instead"], "for a", match["limb"])).lower()
    if match["sleeve"]:
        return f"empty {match['sleeve']}".lower()
    if match["part"]:
        side = re.sub(r"^(?:one|an?|his|her)\s*", "", match["one"].lower())
        return " ".join(filter(None, ("missing", side, match["part"].lower())))
    return f"{re.sub('^(?:an?|one|his|her) ', '', match['what'].lower())} missing"


def dressed(match: re.Match[str]) -> str:
    """What a part of the body is dressed with, as one says it beside other marks: huge bandage on the thumb; of arm in a sling as it is."""
    what = re.sub(r"^an?\s+", "", match["what"].lower())
    part, side = match["part"].lower(), (match["how"] or "").lower()
    part = f"{side} {part}" if side in ("left", "right") else part
    if what.split()[-1] == "sling":
        return f"{part} in a {what}"
    return f"{'plaster cast' if what == 'cast' else what} on the {part}"


def hurt(match: re.Match[str]) -> str:
    """The same as one says it beside other marks: split lip, arm in a sling."""
    how, part = match["how"].lower().removesuffix(" open"), match["part"].lower()
    return f"{part} {how}" if how.startswith("in ") else f"{how} {part}"


OF_BODY_EN = deferred(
    rf"\b(?P<what>(?:an?|the|one|two)\s+(?:[\w’'-]+\s+){{1,4}}?)(?:runs?|glints?|gleams?|crosses|snakes?|stretches|cuts?|shines?|flashes|shows?|marks?|covers?|sits?|hangs?|circles|peeks?|coils?|winds?)\s+"
    rf"(?:{_AT_EN}\s+|across\s+|out\s+of\s+)?$"
    rf"|\b(?P<skin>(?:an?|the)\s+(?:[\w’'-]+\s+){{0,2}}?(?:birthmark|scar|tattoo|mole|burn|bruise))\s+{_AT_EN}\s+$",
    re.I,
)
"""What stands before `NORA's cheek` and says what is there: `A long scar runs down`."""


_WORN_ZH = deferred(
    rf"(?:[他她](?:的)?)?(?:还|也|正|却)?(?:(?P<where>{_BODY_OR_FINGERS})(?:上|间|里|边)*，?(?P<verb>[戴套插别挂系簪悬佩缠裹绑贴粘披扎箍围罩蒙背挎顶鼓肿])(?:着|满|有)?"
    rf"|(?P<alone>戴着|佩着|簪着|别着|挎着|系着|背着(?=[^，。]*[包袋囊篓筐箱匣琴弓篮管筒剑刀枪伞柴鼓锅]$)))"
    rf"(?:一?[道条颗副枚只块把根顶对件串个身圈朵支张]|一?双(?!肩)|满了?|的)?(?P<what>[^，。、；：！？]{{2,10}})"
)
ON_ZH = deferred(rf"(?<![^，。；的\s])(?P<where>{_BODY_OR_FINGERS})(?:上|间|里|边)?，(?=[戴套插别挂系簪缠裹绑]着)")
"""A part of the body that a clause of its own names, before the clause that says what is on it."""
_NOT_WORN_ZH = deferred(
    "[他她你我它谁门墙窗树灯心气命债名罪笑泪汗血光影神意雪霜雨雾人孩手脚头脸风火马说的了着]$|[他她你我走跑去来血泪汗笑]|口水|泡沫|表情|目光|众人|残留|还"
)
"""What nobody has on like a thing: 脸上挂着笑, 背着众人."""
_LUMPS = frozenset("鼓肿")
_RISEN = deferred(r"^[起出]?了?(?:一?[个块])?(?=.)")
_BODY_WORDS = frozenset(BODY_ZH.split("|"))


def worn_zh(clause: str) -> str:
    """Whatever thing a clause says somebody has on their body, as one says it beside other marks: 头戴狼耳朵, 额头上的大红包; empty where it says none."""
    found = _WORN_ZH.fullmatch(clause)
    if not found or _NOT_WORN_ZH.search(found["what"]):
        return ""
    what, where = found["what"], found["where"]
    if where and f"{where}{found['verb']}" in _BODY_WORDS:  # 手背 is no 手 that 背 something
        return ""
    if not where:
        return found["alone"] + what
    if found["verb"] in _LUMPS:  # 额头鼓起一个包, but 脚踝肿得发黑
        return f"{where}{found['verb']}{what}" if what.startswith("得") else f"{where}上的{_RISEN.sub('', what)}"
    return f"{where}{'戴' if found['verb'] == '套' else found['verb']}{what}"


_OFF_ZH = deferred(
    r"(?:(?:解|脱|摘|褪)(?:下|掉|去|开)?了?(?:自己|身上|头上|脸上|脚上|肩上)?(?:的|那?[件顶条副双])?|取下(?:自己|身上|头上|脸上)的?|把(?:自己|身上|头上|脸上)的?|露出了?(?:里[面头]的?|底下的?)?)"
    r"(?P<what>[^，。；：！？他她你我墙桌架门树钩床柜]{1,12}?)(?=[，。；：！？]|$|[解脱摘取披扔递盖挂放搭交抛铺裹罩丢塞])"
)
_INTO_ZH = deferred(
    "(?:[塞揣藏插]|(?<![投存])放)(?:进|在|入|到)了?(?:自己的?|身上的?|贴身的?)?(?P<into>[^，。；他她你我的柜箱包袋抽车]{1,5}?)(?:里|内|口袋|兜|怀里)"
    "|从(?:自己的?|身上的?)?(?P<from>[^，。；他她你我的柜箱包袋抽车]{1,5}?)(?:的)?(?:里|内|口袋|兜|怀里)[^，。他她]{0,3}[掏摸取拿抽]"
)
"""The garment that somebody has on where something is put into it or taken out of: 把纸袋塞进棉袄里."""
_INTO_SIGNS, _OFF_SIGNS = frozenset("里内袋兜"), frozenset("解脱摘褪取把露")
"""One of these stands in what says that something is put into a garment, or that one is taken off."""
_WORN_AS_ZH = tuple("袄衣袍褂裤衫裙氅套克装服")


def pocketed_zh(clause: str) -> tuple[tuple[str, int], ...]:
    """The garment, and where in the clause, that somebody puts something into; nothing where it is no garment."""
    found = _INTO_ZH.search(clause) if not _INTO_SIGNS.isdisjoint(clause) else None
    key = "into" if found and found["into"] else "from"
    return ((found[key], found.start(key)),) if found and found[key].endswith(_WORN_AS_ZH) else ()


_APART_ZH = deferred("[和与、]|以及")
_PASSING_ZH = deferred("[镜罩]$|面具|手套|耳机|面纱|盖头|头盔|头套|手铐|[朵枝束]")
"""What is put on and taken off all day long, so that nobody is drawn with it who takes it off."""


def off_zh(clause: str) -> tuple[tuple[str, int], ...]:
    """The things, and where in the clause, that somebody takes off, so that they have had them on: 官袍 and 斗笠 of 解下自己的官袍和斗笠."""
    found = _OFF_ZH.search(clause) if not _OFF_SIGNS.isdisjoint(clause) else None
    if not found:
        return ()
    at, things = found.start("what"), []
    for thing in _APART_ZH.split(found["what"]) if not found["what"].startswith("着") else ():
        things += [(thing, clause.find(thing, at))] if not _PASSING_ZH.search(thing) else []
    return tuple(things)


_BEGINS_ZH = frozenset(
    {part[0] for part in (*BODY_ZH.split("|"), *_FINGERS.split("|"))}
    | set("他她其还也正只却都竟依仍已总常永")
    | set("戴挂架缠裹绑系别插纹刺烫留长生涂围披背挎蒙盖扎梳剃拄穿蹬踩趿套")
    | set("头身脚腰颈满一打光赤")
    | set("背腰驼赤光瞎盲独一断瘸跛身佝蓬怀挺大扣罩捋脚散披盘挽两鬓云")
    | set("的一几两满头长短卷银白黑须马发露里外剪烫染搭插脑后肩嘴指袖衣领下太双右左臂腿手脚胳眼用坐缺断没少只")
)
"""What a clause of any of these forms begins with; no pattern need be asked of another."""


def may_bear_zh(clause: str) -> bool:
    """Whether a Chinese clause begins as one that `state_zh`, `begins_with_hair_zh` or `parts_zh` reads."""
    return clause[:1] in _BEGINS_ZH


_HAIR_ZH = deferred(
    r"的?(?:一头|满头|披散着?|散着|盘着|挽着|束着|编着|绾着|(?:染了?)?一[撮缕])?(?:头发|云鬓|两鬓|鬓[角发]|.色?毛|长发|短发|卷发|银发|白发|黑发|须发|马尾|发髻)(?!现|出|生|展|抖|光|亮|呆)"
)


def begins_with_hair_zh(clause: str) -> bool:
    """Whether a Chinese clause begins with somebody's hair: 头发花白, 长发及腰."""
    return _HAIR_ZH.match(clause) is not None


def parts_zh(clause: str) -> tuple[str, str] | None:
    """(where on the body, what is there) of a Chinese clause of this form; None of another. `where` is empty where the clause does not say."""
    bears = _BEARS_ZH.match(clause)
    return ((bears["where"] or "").removesuffix("上"), bears["what"].removeprefix("的")) if bears else None


_RUNNING_SCAR_ZH = deferred(
    rf"(?:一|几|两)[道条块片](?P<what>[^，。的]{{0,4}}[疤痕记])(?:从|自)?(?P<where>{_BODY})[上处里]?(?:一直|斜着?|直|蜿蜒|横着)*(?:[爬延伸划拉贯横裂盘][^，。到]{{0,3}})?到?(?P<to>{_BODY})?[上处里下]?"
    rf"|(?:一|几|两)[道条块片](?P<scar>[^，。的]{{0,4}}[疤痕记])(?:斜着?|直|横|竖)?[爬横划贯盘趴][过在穿着]+(?P<on>[^，。]{{0,3}}?(?:{_BODY}))",
    needs="疤痕记",
)
"""A clause about a scar that runs over somebody: 一道旧疤从手腕一直爬到肩膀."""


def _scar_zh(clause: str) -> str:
    """手腕到肩膀的旧疤; empty of another clause."""
    found = _RUNNING_SCAR_ZH.fullmatch(clause)
    if not found:
        return ""
    if found["on"]:
        return f"{found['on']}上的{found['scar']}"
    return (
        f"从{found['where']}到{found['to']}的{found['what']}" if found["to"] else f"{found['where']}上的{found['what']}"
    )


_STATE_SIGNS = frozenset("垂耷废残瘸跛瞎明缩动听抬使知没断疤痕记缺少只青紫肿破纹刺胎文")
"""One of these stands in every clause of a part of the body that serves no more, is lacking, hurt or inked."""


def state_zh(clause: str) -> str:
    """The mark for the way a body is: 驼背 of 背有些驼, 赤脚 of 赤着脚, 胳膊上的龙纹身 of 胳膊上纹着一条龙; empty where it is none of these."""
    marred = _marred_zh(clause) if not _STATE_SIGNS.isdisjoint(clause) else ""
    states = _STATES_ZH if not marred and clause[:1] in _STATE_STARTS else ()
    return marred or next((mark for pattern, mark in states if pattern.match(clause)), "")


def _marred_zh(clause: str) -> str:
    """The mark for a part of the body that is not whole: 左臂垂着不能动, 胳膊上的龙纹身; empty where a clause tells of none."""
    if (useless := useless_zh(clause)) or (useless := _scar_zh(clause)):
        return useless
    if lacks := _LACKS_ZH.match(clause):
        return f"{lacks['where'] or ''}缺{lacks['what']}"
    if bruised := _BRUISED_ZH.fullmatch(clause):
        return f"{bruised['where']}{bruised['how']}"
    if struck := _STRUCK_ZH.fullmatch(clause):
        return f"{struck['where'].removesuffix('上')}{_STRUCK[struck['how']]}"
    if below := _INKED_ZH.search(clause):
        return f"{below['where']}{below['edge']}的{below['what']}"
    inked = _INK_ZH.match(clause)
    return f"{inked['where'].removesuffix('上')}上的{inked['what']}纹身" if inked else ""


def is_skin_zh(what: str) -> bool:
    """Whether a thing is part of the body, so that it must be said where it is: a scar, no glasses."""
    return _SKIN_ZH.search(what) is not None
