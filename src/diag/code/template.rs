//! 04: templates and the clerk's own paragraphs (模板与段落).

super::codes! {
    SYNTAX = "E0401", Error, "模板写法有误", "模板或段落中的 {{ }}、{% %} 写得不对。{{ 变量 }} 取数，{% if %}…{% endif %} 判断，{% for %}…{% endfor %} 循环，须成对出现。",
        "{{ totals.tasks } 少了一个右花括号。";
    UNKNOWN_VARIABLE = "E0402", Error, "没有这个变量或字段", "模板或段落取用了不存在的数据。可用的变量和字段见 docs/templates.md；可能没有的数据，先用 {% if 变量 is defined %} 判断。",
        "{{ total.tasks }}，应为 {{ totals.tasks }}。";
    UNKNOWN_FUNCTION = "E0403", Error, "没有这个函数、过滤器或判断", "函数写作 count(status=\"done\")，过滤器写作 {{ 值 | 名称 }}。全部名称见 docs/templates.md。",
        "{{ cuont(status=\"done\") }}，应为 count。";
    TEMPLATE_MISSING = "E0404", Error, "没有这个模板", "公文的 template 写内置模板名，或工作区 templates 目录中的文件名（不含 .xml）；{% include %}、{% extends %} 写带 .xml 的文件名。",
        "template = \"quartely\"，应为 quarterly。";
    CYCLE = "E0405", Error, "模板互相引用成环", "模板甲引用乙、乙又引用甲，永远排不完。去掉其中一处 {% include %} 或 {% extends %}。",
        "甲.xml 中 {% include \"乙.xml\" %}，乙.xml 中又 {% include \"甲.xml\" %}。";
    RENDER = "E0406", Error, "模板执行出错", "模板写法没有错，但用在这些数据上行不通，例如把文字当数字相加、给函数的参数不对。",
        "{{ \"甲\" - 1 }}，文字不能相减。";
    RUNAWAY = "E0407", Error, "模板循环过多或输出过大", "模板的循环次数或排出的文字超出了限度，多半是循环套循环写错了。",
        "循环套循环，每一层都走遍全部任务。";
    UNKNOWN_ELEMENT = "E0408", Error, "没有这个元素", "模板只能用 <p>、<h1> 至 <h4>、<list>、<item>、<table> 这几个元素。字号、位置、间距由版式决定，不写在模板里。",
        "<div>……</div>，应为 <p>……</p>。";
    UNKNOWN_ATTRIBUTE = "E0409", Error, "没有这个属性，或属性的值不对", "各元素可用的属性见 docs/templates.md。",
        "<p align=\"center\">：段落没有这个属性。";
    MALFORMED = "E0410", Error, "标记不完整", "模板排出来的不是完整的标记：元素没有结束、引号没有配对，或者文字中直接写了 <、&。文字中的 < 写作 &lt;，& 写作 &amp;。",
        "<p>县住建局 & 县教育局</p>，& 应写作 &amp;。";
    MISPLACED = "E0411", Error, "元素或文字放错了地方", "文字须放在 <p>、<h1> 至 <h4> 或 <item> 之内；这几个元素之内不能再放别的元素。",
        "<p>甲<p>乙</p></p>，段落中不能再放段落。";
    NO_SUCH_ANNEX = "E0412", Error, "没有这个附件", "<table annex=\"1\"/> 中的数字是第几个附件，从 1 数起，须与公文的 annexes 对应。",
        "公文只有两个附件，模板中写了 <table annex=\"3\"/>。";
    PICTURE = "E0413", Error, "图片不能用", "印章、签名章须为 PNG 图片，放在工作区内，路径相对于工作区。",
        "seal = { file = \"seal.jpg\" }，应另存为 seal.png。";
    TYPED_MARK = "W0414", Warning, "手写的序数与自动编号不一致", "标题的序数由程序按次序自动编排，手写的一律略去。若两者不同，请看标题的级别或次序是否有误。",
        "body 中写“## （三）……”，按次序应是（二）。";
    TEXT_UNUSED = "W0415", Warning, "写了却没有印出", "公文的 body 或 texts 中的这一段，或附件写明 prose 的各栏，所用的模板没有取用，不会印出。",
        "texts 中写了 \"下一步\"，所用的模板只取用 \"要求\"。";
}
