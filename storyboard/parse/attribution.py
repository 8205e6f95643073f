"""Who says what stands in quotation marks: the words around it, the person told of before it, the turns of a dialogue."""

import re
from collections import Counter
from collections.abc import Collection, Iterator
from itertools import chain

from storyboard.cast import roles
from storyboard.parse import words
from storyboard.patterns import deferred, spotted

UNKNOWN = {"en": "UNKNOWN"}
"""The speaker where the text does not say who; 未知 in every language not named here."""
NOBODY = "nothing beside the quotation says who speaks"
TURN = 0.55
"""How sure it is that two speak in turn where nobody is named."""
BESIDE = "named beside the quotation"

VERBS = r"尖叫|惊叫|惨叫|惊呼|高呼|咆哮|怒吼|低吼|大吼|嘶吼|吼道|怒喝|厉喝|大喝|呵斥|怒斥|斥责|咒骂|怒骂|狞笑|狂笑|冷哼|哽咽|抽泣|哀求|恳求|求饶|嘲讽|讥讽|打断|附和|警告|质问|追问|催促|呢喃|惊叹|感叹|感慨|调侃|打趣|提醒|安慰|坦白|承认|否认|说道|说|笑道|问道|答道|喝道|叫道|喊道|骂道|叹道|劝道|嚷道|哭道|回道|忙道|冷笑道|道|问|答|喊|叫|嚷|骂|叹|吼|嘟囔|嘀咕|低语|回答|接口|开口|应|念|唱|想|央告|抢着|插嘴|反问|补充|解释|吩咐|命令|宣布|喃喃"
ADVERBS = r"便|又|忙|也|却|就|才|只|都|一面|一边|连忙|赶忙|急忙|因|听了|点头|摇头|笑着|冷笑|微笑|含笑|哭着|低声|高声|大声|轻声|悄悄|慢慢|忽然|突然|于是|接着|这样|的|地|着|对.{1,4}|向.{1,4}|和.{1,4}|跟.{1,4}|同.{1,4}|指着.{1,6}|看着.{1,6}|拉着.{1,6}"
VERB, ADVERB = spotted(VERBS), spotted(ADVERBS)
NAME = r"(?P<who>[\u4e00-\u9fff·]{1,6}?)"
LONGEST_NAME = 6
"""Characters of the longest name that is found."""
BEFORE = deferred(
    rf"(?:^|[，。；！？：、\s”」』])(?:只见|只听得?|那|这|此时|这时|忽听|却说|且说)?{NAME}{ADVERB}*[^，。；“”「」]{{0,6}}{VERB}(?:了|着|道|起来|一句|一声)?\s*[：:，,]?\s*$"
)
STOPS, REACHES, REACH = "，。；", frozenset("对向和跟同指看拉"), 8
"""What stands nowhere within that, but behind one of some words within so many characters: 对她，道：."""
AFTER = deferred(rf"\s*(?:那|这|只见)?{NAME}{ADVERB}*{VERB}(?:[，。：:；！\s]|着|了|道|$)")
SAYS_LAST = deferred(
    rf"[{''.join(dict.fromkeys(word[-1] for word in VERBS.split('|')))}](?:了|着|道|起来|一句|一声)?\s*[：:，,]?\s*$"
)
"""How what ends with a word for saying ends: without it neither BEFORE nor CLAUSE need be asked."""
CLAUSE = deferred(rf"[^，。；！？：\n“”「」『』]*{VERB}(?:了|着|道|起来|一句|一声)?\s*[：:，,]?\s*$")
PRONOUN = deferred(
    r"^(?:他|她|它|我|你|您|那人|这人|有人|大家|众人|人们|一个|一|两|几|谁|自己|后来|忽然|于是|却|便|又|就|也|只|不|还|再|才|都|是|听|看|走|说|笑|对|向|连|忙|因|如|若|但|可|而|且|所|此|其|之|上|下|里|来|去|得|着|了|道|嘴里)"
)
OTHER = deferred(r"(?:他|她|它|我|那|这|有人|有个|一个|众人|大家|又一)")
OTHERS = frozenset("他她它我那这有一众大又")
SAID_AFTER = deferred(rf"^[^听闻]{{1,12}}{VERB}(?:道|了|着|起来|一句)?$")
LEADS_IN = frozenset("这此那忽突于接随后最当只却且")
"""How what leads a sentence in begins."""
LEAD_IN = deferred(r"^(?:这时|此时|那时|忽然|突然|于是|接着|随后|后来|最后|当下|只见|却说|且说)[，,]?")
HEAD = deferred(r"[。！？”」』\n][\s　]{0,8}([\u4e00-\u9fff]{2,6})")
TOWARDS = deferred(r"[对向和跟同给]$")
ENDS = "。！？”」』"
SENTENCE_END, CLAUSE_END = deferred(f"[{ENDS}]"), deferred("[，。！？；：“「『]")
HASTE = deferred(r"[忙因便又也只得的就却才都还先且方]+")
HEARING = deferred(r"[听闻看见]|没有?应")
PARTICLES = "的了着在是又也便就都一不从把被向对和说道问笑见听看想走到来去上下里外叫给很正已"
SAID_EN = r"(?:said|asked|replied|answered|cried|shouted|whispered|muttered|exclaimed|called|added|continued|murmured|snapped|sighed|yelled|told|says|asks|replies|answers|cries|shouts|whispers|mutters|adds|calls|murmurs|snaps|sighs|yells|offer(?:s|ed)|insist(?:s|ed)|demand(?:s|ed)|mumble[sd]|hisse[sd]|growl(?:s|ed)|repeat(?:s|ed)|agree[sd]|admit(?:s|ted)|warn(?:s|ed)|beg(?:s|ged)|plead(?:s|ed)|protest(?:s|ed)|suggest(?:s|ed)|breathe[sd]|snarl(?:s|ed)|observe[sd]|declare[sd])"
WHO_EN = r"(?P<who>(?:Mr\.? |Mrs\.? |Miss |Dr\.? |Lady |Lord |Sir )?[A-Z][a-z’']+(?: [A-Z][a-z’']+)?|[A-Z]{2,}(?: [A-Z]{2,}){0,2})"
BEFORE_EN = deferred(rf"{WHO_EN} (?:\w+ly )?{SAID_EN}[^.!?]{{0,40}}[,:]\s*$")
AFTER_EN = deferred(
    rf"^\s*(?:{SAID_EN} {WHO_EN}|(?P<first>(?:Mr\.? |Mrs\.? |Miss )?[A-Z][a-z’']+) (?:\w+ly )?{SAID_EN})"
)

ROLE_EN = r"(?P<role>(?:the|an?|his|her|my|their|our) (?:[a-z]+ )?[a-z]+)"
BEFORE_ROLE = deferred(rf"(?:^|[.!?]\s+|\s){ROLE_EN} (?:\w+ly )?{SAID_EN}[^.!?]{{0,40}}[,:]\s*$", re.I)
AFTER_ROLE = deferred(
    rf"^\s*(?:{SAID_EN} {ROLE_EN}(?=[.,;:]|\s+\w+ly|$)|{ROLE_EN.replace('role', 'first')} (?:\w+ly )?{SAID_EN})"
)
"""Who says something by what they are: said the officer."""
AFTER_HE = deferred(rf"^\s*(?:{SAID_EN} (?P<late>he|she)\b|(?P<he>he|she|He|She) (?:\w+ly )?{SAID_EN})")
BEFORE_HE = deferred(rf"\b(?P<he>he|she) (?:\w+ly )?{SAID_EN}[^.!?]{{0,40}}[,:]\s*$", re.I)
SOMEBODY_EN = deferred(r"\b(?:an?|the|one|another)(?: [a-z-]+){1,3}", re.I)
"""Words that may mean somebody: an old sailor, the girl."""
JOINS_EN = deferred(r"(?:and|then|but|or|who)", re.I)
"""How what stands before a word for saying ends that is no noun: looks into the camera and says."""
DOES_EN = deferred(
    r"(?:^|(?<!Mr)(?<!Mrs)(?<!Ms)(?<!Dr)[.!?”’\"\n])\s*((?:(?:Mr|Mrs|Ms|Dr)\.? |Miss )?[A-Z][a-z]+(?: [A-Z][a-z]+)?)\s+(?=[a-z])([^.!?\n“\"]*)"
)
"""A sentence that begins with a name and tells of somebody."""
CUED_EN = deferred(r"(?:^\s*|[.!?]\s+|[-–—]\s+)(?P<who>[A-Z][A-Z .'’]{1,24}?)\s*(?:\([^()]{1,20}\))?\s*:\s*$")
"""A cue within a line of a shot: `SHOT 2 - CLOSE - The girl. GIRL: "…"`"""
HE_OR_SHE = deferred(r"\b(?:(he|him|his|himself)|(she|her|hers|herself))\b")
TITLES = (("Mrs", "she"), ("Miss", "she"), ("Ms", "she"), ("Mr", "he"))
VOICE_EN = deferred(r"\b(?:an?|the) (?P<role>(?:[a-z’'-]+ ){0,3}voice)\b[^.!?\"“]{0,40}[:,]\s*$", needs="v")
"""Whose voice is heard: out of it comes an old man's voice, dry as paper: …"""
VOICE_ZH = deferred(
    r"(?:传来|响起|飘来|传出|[里中]|[，。！？；：\s]|^)(?:了|一个|一声|个)?(?:[\u4e00-\u9fff]{1,5}(?:以|之)?[后前]的?)?(?P<who>(?:(?![传响飘里中])[\u4e00-\u9fff·]){1,8}?)(?:的|那)(?:[^，。；：！？]{0,6})?(?:声音|嗓音|喊声|叫声|骂声|吼声|哭声|笑声|说话声)(?:[^，。；：！？]{0,8})?\s*[：:，,]?\s*$",
    needs="声音",
)
"""The same in Chinese: 门外传来保安的声音：…"""
ROLE_AND_NAME = deferred(
    r"(?:^|[的，])(?P<role>[\u4e00-\u9fff]{2,3}?)(?P<name>[小阿][\u4e00-\u9fff])(?=[\u4e00-\u9fff]{1,6}[：:]$)"
)
"""Somebody by what they are and a short name, whom the clause before a colon is about: 身后的丫鬟小桃急了：…"""
NICKNAME = deferred(
    r"(?:[老小阿大二三四五六七八九][\u4e00-\u9fff]?(?:[愣傻胖瘦秃柱锁栓狗牛毛蛋顺丫]子?|子|娃|哥|姐|婶|叔|爷|奶|姨|姑|伯|嫂)|[赵钱孙李周吴郑王冯陈刘张马杨朱何孔曹严金魏陶谢许沈韩](?:[老大二三四五小]?(?:婶|叔|爷|嫂|姨|伯|哥|姐)|[老小]?(?:师傅|大爷|大妈|大娘)))(?=[\u4e00-\u9fff]{2})(?![们的娘妈奶爷太子儿])"
)
"""How a village calls somebody, at the head of a clause: 二愣子踮起脚来嚷道：…"""
CALLED_BY_RANK = deferred(
    r"(?![的那这哪某每各该位一是对向和跟给被把叫让随与同听见])(?:欧阳|上官|司马|诸葛|慕容|南宫|东方|[\u4e00-\u9fff])(?:[大二三四五六七八小老])?"
    r"(?:夫人|太太|小姐|老爷|少爷|公子|姑娘|娘娘|嬷嬷|大人|将军|王爷|侯爷|掌柜|员外|县令|公公|先生|女士|师傅|师父|老师|医生|大夫|护士|律师|警官|队长|经理|主任|校长|局长|书记|教授|导演|老板)(?=[\u4e00-\u9fff]{2})(?![们的家])",
    needs="夫太小老少公姑娘嬷大将王侯掌员县先女师医护律警队经主校局书教导",
)
"""Somebody by a surname and a rank, at the head of a clause: 侯夫人看也不看他，扬声道：…"""
SOMEBODYS = frozenset("人者员师生客兵工妇汉娃")
"""How words end that say what somebody is: 说书人."""
HEARS_EN = deferred(
    r"(?:\w+ly )?(?:look|turn|stare|glance|wait|listen|hear|nod|shake|say|ask|answer|repl|laugh|smile)(?:s|ed|ies|ied|es)?\b"
)
"""What those do as well to whom something was said."""
WITHIN_EN = deferred(r"\b(?:in|of|from|with|to|at|behind|by|among|near|for|on)\s+$", re.I)
"""What stands before somebody who is not the one who does it: someone in the crowd."""
IT_IS_EN = deferred(rf"\b[Ii]t (?:is|was) {WHO_EN} who (?:\w+ly )?{SAID_EN}[.,:]?\s*$")
STORY = 1200
"""Characters of what was told before in which somebody is looked for."""
NO_NAME_EN = frozenset(
    "The A An He She It They We I You But And Then When While In On At As For From With There This That These Those If So Not No Now Her His Their Its One Two After Before Outside Inside Nobody Somebody Everyone Both All What Who Where Why How".split()
)
LONGEST_CUE = 40
"""Characters before a quotation in which a cue is looked for."""
SUBJECT_AT = 3
"""Characters that may stand before a name at the head of a sentence: 司机小马跳下车."""
NOT_PEOPLE = deferred(
    rf"[这那][些天里时边个样年日种会么就是一].*|[在有][这那].*|{words.TIME}|.*[一二三四五六七八九十]回"
)
"""What recurs at the head of sentences without being a name."""
SURNAMES = frozenset(
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏章苏潘葛范彭郎鲁韦马苗方俞任袁柳鲍史唐费廉薛雷贺倪汤罗毕郝安常乐于傅康伍余顾孟"
    "黄穆萧尹姚邵汪祁毛米贝戴宋庞熊纪舒屈项祝董梁杜阮蓝闵席贾路江童颜郭梅盛林钟徐邱骆高夏蔡田樊胡凌霍万柯卢莫房丁邓石崔龚程邢裴陆荣翁段侯宁甘武刘景龙叶白冷辛"
)
"""What in front of a name makes it a full name: 陈阿婆. 老太太 is not 太太."""
CUED = deferred(r"(?:^|[。！？；：\n])\s*(?P<who>[\u4e00-\u9fff·]{2,6})\s*(?:[（(][^（()）]{1,16}[）)])?$")
"""A cue within a line of prose: 推门进来。台词：女孩：“…”"""
CUED_LAST = deferred(
    r"(?:^|[。！？!?…”」』】〕\])）\n\s])(?P<who>[\u4e00-\u9fff·]{2,10}?)\s*(?:[（(【〔\[][^（()）【】〔〕\[\]]{1,16}[）)】〕\]])?\s*[：:]\s*$"
)
"""A cue right before a quotation, behind a sentence, a quotation or a bracket: 【特写：手帕】许棠（内心）：“…”"""
VOICE_NAMED = deferred(
    r"(?:[\u4e00-\u9fff]{1,6}?(?:里|中|内|外|上|后|那头|那边)的?)?(?:[\u4e00-\u9fff]{0,2}(?:女声|男声|童声|人声)|广播|喇叭|机械音|电子音|提示音|系统音|画外音|旁白)"
)
"""A voice that nobody has a name for: 电话里的女声."""
CUE_ENDS = frozenset("声播叭音白）)】〕]")
"""How a cue ends that is no name: with such a voice, or with a bracket."""
SAID_ENDS = frozenset(
    "叫呼哮吼道喝斥责骂笑哼咽泣求饶讽断和告问促喃叹慨侃趣醒慰白承认说答嚷喊囔咕语口应念唱想着嘴释咐令布了来句声，、。！？；”」』\n 　"
)
"""How what stands before a colon and a quotation ends where it is no name: 他笑道：“…”"""
LABELLED = deferred(r"^(?:[\u4e00-\u9fff]{2,4}[：:]\s*)(?=[\u4e00-\u9fff·]{1,6}(?:[（(][^（()）]{1,16}[）)])?[：:]$)")
"""The label before a cue: 台词：."""
CLAUSES = deferred(r"[，；：:]")
CALLS = deferred(r"\s*([\w·]{2,12}?)(?:[，,！!？?…]|——)")
OWN_NAME = deferred(
    r"(?:我?免贵|我)?姓(?P<sur>[\u4e00-\u9fff])[，,、。]?(?:我?叫|名)?(?P<full>(?P=sur)[\u4e00-\u9fff]{1,2})(?=[。，！!]|$)|(?:我叫|在下|我就是)(?P<name>[\u4e00-\u9fff]{2,3})(?=[。，！!]|$)"
)
"""Words in which somebody tells their own name: 姓孟，孟怀远。"""
OWN_NAME_EN = deferred(rf"[\"“](?P<name>[A-Z][a-z]+)[,.][\"”] {SAID_EN} the (?P<role>[a-z]+)\b")
ASKED_EN, ASKED_WITHIN = deferred(r"\b(?:your name|who are you|and yours|call you)\b", re.I), 120
"""A name that somebody gives for their own, and the question that it answers."""
HE = deferred("[他她]")
HE_SAYS = deferred(rf"([他她])(?![的们])[^，。；“”「」]{{0,14}}?{VERB}(?:了|着|道|起来|一句|一声)?$")
HE_BEFORE = deferred(
    rf"(?:^|[。！？；])([他她])(?![的们])[^。！？；“”「」]*?(?:{VERB}(?:了|着|道|起来|一句|一声)?\s*[：:，,]?|[：:])\s*$"
)
HE_DOES = deferred(r"([他她])(?![的们])[^，。；“”「」]{1,20}[，。；]")
"""What somebody does right behind a quotation that begins the paragraph: `“你怎么来了？”她松了口气。`"""
STRAIGHT = deferred(r'"([^"\n]*)"')
"""A quotation in straight marks, which stand for curly ones: 燕七说："走过去。"""
SENTENCE_ENDS, CLAUSE_ENDS = deferred("[。！？；]"), deferred("[，；]")
LABELS = words.CAMERA | words.CAPTION | words.SOUND


class Attribution:
    """Finds the speakers of one text, in order; knows who spoke and who was told of before."""

    def __init__(self, text: str, english: bool) -> None:
        self.text = text if english or '"' not in text else STRAIGHT.sub(r"“\1”", text)
        self.english = english
        self.unknown = UNKNOWN["en"] if english else "未知"
        self.names = frozenset() if english else self._names()
        self.firsts = {name[:1] for name in self.names}
        self.lasts = CUE_ENDS.union(name[-1:] for name in self.names)
        self.sexes = self._sexes() if english else {}
        """`he` or `she` for each of an English text."""
        self.same = self._variants()
        """A name and the longer or shorter one that means the same person."""
        self.same |= self._introduced() if english else {}
        self.roles: list[str] = []
        """Those who spoke and have no name but what they are: the young girl."""
        self.turns: list[str] = []
        """The two who speak in turn, the last one last."""
        self.recent: list[str] = []
        """The last two people who spoke, the last one last."""
        self.topic = ""
        """Of whom the narration told last."""
        self.story = ""
        """What was told so far, the last of it, in an English text."""

    def told(self, narration: str) -> None:
        """Take in narration, be it a paragraph or behind a speech: the two no longer speak in turn."""
        self.story = (self.story + narration)[-STORY:]
        named = (name for name in self._subjects(narration) if name not in ("", "他"))
        self.topic = next(named, self.topic)
        self.turns.clear()

    def said(self, who: str, sure: float) -> None:
        """Take in a speech: who speaks in turn with whom."""
        if sure >= 0.5 and who not in self.recent[-1:]:
            self.recent = [*self.recent[-1:], who]
        if sure < 0.5:
            self.turns.clear()
        elif who not in self.turns[-1:]:
            self.turns = [*self.turns[-1:], who]

    def canonical(self, name: str) -> str:
        """阿婆 as 陈阿婆, where the two are one person."""
        return self.same.get(name, name)

    def speaker(self, before: str, quoted: str, after: str, last: str) -> tuple[str, float, str]:
        """(who, how sure, why not wholly) of what is quoted between two pieces of narration; nobody calls themselves by name."""
        who, sure, reason = self._english(before, after, last) if self.english else self._chinese(before, after, last)
        if not who and last and before.strip():
            who, sure, reason = last, 0.7, "the quotation goes on after a break by the same speaker"
        if not who and not before.strip() and not after.strip() and len(self.turns) == 2:
            who, sure, reason = (
                self.turns[0],
                TURN,
                f"nobody is named; {self.turns[1]} spoke before, and the two speak in turn",
            )
        own = OWN_NAME.match(quoted) if not who and not self.english else None
        if own and self._recurs(own["full"] or own["name"], 2):
            who, sure, reason = own["full"] or own["name"], 0.6, "the words tell the name of who speaks"
        who = self.canonical(who)
        if sure == TURN and not own and len(who) > 1 and who in quoted:
            return self.unknown, 0.3, f"the words name {who}, and nothing else says who speaks"
        if sure < 0.9 and (own := CALLS.match(quoted)) and who in (own[1], self.same.get(own[1])):
            return self.unknown, 0.3, f"the words call {own[1]}, and nothing else says who speaks"
        return (who, sure, reason) if who else (self.unknown, 0.3, NOBODY)

    def _english(self, before: str, after: str, last: str) -> tuple[str, float, str]:
        self.story = (self.story + before)[-STORY:]
        if (
            last
            and not re.search(r"(?<!Mr)(?<!Mrs)(?<!Ms)(?<!Dr)[.!?]", before)
            and (AFTER_EN.match(before) or AFTER_HE.match(before))
        ):
            return last, 0.9, BESIDE  # “Mr. Wren,” she says, closing the lid, “we never had any.”
        match = BEFORE_EN.search(before) or IT_IS_EN.search(before) or AFTER_EN.match(after)
        who = match["who"] or match.groupdict().get("first") or "" if match else ""
        if who and who not in NO_NAME_EN:
            return who, 0.9, BESIDE
        ahead_of = BEFORE_ROLE.search(before)
        if ahead_of and WITHIN_EN.search(before[: ahead_of.start("role")]):
            return "", 0.0, ""  # someone in the crowd yells
        role = None if who else ahead_of or AFTER_ROLE.match(after)
        if role and JOINS_EN.fullmatch((role["role"] or role["first"]).rpartition(" ")[2]):
            subject = self._somebody(before[max(map(before.rfind, ".!?\n")) + 1 :], last=False)
            return (subject, 0.6, "the sentence begins with this person") if subject else ("", 0.0, "")
        if role:
            return self._same_role((role["role"] or role["first"]).lower()), 0.9, BESIDE
        if heard := VOICE_EN.search(before):
            return self._same_role(f"the {heard['role']}"), 0.9, BESIDE
        if cued := CUED_EN.search(before):
            return cued["who"].strip(), 0.9, BESIDE
        pronoun, ahead = AFTER_HE.match(after), BEFORE_HE.search(before)
        said = (pronoun["late"] or pronoun["he"]).lower() if pronoun else ahead["he"].lower() if ahead else ""
        meant = [name for name, sex in self.sexes.items() if said and sex == said]
        if len(meant) == 1:
            return meant[0], 0.6, f"“{said}” is taken for {meant[0]}, the only one of whom the text says so"
        if ahead and not meant and (somebody := self._somebody(before[: ahead.start()], said)):
            return somebody, 0.6, f"“{said}” is taken for {somebody}, told of right before"
        if who := self._last_of(said):
            return who, 0.6, f"“{said}” is taken for {who}, told of before"
        return ("", 0.0, "") if said else self._doing(before, after)

    def _doing(self, before: str, after: str) -> tuple[str, float, str]:
        """Who does something right before or behind a quotation of an English text, which nobody is said to say."""
        told = [match[1] for match in DOES_EN.finditer(before)]
        who = self._last_of(told[-1].lower()) if told and told[-1] in ("He", "She") else told[-1] if told else ""
        if who and (who in self.sexes or " " in who):
            return who, 0.6, "the sentence before the quotation tells of this person"
        does = DOES_EN.match(after) if not before.strip() else None
        who = self._last_of(does[1].lower()) if does and does[1] in ("He", "She") else does[1] if does else ""
        if who and who in self.sexes and not HEARS_EN.match(does[2] if does else ""):
            return who, 0.55, "the sentence behind the quotation tells of this person"
        sentence = before.rstrip()[max(map(before.rstrip(" .!?\n").rfind, ".!?\n")) + 1 :].lstrip(' "”’')
        who = (
            self._somebody(sentence, last=False)
            if sentence[:4] in ("The ", "A ma", "A wo") or sentence[:3] == "An "
            else ""
        )
        return (who, 0.55, "the sentence before the quotation tells of this person") if who else ("", 0.0, "")

    def _last_of(self, said: str) -> str:
        """Who of those whom `he` or `she` may mean was named last in what was told; empty where nobody was."""
        meant = [name for name, sex in self.sexes.items() if said and sex == said]
        found = [(self.story.rfind(name), name) for name in meant if name in self.story]
        return max(found)[1] if found else ""

    def _somebody(self, told: str, said: str = "", *, last: bool = True) -> str:
        """The last or the first whom words in small letters mean, of the sex of `he` or `she`; empty where they mean nobody."""
        wanted = {"he": "male", "she": "female"}.get(said, "")
        found = []
        for match in SOMEBODY_EN.finditer(told):
            role = match[0].lower().split()
            size = next((at for at, word in enumerate(role) if roles.is_role(word)), 0)
            if size and wanted in ("", roles.tells(role[size], "sex", "en") or wanted):
                found.append(" ".join(("the", *role[1 : size + 1])))
        return self._same_role(found[-1 if last else 0]) if found else ""

    def _same_role(self, role: str) -> str:
        """The young girl for `the girl`, where she is the only one called so before."""
        longer = [each for each in self.roles if each.endswith(role.removeprefix("the"))]
        if role.startswith("the ") and len(longer) == 1:
            return longer[0]
        self.roles = [*self.roles, role]
        return role

    def _introduced(self) -> dict[str, str]:
        """The woman for whom an English text has a name from then on, by her answer to who she is: `“And yours?” “Ines,” said the woman.`"""
        found: dict[str, str] = {}
        for match in OWN_NAME_EN.finditer(self.text):
            role, before = f"the {match['role']}", self.text[max(0, match.start() - ASKED_WITHIN) : match.start()]
            if ASKED_EN.search(before) and roles.is_role(match["role"]) and self._recurs(match["name"], 3):
                found.setdefault(role, match["name"])
        return found if len(set(found.values())) == len(found) else {}

    def _sexes(self) -> dict[str, str]:
        """`he` or `she` of the people of an English text, by the pronouns in sentences that begin with their names; of two people the other one is the other."""
        votes: dict[str, Counter[str]] = {}
        for match in DOES_EN.finditer(self.text):
            if match[1].split()[0] not in NO_NAME_EN and self._recurs(match[1], 2):
                found = HE_OR_SHE.search(match[2])
                votes.setdefault(match[1], Counter()).update(["he" if found[1] else "she"] if found else [])
        sexes = {name: count.most_common(1)[0][0] if count else "" for name, count in votes.items()}
        sexes |= {
            name: sex for name in votes for title, sex in reversed(TITLES) if name.split()[0].rstrip(".") == title
        }
        open_, known = [name for name, sex in sexes.items() if not sex], [sex for sex in sexes.values() if sex]
        if len(open_) == 1 and len(known) == 1:
            sexes[open_[0]] = "he" if known[0] == "she" else "she"
        return sexes

    def _cued(self, before: str) -> str:
        """Whose cue stands right before a quotation: somebody who is known, or a voice."""
        bare = before.rstrip()
        if not bare or bare[-1] not in "：:" or bare[:-1].rstrip()[-1:] not in self.lasts:
            return ""
        cued = CUED_LAST.search(before, max(len(before) - LONGEST_CUE, 0))
        who = cued["who"] if cued else ""
        return self._whole(who) if who in self.names else who if VOICE_NAMED.fullmatch(who) else ""

    def _chinese(self, before: str, after: str, last: str) -> tuple[str, float, str]:
        who = self._cued(before) or self._named(before, after)
        if who:
            return who, 0.9, BESIDE
        if heard := self._heard(before):
            return heard, 0.9, BESIDE
        pronoun = HE_SAYS.match(_clause(after)) or HE_BEFORE.search("".join(before.split()))
        subject = self._subject(before, bool(pronoun))
        if pronoun:
            who, sure = (subject, 0.7) if before.strip() else (self._other(last), 0.6)
            return (who, sure, f"“{pronoun[1]}” is taken for {who}, told of before") if who else ("", 0.0, "")
        if not before.strip() and (doing := HE_DOES.match("".join(after[:30].split()))) and (who := self._answering()):
            return who, 0.55, f"“{doing[1]}” behind the quotation is taken for {who}, told of before"
        if not before.strip():
            who = self._follows(after)
            return (who, 0.6, "the words behind the quotation begin with the name") if who else ("", 0.0, "")
        if subject and "".join(before.split())[-1:] in "。！？，：…":
            return (
                subject,
                0.8 if self.canonical(subject) == last else 0.6,
                "the sentence before the quotation tells of this person",
            )
        who = self._doer(before)
        return (who, 0.6, "the sentence before the quotation begins with this person") if who else ("", 0.0, "")

    def _heard(self, before: str) -> str:
        """Whose voice is told to be heard: somebody with a name, or by what they are: 门外传来保安沙哑的声音."""
        found = VOICE_ZH.search(before) if "声" in before or "嗓音" in before else None
        who = found["who"] if found else ""
        sizes = range(len(who), 1, -1)
        known = (who[:size] for size in sizes if who[:size] in self.names or roles.is_role(who[:size]))
        return next(known, who if len(who) < 5 and who[-1:] in SOMEBODYS else "")

    def _doer(self, before: str) -> str:
        """Whom a sentence that ends with a word for saying tells of by what they are: 男孩从楼梯口跑上来，气喘吁吁地说：."""
        if before.rstrip()[-1:] not in ("：", ":"):
            return ""
        tail = SENTENCE_END.split("".join(before[-160:].split()))[-1]
        if (called := ROLE_AND_NAME.search(tail)) and roles.is_role(called["role"]):
            return called["name"]
        if not ends_saying(tail):
            return ""
        for clause in reversed(CLAUSES.split(tail)):
            if nick := NICKNAME.match(clause) or CALLED_BY_RANK.match(clause):
                return nick[0]
            small = clause[:1] in "小老大" and clause[:1] != ""
            role = next(
                (
                    clause[:size]
                    for size in range(4, 1, -1)
                    if roles.is_role(clause[:size]) or (small and size > 2 and roles.is_role(clause[1:size]))
                ),
                "",
            )
            if role:
                return role
        return ""

    def _answering(self) -> str:
        """Whom 他 or 她 means who acts behind words that begin a paragraph: not the one who spoke last."""
        spoke = self.recent[-1] if self.recent else ""
        if self.topic and self.canonical(self.topic) != spoke:
            return self.topic
        return self.recent[0] if len(self.recent) == 2 else ""

    def _other(self, last: str) -> str:
        """Whom 他 or 她 means beside a quotation that follows no narration: the one told of last, not who just spoke."""
        spoke = self.turns[-1] if self.turns else ""
        if last:
            return last
        if self.topic and self.canonical(self.topic) != spoke:
            return self.topic
        return self.turns[0] if len(self.turns) == 2 else ""

    def _subject(self, narration: str, pronoun: bool) -> str:
        """Whom the last sentence of a narration is about; 他 and 她 lead back to the sentence before."""
        subjects = self._subjects(narration)
        if pronoun and HE_BEFORE.search("".join(narration.split())):
            last = next(subjects, "")
            subjects = chain([next(subjects, last)], subjects)
        return next((who for who in subjects if who != "他"), "")

    def _subjects(self, narration: str) -> Iterator[str]:
        """Who each sentence of a narration is about, the last one first: the name it begins with, 他 for a pronoun, empty for anything else."""
        sentences = filter(None, reversed(SENTENCE_ENDS.split("".join(narration.split()))))
        return (self._begins(_led(sentence)) for sentence in sentences)

    def _begins(self, sentence: str) -> str:
        if HE.match(sentence):
            return "" if sentence[1:2] in ("的", "们") else "他"
        for at, sign in enumerate(sentence[: SUBJECT_AT + 1]):
            if sign in self.firsts and (name := self._leading(sentence[at:])):
                return "" if PRONOUN.match(sentence[:at]) or TOWARDS.search(sentence[:at]) else name
        return ""

    def _variants(self) -> dict[str, str]:
        """阿婆 for 陈阿婆, 司机小马 for 小马: a name that ends another one, if it ends only one.

        With a surname it is a full name, and kept; what else stands in front describes, and the short one is kept.
        """
        same = {}
        ending: dict[str, list[str]] = {}
        for name in self.names:
            for at in range(1, len(name)):
                ending.setdefault(name[at:], []).append(name)
        for short in self.names:
            longer = ending.get(short, [])
            before = longer[0][: -len(short)] if len(longer) == 1 else ""
            if before in SURNAMES:
                same[short] = longer[0]
            elif before and (len(before) > 1 or before in "那这") and before not in self.names:
                same[longer[0]] = short
        return {name: same.get(kept, kept) for name, kept in same.items()}

    def _named(self, before: str, after: str) -> str:
        """The name in the clause that leads in or follows a Chinese quotation."""
        before = "".join(before[-160:].split())
        tail = before[max(map(before.rfind, ENDS)) + 1 :] if before[-1:] not in "。！？；" else ""
        tail = LABELLED.sub("", tail) if tail.count("：") > 1 else tail
        if tail and (tail[-1] in "：:" or ends_saying(tail)):
            clauses = CLAUSE_ENDS.split(tail)
            for clause in (*reversed(clauses), _led(tail)):
                if clause[:1] in OTHERS and OTHER.match(clause):
                    return ""
                if name := self._leading(clause):
                    return name
        head = _clause(after)
        if not SAID_AFTER.search(head):
            return ""
        found = [name for name in self.names if name in head and not TOWARDS.search(head[: head.index(name)])]
        return self._leading(head) or (self._whole(max(found, key=len)) if found else "")

    def _follows(self, after: str) -> str:
        """The name that the sentence right behind a quotation begins with: `“进来！”华大妈叫小栓进了屋`."""
        head = _clause(after)
        return "" if HEARING.search(head) else self._leading(head)

    def _leading(self, clause: str) -> str:
        """The longest name at the head of a clause."""
        if clause[:1] not in self.firsts:
            return ""
        for length in range(LONGEST_NAME, 1, -1):
            if clause[:length] in self.names:
                return self._whole(clause[:length])
        return ""

    def _whole(self, name: str) -> str:
        """花白胡子 for 花白胡子的人, where both are names."""
        short = name.removesuffix("的人")
        return short if short in self.names else name

    def _recurs(self, name: str, times: int) -> bool:
        """Whether a name stands in the text at least so often."""
        at = -1
        for _ in range(times):
            at = self.text.find(name, at + 1)
            if at < 0:
                return False
        return True

    def _standing(self, names: Collection[str]) -> Counter[str]:
        """How often each of some names of two characters and more stands in the text: looked for all at once."""
        if not names:
            return Counter()
        sizes = sorted(set(map(len, names)))
        firsts, seconds = ("".join(sorted({name[at] for name in names})) for at in (0, 1))
        heads = re.findall(f"(?=([{firsts}][{seconds}].{{0,{sizes[-1] - 2}}}))", self.text, re.S)
        return Counter(
            [name for size in sizes for head in heads if (name := head[:size]) in names and len(name) == size]
        )

    def _names(self) -> frozenset[str]:
        """Names that the text uses for people who say something, at least twice, and that recur in it."""
        found: Counter[str] = Counter()
        for opening in re.finditer("[“「『]", self.text):
            before = self.text[max(0, opening.start() - 30) : opening.start()]
            match = BEFORE.search(before, _clause_begins(before)) if _says_last(before) else None
            if match:
                found[match["who"]] += 1
        for closing in re.finditer("[”」』]", self.text):
            match = AFTER.match(self.text, closing.end(), closing.end() + 16)
            if match:
                found[match["who"]] += 1
        said = {name for name in found if len(name) > 1 and _may_be_called(name)}
        again = _recurring(HEAD.findall(f"\n{self.text}"))
        longer: dict[str, int] = {}
        often = 3 if len(self.text) > 3000 else 2
        for name, count in again.items():
            longer[name[:-1]] = max(longer.get(name[:-1], 0), count)
        told = {
            name
            for name, count in again.items()
            if longer.get(name, 0) * 10 < count * 7
            and (count >= often or (count == 2 and len(name) > 3))
            and _may_be_called(name)
        }
        stands = self._standing(
            {name for name in said if found[name] < 2} | {name for name in told if again[name] < often}
        )
        named = {name for name in said if found[name] > 1 or stands[name] > 1}
        named |= {name for name in told if again[name] >= often or stands[name] > 2}
        cues = Counter(
            cued["who"]
            for colon in re.finditer("[：:][“「『]", self.text)
            if self.text[colon.start() - 1] not in SAID_ENDS
            and (cued := CUED.search(self.text, max(0, colon.start() - 26), colon.start()))
        )
        named |= {name for name, count in cues.items() if count > 1 and not PRONOUN.match(name)}
        named = {name for name in named if not _is_label(name)}
        trailing = {
            name for name in named for end in range(2, len(name)) if name[:end] in named and HASTE.fullmatch(name[end:])
        }
        return frozenset(named - trailing)


def _led(sentence: str) -> str:
    """A sentence without what leads it in: 这时，"""
    return LEAD_IN.sub("", sentence) if sentence[:1] in LEADS_IN and sentence else sentence


def _clause_begins(before: str) -> int:
    """Where in what stands before a quotation its last clause begins, in which `BEFORE` fits; what looks at a thing or turns to somebody may run over a stop."""
    at = max(map(before.rstrip("：:，, \n\t　").rfind, STOPS), default=0)
    return at if at > 0 and REACHES.isdisjoint(before[max(at - REACH, 0) : at]) else 0


def _recurring(heads: list[str]) -> dict[str, int]:
    """What more than one of some words begins with, from two characters on, and how many do."""
    found: dict[str, int] = {}
    for length in range(2, LONGEST_NAME + 1):
        counts = Counter([head[:length] for head in heads if len(head) >= length])
        found |= {head: count for head, count in counts.items() if count > 1}
        heads = [head for head in heads if counts[head[:length]] > 1]
    return found


def _may_be_called(name: str) -> bool:
    """Whether nothing in a name says that it is none: a pronoun, a particle, a thing."""
    return not PRONOUN.match(name) and name[-1] not in PARTICLES and not NOT_PEOPLE.fullmatch(name)


def _says_last(text: str) -> bool:
    """What `SAYS_LAST` finds, looked for where it must begin."""
    bare = text.rstrip()
    bare = bare[:-1].rstrip() if bare[-1:] in ("：", ":", "，", ",") else bare
    return bool(bare) and SAYS_LAST.search(text, max(len(bare) - 3, 0)) is not None


def _is_label(name: str) -> bool:
    """Whether what recurs before words is a label or a word of the camera, and nobody: 台词, 镜头."""
    return words.field(name) is not None or name in LABELS


def ends_saying(text: str) -> bool:
    """Whether a text ends with a word for saying, what may hang on it, and a colon or comma or nothing."""
    return _says_last(text) and CLAUSE.search(text) is not None


def _clause(after: str) -> str:
    """The first clause behind a quotation."""
    return CLAUSE_END.split("".join(after[:30].split()), maxsplit=1)[0]
