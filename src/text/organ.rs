//! Names of departments (单位名称): whether two are the full and the short name of one.

use super::words::Words;

/// Full names and the short ones that every office uses for them; the longer first where one holds another.
const SHORT: &[(&str, &str)] = &[
    ("人力资源和社会保障", "人社"),
    ("人力资源社会保障", "人社"),
    ("住房和城乡建设", "住建"),
    ("住房城乡建设", "住建"),
    ("住房城乡和建设", "住建"),
    ("发展和改革", "发改"),
    ("发展改革", "发改"),
    ("教育和体育", "教体"),
    ("教育体育", "教体"),
    ("卫生健康", "卫健"),
    ("市场监督管理", "市监"),
    ("市场监管", "市监"),
    ("文化和旅游", "文旅"),
    ("文化旅游", "文旅"),
    ("自然资源和规划", "资规"),
    ("自然资源规划", "资规"),
    ("工业和信息化", "工信"),
    ("交通运输", "交通"),
    ("退役军人事务", "退役军人"),
    ("医疗保障", "医保"),
    ("应急管理", "应急"),
    ("残疾人联合会", "残联"),
    ("妇女联合会", "妇联"),
    ("综合行政执法", "综合执法"),
    ("民族宗教事务", "民宗"),
    ("农业和农村", "农业农村"),
    ("委员会", "委"),
];

const FULL: Words<(&str, &str)> = Words::meaning(SHORT);

/// The name with every part in its short form, for comparison: 市人力资源社会保障局 and 市人社局 give the same.
#[must_use]
pub fn short(name: &str) -> String {
    let name = name.trim().to_owned();
    if !FULL.within(&name) {
        return name;
    }
    SHORT
        .iter()
        .fold(name, |name, (full, short)| name.replace(full, short))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn full_and_short_names_are_one() {
        for (one, other, same) in [
            ("市人力资源社会保障局", "市人社局", true),
            ("县住房和城乡建设局", "县住建局", true),
            ("市发展和改革委员会", "市发改委", true),
            ("县市场监督管理局", "县市场监管局", true),
            ("市水利局", "市水利工程管理局", false),
            ("县教育局", "县教育体育局", false),
            ("县人社局", "市人社局", false),
        ] {
            assert_eq!(short(one) == short(other), same, "{one} {other}");
        }
    }
}
