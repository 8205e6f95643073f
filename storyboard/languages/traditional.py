"""Chinese in traditional characters, sign for sign as it is in simplified ones: what a vocabulary or a reader knows once is known in both.

Only the characters that readers and vocabularies ask for; a text becomes no other text by it, it is looked at through it.
"""

from storyboard.patterns import deferred

_TRADITIONAL = (
    "萬與醜業東絲兩嚴喪個爲為麗舉麼義烏樂喬習鄉書買亂雲亞產親僅僕從倉儀們衆眾夥會傘偉傳傷體傭俠偵側倆傾兒黨蘭關興養獸內寫軍農馮衝凍準湊幾鳳凱兇擊劃劉剛創刪別劍劇勸辦務動勁勻醫華協單賣盧臥衛卻廠廳歷厲廂廈廚廝縣參雙發變敘疊臺葉號嘆籲喫後呂嗎聽啓啟"
    "吳唄員嗚響譁脣喚囉噴嘍囑嚕團園圍國圖圓聖場塊墳墜墊牆壯聲殼處備復頭夾奪妝婦媽嫗姍嬌嫿嬰嬋嬸媼嬤孫學孿寧寶實審宮賓寢對導壽將堯屍層屬歲嵐嶽崢峯嶸帥師帳簾帶幫幹並廣牀庫應廟龐開異張彎彈強歸當錄徵憶懷態總懇懸驚慘戲戰戶撲揚撫搶護報擔擁攔撥掛擋掙擠"
    "揮損撿換撣攬摟攝擺搖攤數鬥斷無舊時晝顯晉曬曉暉暫術機殺權條來楊傑構棗槍櫃標棧棟欄樹慄樣檔橋夢樓欖橫櫻歡畢氣漢湯沒濘淚澤潔淺渾濃濤澱淵漸漁滲溫遊溼濕濺滾滿灘滅燈靈煒點燭煙燒燁熱爺牽狀獰獨獄獵貓獻環現瑤電畫瘋皺監蓋盜盤睜礦碼禮離禿種祕稱穩窩豎筍"
    "筆籠籤簡籟類緊紅約紀純紗綱紙紋紡線練組細織終紹經綁絨結給絳絡統絹繡繼緒綾續綺緋綽繩繃綰綠緞緩編緣縫纏縮網羅罷羣職聯肅膚腫脈髒腦腳脫臉艦艙豔藝節蒼蘇範榮藥蓮瑩蕭蔣藍蠻蠟補襯襖襲裝褲見觀規視覽覺譽計認譏讓議訊記講許論諷設證訴診詞話語說説誒請諸讀"
    "誰調謂謝謹貝貞財責賬貨質貧購貼貴費賀賊賈賭賠趙趕車軒轉輪軟轟軸輕轎輔輝輯辮邊過邁運還這進遠連跡遞遺鄧郵鄒鄰鄭醬釋裏裡鑾針釘釣釵鍾鋼鑰欽鈞鉤鈎鈺錢鑽鐵鈴鐺鎧銘銀鋪鏈鋒銳鋭錦鍵鏢鏡鐲長門閃閉問闖間閔鬧閨聞閥閱閲隊陽陰陣階際陸陳隕隨隱霧靜韋韓頁頂"
    "項須顧頓預領頸頻題顏額顫風飄飛飯飾饒館馬馳駁駛駙駝駕驍罵駱駿騎騫驟魚魯鮑鮮鱗鳥鳶鳴鴦鸞鴻鵑鵠鵝鵬黃齊齡齙龍龔姊妳牠祂颱隻麽著"
)
_SIMPLE = (
    "万与丑业东丝两严丧个为为丽举么义乌乐乔习乡书买乱云亚产亲仅仆从仓仪们众众伙会伞伟传伤体佣侠侦侧俩倾儿党兰关兴养兽内写军农冯冲冻准凑几凤凯凶击划刘刚创删别剑剧劝办务动劲匀医华协单卖卢卧卫却厂厅历厉厢厦厨厮县参双发变叙叠台叶号叹吁吃后吕吗听启启"
    "吴呗员呜响哗唇唤啰喷喽嘱噜团园围国图圆圣场块坟坠垫墙壮声壳处备复头夹夺妆妇妈妪姗娇婳婴婵婶媪嬷孙学孪宁宝实审宫宾寝对导寿将尧尸层属岁岚岳峥峰嵘帅师帐帘带帮干并广床库应庙庞开异张弯弹强归当录征忆怀态总恳悬惊惨戏战户扑扬抚抢护报担拥拦拨挂挡挣挤"
    "挥损捡换掸揽搂摄摆摇摊数斗断无旧时昼显晋晒晓晖暂术机杀权条来杨杰构枣枪柜标栈栋栏树栗样档桥梦楼榄横樱欢毕气汉汤没泞泪泽洁浅浑浓涛淀渊渐渔渗温游湿湿溅滚满滩灭灯灵炜点烛烟烧烨热爷牵状狞独狱猎猫献环现瑶电画疯皱监盖盗盘睁矿码礼离秃种秘称稳窝竖笋"
    "笔笼签简籁类紧红约纪纯纱纲纸纹纺线练组细织终绍经绑绒结给绛络统绢绣继绪绫续绮绯绰绳绷绾绿缎缓编缘缝缠缩网罗罢群职联肃肤肿脉脏脑脚脱脸舰舱艳艺节苍苏范荣药莲莹萧蒋蓝蛮蜡补衬袄袭装裤见观规视览觉誉计认讥让议讯记讲许论讽设证诉诊词话语说说诶请诸读"
    "谁调谓谢谨贝贞财责账货质贫购贴贵费贺贼贾赌赔赵赶车轩转轮软轰轴轻轿辅辉辑辫边过迈运还这进远连迹递遗邓邮邹邻郑酱释里里銮针钉钓钗钟钢钥钦钧钩钩钰钱钻铁铃铛铠铭银铺链锋锐锐锦键镖镜镯长门闪闭问闯间闵闹闺闻阀阅阅队阳阴阵阶际陆陈陨随隐雾静韦韩页顶"
    "项须顾顿预领颈频题颜额颤风飘飞饭饰饶馆马驰驳驶驸驼驾骁骂骆骏骑骞骤鱼鲁鲍鲜鳞鸟鸢鸣鸯鸾鸿鹃鹄鹅鹏黄齐龄龅龙龚姐你它他台只么着"
)
_BOTH = "后里台着只斗云丑几面伙升松征准范表布荡赞录系冲卷采并凶才"
"""Simplified characters that stand in traditional texts too, with another meaning."""
SIMPLE = str.maketrans(_TRADITIONAL, _SIMPLE)
_ONLY_TRADITIONAL = deferred(f"[{_TRADITIONAL.replace('著', '')}]")
_NO_TRADITIONAL = str.maketrans("", "", _TRADITIONAL.replace("著", ""))
_NO_SIMPLE = str.maketrans("", "", "".join(sign for sign in set(_SIMPLE) if sign not in _BOTH))
SAMPLE = 4000


def simplified(text: str) -> str:
    """A text with the same number of characters, each in its simplified form where it has one here."""
    return text if text.isascii() else text.translate(SIMPLE)


def traditional(text: str) -> bool:
    """Whether a text is written in traditional characters, by its beginning and its middle."""
    sample = text[:SAMPLE] + text[len(text) // 2 :][:SAMPLE]
    if sample.isascii() or not _ONLY_TRADITIONAL.search(sample):
        return False
    found = len(sample) - len(sample.translate(_NO_TRADITIONAL))
    return found > 2 and found > len(sample) - len(sample.translate(_NO_SIMPLE))
