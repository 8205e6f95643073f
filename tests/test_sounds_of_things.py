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
        ("{}", "钟表的滴答声", ("秒针一格一格稳稳走着", "墙上的钟滴答响"), ("挂钟停了", "雨水滴答落下", "挂钟的圆盘占住画面")),
        ("{}", "水滴声", ("雨水滴答落下",), ("墙上的钟滴答响",)),
        ("{}", "刮擦声", ("铁片刮过石头",), ("暖风刮过", "雪片刮过窗台")),
        ("{}", "纸张声", ("他展开信纸", "她把信折好"), ("阳光斜铺在信纸上", "手按着信纸")),
        ("{}冲出起点", "马蹄声", ("一排马", "黑马"), ("一排人", "皮卡")),
        ("{}扬起前蹄", "马蹄声", ("黑马", "小马"), ("木马",)),
        ("{}", "脚步声", ("女子拂袖而去", "他扭头就走"), ("他拂去袖上的灰", "袖子垂着")),
        ("{}", "冰雹砸落的声音", ("冰雹砸在车顶",), ("冰雹停了，云还在",)),
        ("{}", "石块砸落的声音", ("石块滚落下坡",), ("他望着石块",)),
        ("她敲{}三下", "金属敲击的清响", ("盆", "铁锅", "铜罐"), ("门", "键盘", "木鱼")),
        ("{}", "火花噼啪炸响声", ("铜丝猛地炸出一簇火花", "断口迸出火星"), ("她眼里迸出火花", "火花白亮的夜")),
        ("{}", "枝叶的响动", ("叶子猛地一响", "树丛哗地分开"), ("叶子落在肩上", "草丛很高")),
        ("{}", "沉重的落地声", ("老虎从右边跃出，落在画左", "他跳下墙头落地"), ("她扑过来，目光落在画左", "落地灯亮着")),
        ("{}", "踩水声", ("他踩水跑来", "两人蹚过积水"), ("他踩住水渍", "水面很静")),
        ("{}", "石块砸落的声音", ("石块滚落下坡",), ("冰雹砸在车顶", "他望着石块")),
        ("{}", "冰雹砸落的声音", ("冰雹砸在车顶", "雹子打在肩上"), ("冰雹停了，云还在", "石块滚落下坡")),
        ("{}", "笔尖划纸声", ("他提笔写下三个字",), ("笔尖停在末尾", "笔尖蘸着朱红")),
        ("{}", "放映机的哒哒声", ("放映机哒哒地转着",), ("放映机立在墙角",)),
        ("{}", "翅膀扑腾声", ("鸽子惊飞", "乌鸦扑棱着飞起"), ("墙上挂着一幅鸟群惊飞图",)),
        ("{}", "啪的一声", ("右手盖下去，啪，抬起",), ("她啪啪拍手",)),
        ("{}", "木头落地声", ("锣槌掉下来砸在石板上", "竹竿落在地上"), ("竹竿靠在墙上",)),
        ("{}", "哭声", ("女人却哭了", "她哭得背直抽"), ("她没哭", "他想哭又笑了")),
        ("{}", "嘟嘟的忙音", ("听筒里只剩忙音",), ("他忙着算账",)),
        ("{}", "锣声", ("他一下一下敲响铜锣", "一声锣响"), ("锣挂在架上",)),
        ("{}", "哇哇的啼哭声", ("平板里传出婴儿啼哭", "婴儿哇地哭了", "襁褓里的孩子哇哇大哭"), ("婴儿睡着了", "婴儿不哭了", "她抱着婴儿哭")),
        ("{}", "刺耳的刹车声", ("尖锐的刹车声", "货车一个急刹"), ("男子刹住脚", "刹车灯亮着")),
        ("{}", "碎裂声", ("信号灯玻璃炸碎", "镜片碎成粉", "草鞋踩得粉碎"), ("他的眼镜碎了一片", "裂纹已碎成网")),
        ("{}", "雷声", ("一声闷雷天光骤暗", "惊雷滚过"), ("掌声如雷般响起", "雷公像立在殿里")),
        ("{}", "快门声", ("他按下快门", "闪光灯一亮"), ("他一手按着快门", "他望着闪光灯")),
        ("{}", "列车行驶的隆隆声", ("列车缓缓开走", "火车轰隆掠过"), ("列车停着", "她望着列车")),
        ("{}", "电流声", ("听筒里一阵刺耳的电流声",), ("电流表静着",)),
        ("{}", "磨刀声", ("他正在磨刀", "剃刀在皮带上一下一下地磨"), ("他握着刀",)),
        ("{}", "铃铛声", ("叮铃一声", "铃铛叮铃、叮铃地响"), ("他看着铜铃",)),
        ("{}", "刀刃声", ("他横刀一架", "刀出鞘"), ("右手提着出鞘的刀",)),
        ("{}", "珠子散落滚动的声音", ("珍珠散了一地",), ("泪珠滚下来", "她戴着珍珠")),
        ("{}", "人群没有词句的呼喊声", ("众人齐喊",), ("他齐肩的头发",)),
        ("{}", "马嘶声", ("黑马长嘶", "毛驴打了个响鼻"), ("马静静站着",)),
        ("{}", "鸟的鸣叫声", ("乌鸦叫了两声", "海鸥鸣叫"), ("鸟飞得很高",)),
        ("他{}", "奔跑的脚步声", ("大步追来", "跑过桥"), ("看车跑过桥",)),
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
        ("{} burst all over the track", "hard stones striking", ("Stones like eggs", "Pebbles"), ("Blossoms", "Gazes")),
        ("{}", "hail pelting down", ("One hailstone strikes", "Egg-sized hail bouncing off his chest"), ("Hail melting on his brows", "A storm of hail has stopped", "Stones tumble down")),
        ("{}", "footsteps", ("She storms out of the cave", "He stalks off to the door"), ("A storm breaks", "Stalks of corn stand there")),
        ("{}", "footsteps", ("He walks up to the door",), ("Four paces before her he kneels", "The lamp is two strides from him")),
        ("{}", "laughter", ("She laughs aloud",), ("He shoots upright", "Half a laugh in his eyes")),
        ("{}", "something cracking", ("The ice cracks under him", "A beam splits"), ("A smile cracks his face", "The voice cracks")),
        ("{}", "hammering", ("He hammers on the plank",), ("Snow hammers the glass", "His heart hammers", "Water hammers the dust into mud")),
        ("{}", "a heavy thud", ("The crate drops to the floor",), ("An open patch of stone where the sun falls",)),
        ("{}", "a pen on paper", ("She writes a line",), ("With a finger she writes in the soot", "He writes in the ash")),
        ("He bangs on {}", "metal ringing under a stroke", ("the pot", "an old basin", "the pipe"), ("the door", "the drum", "the wall")),
        ("{}", "a small metallic ring", ("A tiny ting far below",), ("A tinge of red", "Not a clink is heard")),
        ("{}", "sparks crackling", ("Sparks fly from the wire", "A shower of sparks"), ("A spark of hope is in him", "Sparks in her eyes fly at him")),
        ("{}", "leaves rustling", ("The bushes part before him", "Leaves rustle"), ("She leaves", "Leaves lie on the path")),
        ("{}", "machinery jolting", ("The lift jolts upward", "The floor shudders"), ("He lifts the jar", "She shudders")),
        ("{}", "a clock ticking", ("The clock ticks on the wall",), ("The clock has stopped ticking", "The clock hangs on the wall")),
        ("{}", "a buzz", ("A buzz comes from the board", "The switchboard buzzes"), ("The buzz stops", "He has a buzz cut", "The room buzzes with talk")),
        ("{}", "a clack", ("The shutter drops with a hard clack",), ("The shutter drops",)),
        ("{}", "creaking wood", ("The stairs creak under him",), ("His voice creaks",)),
        ("{}", "a cough", ("She coughs",), ("Nobody coughs",)),
        ("{}", "a film projector chattering", ("The projector chatters", "The reel runs out"), ("The projector stands there",)),
        ("{}", "wings beating", ("Pigeons explode", "The birds fly up"), ("Paper birds scatter",)),
        ("{}", "a deep boom", ("A deep boom", "BOOM"), ("The microphone boom hangs there",)),
        ("{}", "a crowd murmuring", ("The crowd mutters", "A noisy crowd"), ("A dense crowd stands there",)),
        ("{}", "weeping", ("NARAN cries openly", "She is crying"), ("He cries it with his whole face",)),
        ("{} cries", "the wail of a newborn", ("A baby", "The newborn", "An infant"), ("A woman", "The man")),
        ("{}", "car horns blaring", ("Horns blare on every side", "The whole street leans on its horns"), ("A horn sounds", "The goat's horns blow in the wind")),
        ("{}", "a horn", ("He lays his whole forearm on the horn", "A horn blares"), ("Horns blare on every side", "He polishes the horn")),
        ("{}", "brakes screeching", ("The brakes squeal", "He slams on the brakes", "The wheels skid away"), ("His boot skids off", "The brakes are old")),
        ("{}", "a train rolling", ("The train pulls out", "A tram rattles past"), ("A train stands there", "He rolls the train of her dress")),
        ("{} rain down on the floor", "beads scattering over the floor", ("The pearls", "Beads"), ("Beads of sweat", "Petals")),
        ("{}", "a pump working in strokes", ("He turns the air pump", "He pumps on twice as hard"), ("He pumps his fist", "The still pump stands there", "He stops pumping")),
        ("{}", "a crank turning", ("He sits still cranking", "She turns the crank hard"), ("The crank hangs still", "A crank lies there")),
        ("{}", "bubbles rising", ("Bubbles boil up beside it",), ("The bubbles thin out",)),
        ("{}", "scissors snipping", ("The blades snip", "She cuts one thread"), ("She holds the scissors",)),
        ("{}", "a drawer sliding", ("He pulls out the next drawer", "He rummages"), ("A drawer stands open",)),
        ("{}", "water lapping", ("The water laps at the windows",), ("The water is still", "She runs two laps")),
        ("{}", "knitting needles clicking", ("She knits two stitches", "The needles click"), ("The needles stop", "She holds a needle")),
        ("{}", "skates on ice", ("The crowd skates past",), ("The skates stand by the door",)),
        ("{} pours out", "grain pouring", ("Millet", "The rice"), ("Water", "The crowd")),
        ("{}", "a violent crash", ("He bursts straight through it", "They crash across the shells", "The stalls topple"), ("Sunlight bursts through it", "The waves crash over it")),
        ("{}", "stone and earth breaking away", ("The rim breaks away under the stick", "The path crumbles"), ("The path runs up the slope",)),
        ("{}", "paper rustling", ("She unfolds the note", "He crumples the letter"), ("The crumpled collar", "The red crumpled face")),
        ("{}", "applause", ("The crowd applauds", "She claps"), ("His hand claps over the eye", "He claps it shut")),
        ("{}", "a buzz", ("A buzz comes from the board",), ("The same frame as at the buzz before",)),
        ("{}", "laughter", ("She laughs aloud",), ("A laugh starts",)),
        ("{}", "a horse neighing", ("The mare whinnies", "A donkey brays"), ("The mare stands there",)),
        ("{}", "birds calling", ("A crow caws", "The gulls scream"), ("She cries", "A paper bird flutters")),
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


PLAIN = [row for row in ambience.table_of("sounding") if row.get("plain")]


@pytest.mark.parametrize(
    ("code", "picture", "told", "spare"),
    [
        ("zh", "她重重敲盆三下，铁盆当当响", "金属敲击的清响", ("敲击声", "清脆的敲击声")),
        ("zh", "门被撞开，她跌进来，推开门往里走", "门被撞开的巨响", ("开门声",)),
        ("zh", "他跑过桥，走到桥头", "奔跑的脚步声", ("脚步声",)),
        ("zh", "她啪啪拍了两下门板", "手掌拍下的响声", ("清脆的敲击声",)),
        ("zh", "铜锤敲一下石头，又敲了两下", "敲击声", ("金属相碰的声音", "锤击声")),
        ("en", "He kicks the door in; the door swings open", "a door flung open", ("a door opening",)),
        ("en", "She runs across the yard, then walks to the gate", "running feet", ("footsteps",)),
        ("en", "He falls into the river with a splash", "a heavy splash", ("a splash",)),
    ],
)
def test_one_deed_has_one_sound(code, picture, told, spare):
    heard = ambience.sounding(picture, Language.of(code), Language.of(code))

    assert told in heard
    assert not set(spare) & set(heard)


def test_a_plain_sound_says_beside_which_it_is_spare():
    assert PLAIN
    assert all(
        any(row is not other and other.get("kind") == row["kind"] for other in ambience.table_of("sounding"))
        for row in PLAIN
    )


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


# A picture of something that is heard, and the same where it is a figure of speech, is held back, is denied, is over or is only likened.
HELD_BACK = {
    "zh": (
        ("笑声", ("她放声大笑", "台下一片哄笑"), ("她无声地大笑", "他把一声大笑咽了回去", "她忍住大笑", "他没有大笑", "他差点大笑起来", "他咧开大嘴")),
        ("撕裂声", ("他撕开信封", "她把布条撕成两半"), ("他扯破嗓子吼", "她撕心裂肺地喊", "信封已撕开", "两人撕破脸", "喊声被风撕碎", "她的声音被风撕成碎片")),
        ("爆响", ("锅炉轰地炸开", "桥头一声爆炸"), ("窗外炸开一道白闪", "人群炸开了锅", "天边炸开一团红光")),
        ("断裂声", ("冰面咔嚓裂开", "木梁折断"), ("他嘴角裂开一道笑", "眉骨裂开一道口子", "木梁早就断裂", "静得能听见冰块裂开的声音")),
        ("枪声", ("他开枪", "枪口一闪", "一声枪响"), ("他没有开枪", "刚才的枪声叫他发抖", "他想起那声枪响", "“开枪！”他做口型", "他正要开枪", "响得像枪声似的")),
        ("咳嗽声", ("他咳了两声",), ("他憋住咳嗽", "没人咳嗽")),
    ),
    "en": (
        ("laughter", ("She laughs aloud", "A laugh escapes him"), ("A silent laugh loosens his face", "She asks it over a swallowed laugh", "He bites back a laugh", "She stifles her laughter", "He laughs without a sound", "He does not laugh")),
        ("something cracking", ("The ice cracks under him", "The beam splits"), ("She cracks a smile", "A grin splits his face", "Her wooden face cracks")),
        ("something shattering", ("The cup shatters",), ("A smile shatters his calm", "His composure shatters", "A moon's reflection shatters in the puddle")),
        ("hammering", ("She hammers on the lid",), ("His heart hammers", "The pulse hammers in his neck")),
        ("a gunshot", ("He fires at the lock", "The rifle cracks", "Muzzle flash"), ("He never fires at them", "She remembers the gunshot", "He mouths: “He fires at the lock!”", "He is about to fire at the lock", "The camp fires at night", "He fires a glance at her", 'A poster: "GUNSHOT"')),
        ("weeping", ("She sobs",), ("She chokes back a sob", "He weeps in silence")),
        ("feet stamping", ("The farmers stamp on the benches", "She stamps her foot"), ("The brass stamp on his belt", "He presses the stamp on the letter")),
    ),
}  # fmt: skip


@pytest.mark.parametrize(
    ("code", "picture", "sound", "heard"),
    [
        (code, picture, sound, heard)
        for code, rows in HELD_BACK.items()
        for sound, sounding, silent in rows
        for heard, pictures in ((True, sounding), (False, silent))
        for picture in pictures
    ],
)
def test_a_figure_of_speech_and_what_is_held_back_denied_or_over_make_no_sound(code, picture, sound, heard):
    language = Language.of(code)

    assert (sound in ambience.sounding(picture, language, language)) == heard


@pytest.mark.parametrize(
    ("code", "picture", "first"),
    [
        ("en", "The soup bubbles, footsteps pass; she strikes the iron once, hard.", "metal ringing under a stroke"),
        ("en", "He lifts the pan, then strikes it hard with his fist.", "metal ringing under a stroke"),
        ("en", "All arms come down together, on iron, shutters and pans.", "metal ringing under a stroke"),
        ("en", "The one clear note rings on over the square.", "a clear note ringing on"),
        ("en", "The farmers roar and shake the ropes.", "a crowd roaring without words"),
        ("en", "She slaps the canvas three times.", "the slap of a flat hand"),
        ("en", "He takes a pinch and sneezes.", "a sneeze"),
        ("en", "The spectators stamp in one beat.", "feet stamping"),
        ("en", "She slams him down onto the canvas.", "a body hitting the ground"),
        ("en", "The man drops into the canal back first.", "a heavy splash"),
        ("en", "The ship rams into the black rocks.", "a violent crash"),
        ("en", "The far end tears off its pole.", "something snapping loose"),
        ("en", "Her fist swings up and catches his chin.", "a blow landing"),
        ("zh", "她拳头自下而上，正中对手下巴。", "击打的闷响"),
        ("en", "His shoulder strikes the hatch.", "a hard knock"),
        ("en", "The handle bangs down on its pin.", "a loud bang"),
        ("en", "They crash backwards into the bare shelves.", "a violent crash"),
        ("en", "She strikes the drum with both palms.", "drum strokes"),
        ("zh", "她后背撞在围绳上。", "撞击的闷响"),
        ("zh", "一声巨响，舱身一震。", "砰的一声"),
        ("zh", "众盐工轰然怒吼。", "人群没有词句的呼喊声"),
        ("zh", "他腰间的BP机又响。", "呼机的滴滴声"),
        ("zh", "断缆头破水升起。", "破水而出的哗啦声"),
        ("en", "The diver breaks the surface.", "water breaking and running off"),
        ("zh", "她压下扳手，绞车转起来。", "机器转动声"),
        ("en", "The old winch grinds.", "a machine turning"),
        ("zh", "她走到门前，用铁勺敲了一下铁门。", "金属敲击的清响"),
        ("zh", "他脚步匆匆，枪口一闪。", "枪声"),
        ("zh", "黑鞋抬起重重一跺。", "跺脚声"),
        ("zh", "他一脚跺下，整座看台齐跺起来。", "跺脚声"),
        ("zh", "他一步步退后，连打三个喷嚏。", "打喷嚏的声音"),
        ("zh", "船头轰然撞礁，船侧翻扣进浪里。", "猛烈的撞击声"),
        ("zh", "他收不住脚扑通落水。", "扑通落水的水花声"),
        ("zh", "灯一亮，满场观众狂呼。", "人群没有词句的呼喊声"),
        ("zh", "全场灯灭，观众惊叫。", "人群的惊叫声"),
        ("zh", "她直挺挺仰面倒下。", "身体倒地声"),
    ],
)
def test_what_strikes_breaks_or_roars_is_the_first_sound_of_its_shot(code, picture, first):
    language = Language.of(code)

    assert ambience.sounding(picture, language, language)[:1] == [first]


@pytest.mark.parametrize(
    ("code", "picture", "false"),
    [
        ("en", "He drops to his knees in the straw.", "a body hitting the ground"),
        ("en", "The man drops into the river.", "a body hitting the ground"),
        ("en", "The cup falls to the floor.", "a body hitting the ground"),
        ("en", "Hail hammers the roof.", "snow and wind beating down"),
        ("zh", "他扑通落水。", "身体倒地声"),
        ("zh", "缆头破水升起。", "扑通落水的水花声"),
        ("zh", "他扑通跪下。", "身体倒地声"),
        ("en", "The rim of the bell makes a ring round the frame.", "a bell"),
        ("zh", "冰雹打在肩上。", "风雪扑打的声音"),
        ("zh", "药箱已搁在筏子正中，他把绳头一勒打上结。", "重物落地的闷响"),
    ],
)
def test_one_kind_of_fall_is_none_of_another(code, picture, false):
    language = Language.of(code)

    assert false not in ambience.sounding(picture, language, language)


@pytest.mark.parametrize(
    "action", ["她无声地大笑", "窗外炸开一道白光", "He is about to shoot", "She stifles her laughter"]
)
def test_a_board_of_rules_sums_up_no_sound_of_what_is_held_back_or_a_figure_of_speech(action):
    assert ambience.deeds(action, softly=True) == []


@pytest.mark.parametrize(
    ("language", "picture", "told"),
    [(ZH, "她无声地笑，枪声没有响起", False), (ZH, "远处传来枪声", True), (EN, "The bell rings", True), (EN, "A scream is stifled, no bell rings", False)],
)  # fmt: skip
def test_a_clause_of_what_is_not_heard_is_no_sound_of_a_script(language, picture, told):
    clauses, noises = _heard_clauses(picture, language, quoted=True)

    assert bool(clauses or noises) == told


@pytest.mark.parametrize(
    ("code", "action", "sounds"),
    [
        ("zh", "女子把一只旧信封拍在桌上，脚步声远去。", ["拍桌声", "脚步声"]),
        ("zh", "敲门声三下，停一下，再两下。", ["敲门声"]),
        ("zh", "她走到窗前，说：“开枪！”", ["脚步声"]),
        ("zh", "她（画外）：那哨声什么意思？", []),
        ("zh", "堂下轰的一声炸开了锅。", []),
        ("en", "From the bank Biggs fires at him; footsteps recede.", ["a gunshot", "footsteps"]),
        ("en", "She stands at the window.", []),
        ("zh", "他咳得弯下腰，肩膀直抖。", ["咳嗽声"]),
        ("en", "She laughs, then weeps. She sits.", ["laughter", "weeping"]),
    ],
)
def test_a_board_of_rules_has_the_sounds_of_what_its_action_does(code, action, sounds):
    assert ambience.struck(action, Language.of(code)) == sounds


@pytest.mark.parametrize("before", ["听见", "他听到", "忽然听见"])
@pytest.mark.parametrize("sound", ["喊声", "枪声"])
def test_that_somebody_hears_a_sound_is_no_part_of_it(before, sound):
    told, _ = _heard_clauses(f"他站在山道上。{before}{sound}，他没回头", ZH, quoted=False)
    assert told == (sound,)
