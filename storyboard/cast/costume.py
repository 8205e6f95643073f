"""What people wear and bear, as words and nothing else: garments, hair, marks, by the way they are worn.

Read by `storyboard.cast.said`, which has the grammar around them. Chinese words stand with spaces between, English ones, of which many are two, with bars.
A word that also means something else in an action (slip, tank) stands here only with what makes it plain (slip dress).
"""

GARMENTS_ZH = {
    "today": """
T恤 t恤 polo衫 POLO衫 衬衫 衬衣 花衬衫 牛仔衬衫 格子衫 条纹衫 卫衣 连帽衫 帽衫 套头衫 圆领衫 翻领衫 针织衫 毛衫 毛衣 毛背心 羊毛衫 羊绒衫 高领衫 开衫 罩衫
雪纺衫 蕾丝衫 蝙蝠衫 打底衫 汗衫 老头衫 跨栏背心 背心 吊带 吊带衫 抹胸 马甲 羽绒马甲 坎肩 棉坎肩 外套 夹克 夹克衫 皮夹克 飞行夹克 机车夹克 牛仔外套 牛仔衣 牛仔夹克 风衣 大衣
呢大衣 呢子大衣 毛呢大衣 羊绒大衣 军大衣 皮大衣 貂皮大衣 皮毛大衣 风雪大衣 牛角扣大衣 棉大衣 派克服 羽绒服 羽绒衣 棉服 棉衣 棉袄 棉裤 冲锋衣 冲锋裤 皮衣 皮草 皮裤 皮裙 貂皮
貂 西装 西服 西裤 西装裙 西装裤 三件套 三件套西装 燕尾服 礼服 晚礼服 小礼服 伴娘服 敬酒服 婚纱 婚服 职业装 套装 套裙 正装 便装 便服 休闲装 休闲服 睡衣 睡裤 睡袍 睡裙 浴袍
浴衣 家居服 秋衣 秋裤 保暖衣 内衣 文胸 泳衣 泳裤 比基尼 短裤 沙滩裤 大裤衩 裤衩 平角裤 长裤 西短裤 牛仔裤 破洞牛仔裤 工装裤 背带裤 阔腿裤 喇叭裤 灯笼裤 哈伦裤 小脚裤 打底裤
紧身裤 瑜伽裤 运动裤 校裤 热裤 裤子 连衣裙 长裙 短裙 超短裙 半身裙 半裙 百褶裙 背带裙 背心裙 吊带裙 公主裙 蓬蓬裙 鱼尾裙 包臀裙 一步裙 铅笔裙 牛仔裙 碎花裙 纱裙 裙裤 裙装
裙子 衣裙 舞裙 洋裙 洋装 小洋装 校服 校服外套 校服裙 运动服 运动装 运动衫 运动背心 工字背心 球衣 球服 队服 棒球服 棒球衫 水手服 海魂衫 海军衫 格子裙 衬裙 雨衣 雨披 防晒衣
防晒服 皮围裙 围裙 工作围裙 围兜 罩衣 袖衫 连体衣 连体裤 连体服 机车服 赛车服 滑雪服 登山服 骑行服 瑜伽服 健身服 练功服 太极服 舞服 舞衣 演出服 戏服 戏袍 戏装 玩偶服 恐龙服
学士服 学位服 孕妇装 孕妇裙 童装 唐装 中山装 列宁装 中式外套 对襟衫 对襟褂 盘扣衫 汉服 和服 韩服 藏袍 蒙古袍 马褂 秀禾服 龙凤褂 旗袍 改良旗袍 云肩
""",
    "trades": """
制服 工装 工服 工作服 连体工装 号服 厨师服 厨师袍 白大褂 大褂 护士服 护士裙 刷手服 手术服 手术衣 洗手服 隔离衣 防护服 护林服 病号服 病服 病员服 囚服 囚衣 警服 警装 辅警服 法袍
律师袍 空姐服 飞行服 机长制服 保安服 保安制服 保洁服 环卫服 快递服 快递马甲 外卖服 骑手服 骑手马甲 志愿者马甲 反光背心 反光马甲 反光衣 救生衣 消防服 战斗服
防火服 防弹衣 防弹背心 战术背心 作战服 作训服 迷彩服 迷彩装 军装 军服 军便服 海军服 空军服 戎装 潜水服 宇航服 太空服 舱外服 航天服 生化服 实验服 侍应服 服务员服 女仆装
兔女郎装 道具服 矿工服 渔裤 水裤 孝服 孝衣 丧服 麻衣 寿衣
""",
    "old": """
长衫 长袍 布袍 棉袍 夹袍 皮袍 锦袍 官袍 官服 朝服 朝袍 龙袍 蟒袍 凤袍 蟒服 战袍 道袍 僧袍 喜袍 外袍 罩袍 袍子 袍服 长襦 短襦
襦裙 襦衫 上襦 齐胸襦裙 曲裾 直裾 深衣 中衣 里衣 亵衣 肚兜 主腰 抹胸裙 诃子裙 褙子 比甲 半臂 马面裙 石榴裙 罗裙 宫裙 宫装 宫服 素裙 布裙 纱衣 罗衫 襕衫 圆领袍
飞鱼服 曳撒 直裰 直身 道衣 法衣 道服 僧衣 袈裟 海青 百衲衣 衲衣 缁衣 劲装 劲衣 短打 短褐 短衣 短衫 长衣 布衣 粗布衣 粗布衫 布衫 麻衫 葛衣 葛布衫 布褂 褂子 短褂 小褂
长褂 对襟短褂 夹袄 袄子 小袄 短袄 长袄 袄裙 皮袄 羊皮袄 狐皮袄 大襟袄 斜襟袄 斜襟衫 夹衣 单衣 单衫 汗褂 号衣 号褂 夜行衣 蓑衣 披风 斗篷 斗篷衣 大氅 鹤氅 狐裘 貂裘 裘衣
裘皮 霞帔 嫁衣 喜服 吉服 常服 华服 锦衣 锦服 素衣 素服 轻纱 薄纱 彩衣 霓裳 云缎裙 纱罗 胡服 骑装 骑射服 猎装 铠甲 盔甲 银甲 铁甲 金甲 软甲 战甲 皮甲 锁子甲 鱼鳞甲
明光铠 铠衣 藤甲 护心镜 兽皮 兽皮衣 虎皮裙 草裙 树叶裙 破袄 破衫 烂衫 破布衫 学生装 学生服 洋服 阴丹士林 衣裳 衣袍
衣衫 衣袄 舞衫 披肩 披巾 皮毛坎肩 戏衣 水袖 披帛 皮衣皮裤 棉旗袍 夹旗袍 衫子
""",
}  # fmt: skip
"""Garments: of our time, of trades, of older times."""
HAIR_ZH = """
道髻 云髻 低髻 高髻 圆髻 螺髻 双螺髻 双环髻 双丫髻 丫髻 堕马髻 坠马髻 灵蛇髻 飞仙髻 凌云髻 惊鹄髻 发髻 盘髻 道士髻 道姑髻 抓髻 总角 丸髻 束髻 丸子头 花苞头 哪吒头 半扎 半披发
半束发 半丸子头 鲻鱼头 狼尾 狼尾头 中长发 披肩发 披肩长发 齐耳发 齐肩发 齐腰长发 及腰长发 披头散发 乱发 披发 蓬发 鸡窝头 细辫子 粗辫子 大辫子 长辫 长辫子 独辫 小辫
小辫子 双辫 双麻花辫 麻花辫 鱼骨辫 蝎子辫 脏辫 羊角辫 牛角辫 冲天辫 朝天辫 朝天揪 小揪揪 揪揪 辫子 发辫 马尾 马尾辫 高马尾 低马尾 双马尾 侧马尾 单马尾 地中海 油头 大背头
背头 侧背头 中分 偏分 三七分 四六分 二八分 碎盖 碎发 短碎发 锅盖头 西瓜头 蘑菇头 娃娃头 童花头 妹妹头 学生头 波波头 梨花头 沙宣头 齐刘海 空气刘海 斜刘海 八字刘海 刘海 羊毛卷
泡面头 方便面头 爆炸头 莫西干 莫西干头 鸡冠头 飞机头 杀马特 锡纸烫 纹理烫 手推波 手推波纹 大波浪 波浪 波浪卷 小卷 羊毛卷发 卷毛 自来卷 公主切 姬发式 直发 长直发 黑长直 短发
寸发 寸头 板寸 平头 毛寸 圆寸 短寸 青皮 光头 秃头 秃顶 谢顶 秃瓢 长发 卷发 鬈发 盘发 低盘发 束发 挽发 云鬓 头发 阴阳头 鼠尾辫 金钱鼠尾 长辫盘头
"""
MARKS_ZH = {
    "戴": """
发卷 卷发器 发网 木牌 翻毛帽 棉帽 圆眼镜 细框眼镜 银边眼镜 帽 帽子 草帽 毡帽 礼帽 大檐帽 小帽 毛线帽 棒球帽 鸭舌帽 渔夫帽 遮阳帽 太阳帽 瓜皮帽 虎头帽 狗皮帽 雷锋帽 皮帽 军帽 警帽 护士帽 厨师帽 安全帽 贝雷帽 学士帽 巴拿马帽 牛仔帽
针织帽 浴帽 睡帽 乌纱帽 乌纱 官帽 幞头 斗笠 笠 帷帽 兜帽 凤冠 王冠 皇冠 头冠 玉冠 银冠 金冠 道冠 发冠 花冠 花环 冕 冕旒 纶巾 方巾 头巾 包头巾 布巾 头带 抹额 额饰 额带
发带 发箍 头箍 发夹 发卡 鲨鱼夹 抓夹 头盔 钢盔 盔 头套 假发 头纱 盖头 面纱 面具 面罩 防毒面具 口罩 眼罩 眼镜 墨镜 太阳镜 蛤蟆镜 单片镜 单边眼镜 老花镜 金丝眼镜
金丝边眼镜 无框眼镜 黑框眼镜 黑框镜 圆框眼镜 玳瑁眼镜 近视镜 护目镜 泳镜 耳机 耳麦 耳罩 助听器 耳环 耳钉 耳坠 耳饰 坠子 翡翠坠子 珍珠耳钉 项链 珍珠项链 吊坠 项圈 银项圈 璎珞
翡翠镯 翡翠镯子 玉镯子 银镯子 金镯子 金戒指 银戒指 翡翠戒指 长命锁 银锁 平安扣 玉佩 玉坠 护身符 十字架 念珠 佛珠 骷髅念珠 朝珠 手串 手链 手镯 玉镯 银镯 金镯 镯子 手环 红绳 红绳结 手表 腕表 名表 金表 怀表 戒指 婚戒 钻戒
玉戒指 尾戒 扳指 顶针 手套 袖套 护腕 护臂 护膝 指套 护甲 护甲套 臂章 袖标 袖章 红袖章 红袖箍 孝 黑纱 肩章 领章 勋章 徽章 党徽 胸花 白花 绒花 绢花 珠花 红花 工牌 工作证
胸牌 胸卡 胸针 吊牌 牌子 红领巾 绶带 领结 假肢 义肢 脚链 脚铃 银铃 金链 银链 金链子 大金链子 狗链 链子 鼻环 唇钉 脐钉 眉钉 舌钉 牙套 金牙 美瞳 手铐 脚镣 枷锁 铁链 镣铐
呼吸面罩 氧气面罩 颈托 牙牌 顶戴 花翎 铁爪 簪花
""",
    "穿": """
鞋 皮鞋 布鞋 球鞋 跑鞋 运动鞋 白球鞋 小白鞋 帆布鞋 板鞋 老北京布鞋 解放鞋 高跟鞋 细高跟 恨天高 平底鞋 玛丽珍鞋 凉鞋 绣鞋 绣花鞋 花盆底 花盆底鞋 拖鞋 人字拖 凉拖 棉拖 洞洞鞋 棉鞋
胶鞋 雨鞋 草鞋 木屐 皂靴 云靴 靴 靴子 皮靴 马靴 军靴 长靴 短靴 雨靴 雪地靴 马丁靴 筒靴 丝袜 黑丝 肉丝 长袜 袜子 渔网袜 补子
""",
    "围": """
围巾 毛围巾 围脖 毛领
""",
    "系": """
领带 丝巾 腰带 玉带 皮带 武装带 头绳 蝴蝶结 红布条 布条 汗巾 领巾 绦带 腰封 丝绦 裹脚布 绑腿
""",
    "留": """
胡子 胡须 胡茬 胡茬子 络腮胡 络腮胡子 络腮 短须 长须 短髯 长髯 美髯 虬髯 髯 山羊胡 山羊须 八字胡 八字须 小胡子 卫生胡 一字胡 鲶鱼须 花白胡子 白胡子 白须 银须 长指甲 鬓须
""",
    "有": """
疤 刀疤 伤疤 疤痕 浅疤 长疤 旧疤 烧伤疤 手术疤 痣 黑痣 小痣 泪痣 美人痣 朱砂痣 红痣 媒婆痣 纹身 花臂 刺青 刺字 胎记 雀斑 老年斑 麻子 痘印 青春痘 酒窝 梨涡 皱纹 鱼尾纹
抬头纹 法令纹 黑眼圈 眼袋 泪沟 泪痕 血迹 淤青 伤口 伤痕 刀口 刀伤 烧伤 烫伤 冻疮 鞭痕 勒痕 抓痕 吻痕 巴掌印 老茧 虎牙 兔牙 龅牙 豁牙 啤酒肚 大肚子 将军肚 孕肚 双下巴
鹰钩鼻 酒糟鼻 红鼻头 三角眼 剑眉 浓眉 白眉毛 断眉 卧蚕 泪花
""",
    "拄": """
拐杖 拐 双拐 铁拐 拄拐 手杖 文明杖 龙头拐杖 竹杖 禅杖 盲杖
""",
    "坐": """
轮椅
""",
    "背": """
背包 书包 双肩包 登山包 药箱 背篓 竹篓 琴盒 剑匣
""",
    "挎": """
挎包 腰包 单肩包 帆布包 公文包 菜篮 竹篮 军用挎包 布包袱
""",
    "佩": """
佩剑 佩刀 长剑 长刀 短刀 弯刀 匕首 腰牌 令牌 香囊 荷包 鱼袋 银鱼袋 警棍 手枪 枪套 对讲机
""",
    "缠": """
绷带 纱布 白布 胶带
""",
    "打": """
石膏 吊瓶
""",
    "贴": """
创可贴 膏药 退热贴 花钿
""",
    "插": """
发簪 银簪 玉簪 金簪 木簪 簪子 素银簪子 簪 钗 发钗 金钗 玉钗 步摇 金步摇 钢笔
""",
    "叼": """
烟斗 烟袋 雪茄
""",
    "涂": """
口红 指甲油 浓妆 烟熏妆 油彩 花脸 腮红
""",
    "拿": """
拂尘 酒葫芦 葫芦 哨子 口哨 听诊器 毛巾 抹布 钥匙串 皮尺
""",
    "": """
独眼 单眼 瞎 失明 瘸 跛 断了 断臂 断指 断腿 缺了 缺门牙 缺牙 门牙 独臂 假手 假腿 木腿 驼背 赤脚 光脚 赤足 光着脚 蒙面 黑布 红肿 尖下巴
""",
}  # fmt: skip
"""Marks, by the verb that they are worn with; those of the last row need none."""
FACES_ZH = """
方脸 圆脸 国字脸 瓜子脸 鹅蛋脸 长脸 马脸 娃娃脸 尖脸 方下巴 尖下巴 高颧骨 高鼻梁 塌鼻子 丹凤眼 桃花眼 杏眼 杏核眼 单眼皮 双眼皮 大眼睛 小眼睛 眯缝眼 三角眼 吊梢眼 浓眉
浓眉大眼 剑眉 剑眉星目 柳叶眉 白眉 白眉毛 厚嘴唇 薄唇 薄嘴唇 樱桃小嘴 满脸横肉 满脸麻子 满脸皱纹 满脸褶子 一脸褶子 一脸横肉 眼窝深陷 尖嘴猴腮 贼眉鼠眼 慈眉善目 眉清目秀 唇红齿白
胡子拉碴 胡茬满面 满脸胡茬 面黄肌瘦 面色苍白 脸色苍白 脸色蜡黄 面无血色 肤色微黑 皮肤黝黑 肤色黝黑 黝黑 白净 皮肤白皙 白皙 小麦肤色 古铜肤色 眼圈发青 眼圈发黑 眼圈通红
"""
BUILDS_ZH = """
瘦 清瘦 瘦小 瘦高 干瘦 精瘦 消瘦 枯瘦 瘦弱 单薄 高瘦 瘦削 矮瘦 胖 微胖 矮胖 肥胖 白胖 胖乎乎 圆滚滚 富态 发福 丰满 丰腴 臃肿 高大 高挑 高个 高个子 小个子 矮个子 大个子
矮小 矮壮 娇小 魁梧 壮实 结实 健壮 强壮 粗壮 敦实 五大三粗 膀大腰圆 虎背熊腰 人高马大 身材高大 身材魁梧 身材高挑 身材瘦小 身材矮小 身材娇小 身材微胖 身材敦实 身形高大 身形瘦削
身形清瘦 身形单薄 身形佝偻 骨瘦如柴 大腹便便 大块头 满身肌肉 一身肌肉 浑身肌肉
"""
"""Faces and builds: only where they are all of a piece between commas."""
GARMENTS_EN = {
    "coats": (
        "(?<=flowered )wrapper|(?<=ankara )wrapper|(?<=print )wrapper|(?<=cotton )wrapper|(?<=floral )wrapper|(?<=her )wrapper|(?<=silk )wrapper|bin-liner|bin liner|bin-bag|bin bag|trash bag|garbage bag|refuse sack|rubbish bag|coat|raincoat|overcoat|trenchcoat|mackintosh|macintosh|peacoat|greatcoat|topcoat|duster|poncho|parka|anorak|cagoule|slicker|oilskin|"
        "oilskins|sou'wester|cape|cloak|shawl|pashmina|jacket|blazer|bomber|windbreaker|windcheater|gilet|fleece|puffer|cardigan|shrug|bolero|kimono|serape|kebaya|barong|kente|agbada|boubou|huipil|hanbok|ao dai|thobe|thawb|dishdasha|djellaba|dirndl|lederhosen|Sunday best|Sunday finest|"
        "sheepskin|shearling|duffel coat|duffle coat|trench coat|frock coat|morning coat|tail coat|lab coat|fur coat|car coat|pea coat|"
        "rain coat|rain jacket|puffer jacket|denim jacket|leather jacket|bomber jacket|dinner jacket|smoking jacket|varsity jacket|letterman jacket|"
        "flak jacket|safari jacket|hi-vis jacket|high-vis jacket|hi-vis vest|high-vis vest|hi-vis|high-vis|life vest|life jacket|safety vest|flak vest|"
        "bulletproof vest|body armour|body armor|tailcoat|swallowtail|redingote|pelisse|spencer|caftan|kaftan|balmacaan|ulster|burberry|barbour|"
        "barn jacket|field jacket|army jacket|jean jacket|track jacket|tracksuit top|shell suit|snowsuit|ski suit|ski jacket|hazmat suit|"
        "(?<=yellow )mac|(?<=beige )mac|(?<=plastic )mac|(?<=grey )mac|(?<=rubber )mac|(?<=belted )mac|(?<=wet )mac|(?<=old )mac|(?<=blue )mac|"
        "(?<=tan )mac"
    ),
    "tops": (
        "shirt|t-shirt|tshirt|tee|undershirt|blouse|tunic|jumper|sweater|sweatshirt|pullover|hoodie|turtleneck|polo-neck|polo|henley|vest|waistcoat|"
        "jersey|camisole|cami|singlet|halter|bodice|corset|bustier|basque|bralette|smock|guernsey|gansey|tank top|crop top|halter top|tube top|"
        "polo shirt|polo neck|roll-neck|rollneck|turtle neck|dress shirt|work shirt|flannel shirt|hawaiian shirt|football shirt|rugby shirt|"
        "aloha shirt|bowling shirt|sweater vest|twinset|twin set|wife-beater|flannel|(?<=mink )stole|(?<=fur )stole|(?<=fox )stole|breton top|tube dress|"
        "(?<=red )top|(?<=black )top|(?<=white )top|(?<=blue )top|(?<=green )top|(?<=pink )top|(?<=yellow )top|(?<=purple )top|(?<=grey )top|(?<=gray )top|(?<=silver )top|(?<=gold )top|(?<=sleeveless )top|(?<=sequined )top|(?<=knit )top|(?<=low-cut )top|(?<=striped )top"
    ),
    "bottoms": (
        "trousers|pants|jeans|shorts|skirt|kilt|leggings|chinos|slacks|sweatpants|culottes|capris|jodhpurs|breeches|breeks|plus-fours|dungarees|(?<=brown )overall|(?<=blue )overall|(?<=grey )overall|(?<=gray )overall|(?<=white )overall|(?<=green )overall|(?<=work )overall|(?<=cotton )overall|(?<=leather )overall|"
        "overalls|coveralls|coverall|bloomers|pantaloons|cords|corduroys|khakis|joggers|jeggings|board shorts|cargo shorts|cargo pants|boxer shorts|"
        "boxers|y-fronts|cut-offs|cutoffs|denim shorts|gym shorts|running shorts|cycling shorts|hot pants|tracksuit bottoms|sweats|long johns|"
        "thermals|hakama|sarong|lungi|dhoti|loincloth|swim trunks|bathing trunks|petticoat|underskirt|hoop skirt|pencil skirt|miniskirt|mini-skirt|"
        "mini skirt|pinafore|apron|leather apron|butcher's apron|bell-bottoms"
    ),
    "whole": (
        "dress|sundress|gown|nightgown|nightdress|nightshirt|nightie|robe|bathrobe|housecoat|negligee|chemise|pyjamas|pajamas|jammies|pjs|onesie|"
        "(?<=grey )slip|(?<=gray )slip|(?<=black )slip|(?<=white )slip|(?<=silk )slip|(?<=satin )slip|(?<=cotton )slip|paramedic's greens|surgical greens|hospital greens|army greens|romper|jumpsuit|playsuit|boilersuit|bodysuit|catsuit|leotard|unitard|tutu|tuxedo|tux|suit|pantsuit|tracksuit|uniform|scrubs|fatigues|livery|"
        "cassock|soutane|surplice|vestments|chasuble|frock|costume|outfit|swimsuit|bikini|wetsuit|spacesuit|flightsuit|yukata|sari|saree|lehenga|sherwani|caftan|kaftan|"
        "salwar|kurta|abaya|burqa|jilbab|djellaba|dashiki|boubou|cheongsam|qipao|hanfu|ao-dai|toga|tabard|doublet|jerkin|gambeson|hauberk|"
        "breastplate|chainmail|armour|armor|surcoat|pelt|furs|rags|sackcloth|silks|brocade|regalia|attire|clothes|clothing|gear|workwear|sportswear|"
        "loungewear|leathers|denims|muumuu|dirndl|lederhosen|ball gown|ballgown|evening gown|evening dress|wedding dress|wedding gown|bridal gown|"
        "whites(?! of)|cocktail dress|slip dress|shift dress|shirt dress|shirtdress|wrap dress|house dress|prom dress|summer dress|tea dress|maxi dress|mini-dress|"
        "minidress|party dress|hospital gown|patient gown|surgical gown|dressing gown|academic gown|choir robe|boiler suit|flight suit|pressure suit|"
        "space suit|diving suit|dive suit|wet suit|dry suit|sleep suit|siren suit|zoot suit|lounge suit|three-piece suit|two-piece suit|trouser suit|"
        "skirt suit|power suit|prison jumpsuit|orange jumpsuit|prison uniform|dress uniform|dress blues|dress whites|combat fatigues|battledress|"
        "school uniform|maid's uniform|nurse's uniform|chain mail|suit of armour|suit of armor|straitjacket|straightjacket|athletic wear|casual wear|"
        "evening wear|formal wear|bathing suit|bathing costume|hot dog costume|fur suit|mascot suit|santa suit|clown suit|gorilla suit|smoking robe|"
        "monk's robe|harness|(?<!nervous )(?<!bad )(?<!old )(?<!force of )habit"
    ),
}  # fmt: skip
MARKS_EN = {
    "worn": (
        "boots?|shoes?|sneakers?|trainers?|heels|sandals?|slippers?|wellies?|wellingtons|flip-flops|crocs|clogs?|loafers?|pumps|stilettos|moccasins|brogues|"
        "espadrilles|plimsolls|galoshes|high-tops|slingbacks|spurs|socks|stockings?|tights|fishnets|legwarmers|spats|puttees|hat|cap|beret|helmet|"
        "crown|tiara|turban|headscarf|bonnet|beanie|visor|bowler|fedora|stetson|trilby|fez|sombrero|busby|bearskin|balaclava|wimple|coif|snood|"
        "circlet|diadem|coronet|kerchief|neckerchief|bandana|headband|hairband|hairnet|hijab|niqab|keffiyeh|skullcap|yarmulke|kippah|mitre|"
        "deerstalker|glasses|spectacles|specs|sunglasses|shades|aviators|bifocals|monocle|pince-nez|lorgnette|goggles|scarf|muffler|cravat|ascot|tie|"
        "bowtie|gloves?|mittens?|gauntlets?|earmuffs|earrings?|earring|necklace|pendant|brooch|locket|choker|pearls|bracelets?|bangles?|anklet|watch|"
        "wristwatch|cufflinks?|headphones|headset|earpiece|earbuds?|lanyard|badge|armband|sash|belt|suspenders|braces|garters|hood|mask|veil|hairpin|"
        "barrette|satchel|backpack|rucksack|holster|bandolier|gunbelt|medals?|crucifix|rosary|stethoscope|sling|bandages?|respirator|hard hat|"
        "top hat|cowboy hat|straw hat|sun hat|bucket hat|bobble hat|chef's hat|party hat|paper hat|paper crown|flower crown|bowler hat|peaked cap|"
        "flat cap|baseball cap|trucker cap|nurse's cap|swim cap|swimming cap|shower cap|mob cap|night cap|nightcap|woolly hat|woolen hat|"
        "top knot ribbon|welding mask|gas mask|surgical mask|face mask|oxygen mask|ski mask|ski goggles|swimming goggles|reading glasses|"
        "dark glasses|horn-rims|horn-rimmed glasses|eye ?patch|bow tie|bolo tie|clip-on tie|school tie|clerical collar|dog collar|priest's collar|"
        "roman collar|ruff|fanny pack|bum bag|tool ?belt|dog tags|lapel pin|name tag|name ?badge|hair clip|hair slide|scrunchie|gold rings?|"
        "silver rings?|diamond rings?|wedding rings?|wedding band|engagement rings?|signet rings?|nose rings?|nose studs?|ear studs?|lip rings?|"
        "lip studs?|septum ring|eyebrow ring|tongue stud|toe ring|ear cuff|pinky rings?|piercings?|gold chain|gold chains|silver chain|pocket watch|"
        "smartwatch|hearing aids?|neck brace|leg brace|arm sling|ankle monitor|ankle bracelet|handcuffs|shackles|manacles|sleeve garters|cuff bracelet|"
        "clipboard lanyard|walking boots|hiking boots|rubber boots|rain boots|rain ?boots|riding boots|combat boots|cowboy boots|ankle boots|"
        "work boots|desert boots|gumboots|wellington boots|ballet flats|ballet shoes|pointe shoes|platform shoes|high heels|kitten heels|knee socks|"
        "ankle socks|bobby socks|fingerless gloves|rubber gloves|leather gloves|boxing gloves|oven mitts|plaster cast|cast|walking stick|cane|crutch|"
        "crutches|zimmer frame|wheelchair|hook hand|wooden leg|peg leg|prosthesis|prosthetic|prosthetic leg|prosthetic arm|prosthetic hand|lipstick|"
        "eyeliner|mascara|face paint|war paint|clown makeup|clown make-up|heavy make-up|heavy makeup|dentures|feather boa|cummerbund|epaulettes|"
        "gold buttons|brass buttons|silver buttons|elbow patches|leather patches|fur collar|fur trim|lace collar|lace cuffs|diamonds|rubies|emeralds|jewels|jewellery|jewelry|bicycle helmet|wig|powdered wig|rain hat|oxygen tube|ear defenders|hair net|shower cap|curlers|rollers|sheriff's star|deputy's star|marshal's star|tin star|silver star|ostrich feathers?|bicycle clips|corsage|boutonniere|mourning band|cufflinks|cufflink|nose ring"
    ),
    "body": (
        "tattoos?|tattooed|scars?|scarred|beard|bearded|moustache|mustache|stubble|stubbled|goatee|sideburns|muttonchops|whiskers|side-whiskers|"
        "clean-shaven|unshaven|freckles|freckled|birthmark|dimples|wrinkled|one-eyed|one-armed|one-legged|limp|bandaged|hollow-eyed|gaunt|stout|"
        "massive|burly|chubby|fat|heavyset|stocky|lanky|wiry|broad-shouldered|muscular|hulking|portly|plump|skinny|barefoot|pockmarks|pockmarked|"
        "acne|rosacea|sunburn|sunburned|sunburnt|henna|burns|gash|bruises?|bruised|bun|jowls|paunch|potbelly|hunchback|hunchbacked|stooped|toothless|"
        "gap-toothed|bucktoothed|buck-toothed|cross-eyed|cleft-lip|handlebar moustache|handlebar mustache|five o'clock shadow|walrus moustache|"
        "walrus mustache|pencil moustache|pencil mustache|full beard|mutton chops|burn scars?|acne scars|burn marks?|tan lines|stretch marks|port-wine stain|"
        "beauty mark|beauty spot|black eye|split lip|cut lip|cauliflower ears?|glass eye|milky eye|lazy eye|broken nose|crooked nose|hooked nose|"
        "hook nose|snub nose|missing tooth|missing teeth|missing fingers?|missing arm|missing leg|no teeth|gap tooth|gap teeth|gold tooth|gold teeth|"
        "silver tooth|buck teeth|bad teeth|square jaw|double chin|cleft chin|beer belly|pot belly|pregnant belly|pregnant|hugely pregnant|"
        "heavily pregnant|comb-over|unibrow|monobrow|bushy eyebrows|thick eyebrows|white-bearded|grey-bearded|gray-bearded|black-bearded|red-bearded|"
        "silver-bearded|long-bearded|dark circles|crow's feet|laugh lines|age spots|liver spots|brown skin|dark skin|pale skin|olive skin|"
        "tanned skin|fair skin|weathered skin|weathered face|lined face|square face|oval face|broad face|narrow face|beauty spot|"
        "baby-faced|moon-faced|round-faced|rat-faced|hatchet-faced|sun-browned"
    ),
}  # fmt: skip
"""Marks: what is worn or carried, and what is part of the body."""
