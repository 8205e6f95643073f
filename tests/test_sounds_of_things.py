"""A sound of a director's picture has in its clause what makes it: liquids pour, smoke does not; telephones ring, and a torn-off piece of a sentence is no sound."""

import re

import pytest

from storyboard import ambience
from storyboard.languages import Language
from storyboard.render.by_clip import _heard_clauses

ZH, EN = Language.of("zh"), Language.of("en")

# A clause with a gap, what it sounds like, what makes that sound there, and what does the same without it.
DEEDS = {
    "zh": (
        ("{}响了，他抬起头", "铃声", ("手机", "座机", "闹钟", "电话"), ("掌声", "号角", "口哨")),
        ("他把{}拖过石板", "重物拖过地面的声音", ("木箱", "铁柜", "麻袋", "一张床"), ("尾音", "影子", "手指")),
        ("{}拖着长影", "重物拖过地面的声音", (), ("斗篷", "裙摆", "男子")),
        ("他撬开{}", "撬动的吱嘎声", ("柜门", "木箱", "生锈的锁"), ("话题", "嘴")),
        ("他划开{}", "刀划开纸的轻响", ("信封", "包裹", "信纸"), ("冰面", "水面", "夜色")),
        ("他放下{}", "金属搁下的轻响", ("火钳", "撬棍", "短刀"), ("窗帘", "头发", "话筒")),
        ("他磕掉{}", "磕打声", ("拖鞋上的水", "烟灰"), ()),
        ("他{}", "身体倒地声", ("扑倒在冰上",), ("倒了杯茶", "倒退一步")),
        ("{}", "断裂声", ("梁木咔嚓折断", "冰块咔地裂开一道"), ("木缝已裂开一线", "他咔地合上打火机")),
        ("{}", "敲钉声", ("他抡锤敲钉子",), ("皮靴钉在冰地上", "目光钉在门上")),
        ("{}", "刮擦声", ("铁片刮过石头",), ("暖风刮过", "雪片刮过窗台")),
        ("{}", "纸张声", ("他展开信纸", "她把信折好"), ("阳光斜铺在信纸上", "手按着信纸")),
        ("{}冲出起点", "马蹄声", ("一排马", "黑马"), ("一排人", "皮卡")),
        ("{}扬起前蹄", "马蹄声", ("黑马", "小马"), ("木马",)),
        ("{}", "脚步声", ("女子拂袖而去", "他扭头就走"), ("他拂去袖上的灰", "袖子垂着")),
        ("{}", "石块和冰雹砸落的声音", ("冰雹砸在车顶", "石块滚落下坡"), ("冰雹停了，云还在", "他望着石块")),
        ("她敲{}三下", "敲打金属的声音", ("盆", "铁锅", "铜罐"), ("门", "键盘", "木鱼")),
        ("{}", "火花噼啪炸响声", ("铜丝猛地炸出一簇火花", "断口迸出火星"), ("她眼里迸出火花", "火花白亮的夜")),
        ("{}", "枝叶的响动", ("叶子猛地一响", "树丛哗地分开"), ("叶子落在肩上", "草丛很高")),
        ("{}", "沉重的落地声", ("老虎从右边跃出，落在画左", "他跳下墙头落地"), ("她扑过来，目光落在画左", "落地灯亮着")),
        ("{}", "踩水声", ("他踩水跑来", "两人蹚过积水"), ("他踩住水渍", "水面很静")),
        ("{}", "笔尖划纸声", ("他提笔写下三个字",), ("笔尖停在末尾", "笔尖蘸着朱红")),
    ),
    "en": (
        ("{} pours into the bowl", "a liquid pouring", ("Water", "Hot tea", "The wine"), ("Smoke", "Light", "The crowd", "Sand", "A heap of coals")),
        ("She pours {}", "a liquid pouring", ("a cup of coffee", "him a glass of milk", "the soup"), ("all her hatred into one look", "over the old maps")),
        ("He drags {} across the floor", "something heavy dragged over the ground", ("a chest", "the iron bed", "two wooden benches"), ("a finger", "his eyes", "one line of soot", "her shawl")),
        ("He rips {}", "something tearing", ("the letter in two", "a strip of linen", "his shirt"), ("the cord out", "the door open", "through the waves")),
        ("{} rings on the wall", "a telephone ringing", ("The telephone", "A phone"), ("Laughter", "The bare iron", "A voice")),
        ("He digs {}", "a shovel in stones and earth", ("a grave", "down through the sand"), ("in his toes", "in his pocket", "his nails into the wood")),
        ("{}", "metal laid down", ("He lays the tongs across the rim", "She puts the knife down", "He throws the crowbar aside"), ("He lays the letter across the rim", "She puts the child down", "He throws a glance aside")),
        ("{}", "a blade through paper", ("The blade slits one corner of it", "She cuts the envelope along its edge"), ("He cuts the rope", "The slit letter lies there", "She cuts to the left round the corner")),
        ("{}", "something knocked out", ("He knocks the slippers against the step", "She taps out the pipe on the stone"), ("He knocks him down", "She taps her lip")),
        ("{} breaks forward at once", "hoofbeats", ("The whole row of horses", "The black stallion"), ("The row of runners", "The crowd")),
        ("{} breaks forward at once", "running feet", ("A runner", "The line of girls"), ("The row of horses", "The dawn")),
        ("{} rears to its full height", "hoofbeats", ("The stallion", "A grey mare"), ("The wall", "The wooden horse's shadow")),
        ("{} burst all over the track", "hard stones striking", ("Stones like eggs", "Hailstones"), ("Blossoms", "Gazes")),
        ("{}", "hard stones striking", ("One hailstone strikes", "Egg-sized hail bouncing off his chest"), ("Hail melting on his brows", "A storm of hail has stopped")),
        ("{}", "footsteps", ("She storms out of the cave", "He stalks off to the door"), ("A storm breaks", "Stalks of corn stand there")),
        ("{}", "footsteps", ("He walks up to the door",), ("Four paces before her he kneels", "The lamp is two strides from him")),
        ("{}", "laughter", ("She laughs aloud",), ("He shoots upright", "Half a laugh in his eyes")),
        ("{}", "something cracking", ("The ice cracks under him", "A beam splits"), ("A smile cracks his face", "The voice cracks")),
        ("{}", "hammering", ("He hammers on the plank",), ("Snow hammers the glass", "His heart hammers")),
        ("{}", "a heavy thud", ("The crate drops to the floor",), ("An open patch of stone where the sun falls",)),
        ("{}", "a pen on paper", ("She writes a line",), ("With a finger she writes in the soot", "He writes in the ash")),
        ("He bangs on {}", "metal being struck", ("the pot", "an old basin", "the pipe"), ("the door", "the drum", "the wall")),
        ("{}", "a small metallic ring", ("A tiny ting far below", "Nobody breathes until a tiny ting far below"), ("A tinge of red", "Not a clink is heard")),
        ("{}", "sparks crackling", ("Sparks fly from the wire", "A shower of sparks"), ("A spark of hope is in him", "Sparks in her eyes fly at him")),
        ("{}", "leaves rustling", ("The bushes part before him", "Leaves rustle"), ("She leaves", "Leaves lie on the path")),
        ("{}", "machinery jolting", ("The lift jolts upward", "The floor shudders"), ("He lifts the jar", "She shudders")),
        ("{}", "a buzz", ("A buzz comes from the board", "The switchboard buzzes"), ("The buzz stops", "He has a buzz cut", "The room buzzes with talk")),
        ("{}", "a clack", ("The shutter drops with a hard clack",), ("The shutter drops",)),
        ("{}", "creaking wood", ("The stairs creak under him",), ("His voice creaks",)),
        ("{}", "a cough", ("She coughs",), ("Nobody coughs",)),
    ),
}  # fmt: skip
CASES = [
    (code, clause.format(subject), sound, heard)
    for code, rows in DEEDS.items()
    for clause, sound, makers, others in rows
    for heard, subjects in ((True, makers), (False, others))
    for subject in subjects
]


@pytest.mark.parametrize(("code", "clause", "sound", "heard"), CASES, ids=range(len(CASES)))
def test_a_sound_needs_what_makes_it_in_its_clause(code, clause, sound, heard):
    language = Language.of(code)

    assert (sound in ambience.sounding(clause, language, language)) == heard, clause


@pytest.mark.parametrize(
    ("picture", "noises"),
    [
        ("他先痛快地应一声，再压低嗓子问。", []), ("她一声不吭地看着柜子里的东西。", []), ("他应了一声，隔一会儿才说完。", []),
        ("男子的手机响了，他一激灵。", ["铃声"]), ("他手里的枪砰的一声，烟冒出来。", ["砰的一声"]), ("老人背后的门吱呀一声开了条缝。", ["吱呀一声"]),
        ("他听见湖面上一声接一声裂响传过来。", ["一声接一声裂响"]), ("女子听见门外的脚步声停住。", ["脚步声"]),
    ],
)  # fmt: skip
def test_no_piece_of_a_deed_is_a_sound(picture, noises):
    """What stands as a sound is a word for one, or what the table calls it."""
    told = _heard_clauses(picture, ZH, quoted=False)

    assert [each for each in told[1] if each] == noises
    assert not any(re.search(r"[地她他了]一?声?$", each) for each in told[1])
