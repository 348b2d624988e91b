"""What the codes mean that do not come from a rule: the reader's, the letter check's, remarks'.

Only for explaining; the messages themselves are written where a fault is found.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CodeNote:
    """A code's fault in a few words, why it matters, and what to do."""

    title: str
    why: str
    remedy: str


CODE_NOTES: dict[str, CodeNote] = {
    "R00": CodeNote("文件读不了", "没有这个文件，或没有读的权限。",
                    "补上文件；权限问题请管理员处理。"),
    "R01": CodeNote("文件太大", "档案文件只有文字，过大多半是误放了附件。",
                    "把照片、扫描件放进 evidence/。"),
    "R02": CodeNote("不是 UTF-8 文字", "旧编辑器存成的 GBK、UTF-16 在别处会成乱码。",
                    "用记事本“另存为”，编码选 UTF-8。"),
    "R03": CodeNote("有不可见的控制字符", "会扰乱公文和屏幕，多半是粘贴带来的。",
                    "删去，重新输入这一处。"),
    "R04": CodeNote("文件是空的或没有内容", "没有一个“键: 内容”。",
                    "用 studio new 生成一份带说明的文件。"),
    "R05": CodeNote("有看不见的字符", "零宽字符、改变文字方向的字符：看上去一样，姓名却对不上。",
                    "删去，重新输入这一处。"),
    "R06": CodeNote("有分解形式的字符", "看上去一样、编码不同，姓名会对不上。",
                    "重新输入这一行。"),
    "R07": CodeNote("不合 YAML 写法", "缩进、冒号、引号或括号有误。",
                    "按提示改这一行；对照样例。"),
    "R08": CodeNote("层次太深或内容太多", "档案文件用不到，多半是括号没有配对。",
                    "检查括号和缩进；内容多的分年度填写。"),
    "R09": CodeNote("用了 YAML 的引用、锚点、标签", "人看不出它代表什么，容易出错。",
                    "把内容照写一遍；以 & * ! 开头的文字加双引号。"),
    "R10": CodeNote("一个文件里有多份文档", "“---”以后的内容会被别的软件忽略。",
                    "删去“---”，或分成两个文件。"),
    "R11": CodeNote("键写得不对", "键应是一个词。", "写成“键: 内容”。"),
    "R12": CodeNote("键重复", "两处内容不知以哪处为准。", "只留一个。"),
    "R13": CodeNote("有规则没有查", "靠读不了的文件判断的规则没有问，没有发现不等于没有问题。",
                    "先改正读不了的文件，再运行 studio check。"),
    "F01": CodeNote("必填项没有填", "公文要用到这一项。", "补上。"),
    "F02": CodeNote("不认识的键", "多半是写错了字，内容会没有人读。", "按提示改键名。"),
    "F03": CodeNote("不在可选范围", "这一项只能从几个词里选。", "照可选的词填写。"),
    "F04": CodeNote("写法不对", "日期、金额、文号等有固定写法。", "照例子填写。"),
    "F05": CodeNote("内容不合要求", "空的、过长、或结构不对。", "按提示修改。"),
    "F09": CodeNote("文件名、文件夹名与内容不符", "程序按名字找年度和工作室。",
                    "改名，或改内容里的年度。"),
    "G01": CodeNote("有字印不出来", "随程序的字体和本机字体都没有这个字，公文里会成空白。",
                    "换成常用字，或装上含此字的字体。"),
    "S01": CodeNote("“忽略”备注没有理由", "放过一条规则要说得出为什么。",
                    "写成“# 忽略 代码：理由”。"),
    "S02": CodeNote("“忽略”备注没有用处", "这一行没有该代码的发现。", "删去备注，或改正代码。"),
}  # fmt: skip
