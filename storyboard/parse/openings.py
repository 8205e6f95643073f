"""Where a new scene seems to begin in prose: a paragraph that opens with a time, and the place that its first sentence names."""

import re

from storyboard.parse import words
from storyboard.parse.headings import Heading
from storyboard.patterns import deferred

VAGUE = deferred(r"现在|稍后|连续|接上场?|[同当][日天]|.|[一二三四五六七八九十\d]+点")
"""Times that begin no scene by themselves."""

_LUNAR = r"(?:[正腊冬一二三四五六七八九十]|十一|十二)月(?:初[一二三四五六七八九十]|[一二三]?十[一二三四五六七八九]?|廿[一二三四五六七八九]?|[一二三四五六七八九])"
WHEN = deferred(
    rf"(?:到了|直到|就在)?(?P<when>(?:{_LUNAR}[，,、]?)?(?:[这那]天|[春夏秋冬]天?的?)?(?:(?:{words.TIME})的?){{1,3}}(?:一早|一大早)?(?:钟|左右)?)(?:的时候|时分|时候|时)?[，,、。]"
)
WHEN_EN = deferred(
    r"(?P<when>(?:The )?(?:next|following) (?:morning|day|night|evening|afternoon)|That (?:morning|night|evening|afternoon)|"
    r"At (?:dawn|noon|dusk|midnight|sunset|sunrise)|(?:A|One|Two|Three|Several|Many) (?:days?|weeks?|months?|years?|hours?) later)[, ]"
)
_PLACES = (
    "总站|车站|站台|地铁站|机场|码头|港口|楼下|楼上|楼道|楼顶|天台|阳台|走廊|电梯|大厅|客厅|卧室|厨房|书房|房间|屋里|屋内|院子|院里|门口|街头|街上|路口|路边|巷子|巷口|胡同|"
    "公园|广场|医院|病房|急诊室|学校|教室|操场|宿舍|图书馆|办公室|会议室|公司|工地|工厂|饭店|饭馆|餐馆|餐厅|咖啡馆|咖啡厅|酒吧|酒店|旅馆|客栈|茶馆|超市|商场|市场|菜市场|"
    "银行|法院|警局|派出所|监狱|教堂|寺庙|墓地|坟场|河边|江边|海边|湖边|桥上|桥下|山上|山顶|山脚|林子|树林|村口|田里|家里|家中|车里|车上|船上|"
    "法场|刑场|公堂|大堂|后堂|县衙|衙门|大殿|金殿|正殿|偏殿|御花园|御书房|寝宫|冷宫|花厅|正厅|堂屋|祠堂|柴房|灶间|灶房|马厩|城门|城楼|城头|渡口|驿站|破庙|山洞|戏台|戏院|"
    "审讯室|牢房|地牢|天牢|店堂|铺子|地下室|停车场|仓库|食堂|便利店|展厅|直播间|演播室|控制室|通讯舱|控制舱|船舱|甲板|车厢|月台|楼梯间|值班室"
)
PLACE = deferred(
    rf"(?:^|[，在到于])(?P<place>(?:(?![他她它我你着了是的在把被到从])[\u4e00-\u9fff·]){{0,8}}?(?:{_PLACES})(?:{_PLACES})*)(?=[，。的里外内上中前后]|$|[\u4e00-\u9fff])"
)


def opening(paragraph: str, english: bool) -> Heading | None:
    """Time and place of the scene that a paragraph seems to open, or None where it does not begin with a time."""
    text = paragraph.lstrip()
    match = WHEN_EN.match(text) if english else WHEN.match(text)
    if not match or VAGUE.fullmatch(match["when"]):
        return None
    return Heading(location="" if english else place(text[match.end() :]), time=match["when"].removesuffix("的"))


def hour(paragraph: str) -> str:
    """The hour that a Chinese paragraph below a heading begins with, be it a single character: 夜。周玉枝隔着院墙听见咳嗽声。"""
    text = paragraph.lstrip()
    return text[0] if text[1:2] in ("。", "，") and re.fullmatch(words.TIME, text[0]) else ""


def place(text: str) -> str:
    """The place that the first sentence of a text names, as it names it; empty where it names none."""
    sentence = re.split("[。！？“「『]", text, maxsplit=1)[0]
    found = PLACE.search(sentence)
    return found["place"] if found else ""
