//! Traditional characters (繁体字) of the words that claims are made of, one for one, so that places stay.

use std::borrow::Cow;

/// `text` with these characters simplified: as many bytes, each at its place.
#[must_use]
pub fn simplified(text: &str) -> Cow<'_, str> {
    // most texts are typed so
    let Some(first) = text.find(|c| simple(c) != c) else {
        return Cow::Borrowed(text);
    };
    let (before, rest) = text.split_at_checked(first).unwrap_or((text, ""));
    let mut out = String::with_capacity(text.len());
    out += before;
    out.extend(rest.chars().map(simple));
    Cow::Owned(out)
}

#[inline]
fn simple(c: char) -> char {
    let block = u32::from(c).wrapping_sub(FIRST) as usize;
    match SIMPLE.get(block) {
        None | Some(0) => c,
        Some(other) => char::from_u32(u32::from(*other)).unwrap_or(c),
    }
}

/// The first of the common Han characters, and how many there are.
const FIRST: u32 = 0x4e00;
const COUNT: usize = 0x5200;

/// For each of them its simplified form, nought where it has none: looked up for every character of every text.
static SIMPLE: [u16; COUNT] = {
    let mut table = [0; COUNT];
    let mut at = 0;
    while at < PAIRS.len() {
        let (traditional, simple) = PAIRS[at];
        table[(traditional as u32 - FIRST) as usize] = simple as u16;
        at += 1;
    }
    table
};

/// Both characters of every pair take three bytes.
#[rustfmt::skip]
const PAIRS: [(char, char); 177] = [
    ('併', '并'), ('係', '系'), ('個', '个'), ('備', '备'), ('傷', '伤'), ('億', '亿'), ('兒', '儿'), ('別', '别'),
    ('劃', '划'), ('動', '动'), ('務', '务'), ('區', '区'), ('員', '员'), ('啟', '启'), ('單', '单'), ('園', '园'),
    ('圓', '圆'), ('場', '场'), ('學', '学'), ('實', '实'), ('對', '对'), ('導', '导'), ('幾', '几'), ('廠', '厂'),
    ('張', '张'), ('後', '后'), ('從', '从'), ('應', '应'), ('戶', '户'), ('換', '换'), ('損', '损'), ('搶', '抢'),
    ('撥', '拨'), ('擇', '择'), ('擊', '击'), ('據', '据'), ('擬', '拟'), ('擴', '扩'), ('攤', '摊'), ('敗', '败'),
    ('敵', '敌'), ('數', '数'), ('斷', '断'), ('於', '于'), ('時', '时'), ('書', '书'), ('東', '东'), ('條', '条'),
    ('業', '业'), ('極', '极'), ('樓', '楼'), ('標', '标'), ('橋', '桥'), ('檢', '检'), ('歲', '岁'), ('歷', '历'),
    ('況', '况'), ('減', '减'), ('測', '测'), ('滯', '滞'), ('滿', '满'), ('為', '为'), ('無', '无'), ('產', '产'),
    ('畝', '亩'), ('眾', '众'), ('種', '种'), ('穩', '稳'), ('競', '竞'), ('約', '约'), ('統', '统'), ('經', '经'),
    ('網', '网'), ('線', '线'), ('緩', '缓'), ('縣', '县'), ('縮', '缩'), ('總', '总'), ('續', '续'), ('腦', '脑'),
    ('臺', '台'), ('與', '与'), ('萬', '万'), ('處', '处'), ('術', '术'), ('衛', '卫'), ('見', '见'), ('訂', '订'),
    ('計', '计'), ('訊', '讯'), ('記', '记'), ('設', '设'), ('許', '许'), ('評', '评'), ('試', '试'), ('該', '该'),
    ('詳', '详'), ('認', '认'), ('語', '语'), ('誤', '误'), ('說', '说'), ('課', '课'), ('調', '调'), ('請', '请'),
    ('論', '论'), ('證', '证'), ('識', '识'), ('護', '护'), ('變', '变'), ('財', '财'), ('責', '责'), ('資', '资'),
    ('贊', '赞'), ('車', '车'), ('較', '较'), ('輛', '辆'), ('連', '连'), ('進', '进'), ('運', '运'), ('過', '过'),
    ('達', '达'), ('遠', '远'), ('適', '适'), ('遲', '迟'), ('選', '选'), ('還', '还'), ('鄉', '乡'), ('醫', '医'),
    ('銷', '销'), ('鋪', '铺'), ('錄', '录'), ('鎮', '镇'), ('鏈', '链'), ('鐵', '铁'), ('長', '长'), ('門', '门'),
    ('開', '开'), ('間', '间'), ('關', '关'), ('陰', '阴'), ('陸', '陆'), ('陽', '阳'), ('隊', '队'), ('際', '际'),
    ('雙', '双'), ('雜', '杂'), ('離', '离'), ('難', '难'), ('雲', '云'), ('電', '电'), ('霧', '雾'), ('項', '项'),
    ('順', '顺'), ('須', '须'), ('預', '预'), ('領', '领'), ('額', '额'), ('願', '愿'), ('類', '类'), ('顧', '顾'),
    ('風', '风'), ('飛', '飞'), ('養', '养'), ('餘', '余'), ('館', '馆'), ('駐', '驻'), ('驗', '验'), ('驟', '骤'),
    ('體', '体'), ('魚', '鱼'), ('鳥', '鸟'), ('麥', '麦'), ('黃', '黄'), ('點', '点'), ('齊', '齐'), ('齡', '龄'),
    ('龍', '龙'),
];
