"""What the codes of `findings` mean, whose wish each is, and what to change in the template.

Only for explaining; what a page measures and should measure is said where it is found.
"""

from __future__ import annotations

from collections.abc import Mapping

from pipeline.documents.layout.profiles import OWN, QUOTED
from pipeline.dossier.codes import CodeNote

LAYOUT_NOTES: Mapping[str, CodeNote] = {
    "L01": CodeNote("纸张不是 A4", f"{QUOTED} 幅面尺寸", "页面设置里选 A4（210×297 毫米）。"),
    "L02": CodeNote("文字左边不在版心边上", f"{QUOTED} 页边与版心",
                    "左页边设 28 毫米；正文段落不设左缩进。"),
    "L03": CodeNote("文字上边不在版心边上", f"{QUOTED} 页边与版心",
                    "上页边设 37 毫米；页首不留多余的空段。"),
    "L04": CodeNote("文字右边不在版心边上", f"{QUOTED} 页边与版心",
                    "右页边设 26 毫米；过宽的表格改窄。"),
    "L05": CodeNote("文字低于版心", f"{QUOTED} 页边与版心",
                    "下页边设 35 毫米；页脚里只放页码。"),
    "L06": CodeNote("行距不合", f"{QUOTED} 行数和字数", "行距设固定值 28.95 磅（每页 22 行）。"),
    "L07": CodeNote("每页行数不合", f"{QUOTED} 行数和字数",
                    "行距设固定值 28.95 磅；段前、段后为 0，正文不设“段中不分页”。"),
    "L08": CodeNote("每行字数不合", f"{QUOTED} 行数和字数",
                    "三号字、版心宽 156 毫米，每行 28 字；不加宽、不缩放字符。"),
    "L09": CodeNote("字号不合", f"{QUOTED} 字体和字号",
                    "正文三号（16 磅），标题二号（22 磅），版记四号（14 磅）。"),
    "L10": CodeNote("标题没有、偏离中线或字体不合", f"{QUOTED} 标题", "二号小标宋，居中，不缩进。"),
    "L11": CodeNote("正文或层次标题的字体不合", f"{QUOTED} 字体和字号、正文",
                    "正文仿宋，“一、”用黑体，“（一）”用楷体。"),
    "L12": CodeNote("页码没有、不连续或写法不合", f"{QUOTED} 页码",
                    "页脚放 PAGE 域，两旁各一条一字线，如 — 1 —。"),
    "L13": CodeNote("页码左右位置不合", f"{QUOTED} 页码",
                    "奇偶页不同：单页居右、双页居左，各空一字。"),
    "L14": CodeNote("页码高低不合", f"{QUOTED} 页码", "调页脚边距：一字线在版心下边之下 7 毫米。"),
    "L15": CodeNote("页码字号不合", f"{QUOTED} 页码", "四号（14 磅）宋体；域的各段字号写得一样。"),
    "L16": CodeNote("红色分隔线没有或位置不合", f"{QUOTED} 版头中的分隔线",
                    "发文字号之下 4 毫米，与版心等宽（156 毫米）。"),
    "L17": CodeNote("署名、成文日期的位置不合", f"{QUOTED} 署名、成文日期和印章",
                    "日期右空四字，署名在它之上居中，署名之上空两行盖章。"),
    "L18": CodeNote("落款独在一页", f"{QUOTED} 署名、成文日期和印章",
                    "正文末段设“与下段同页”，落款随正文走。"),
    "L19": CodeNote("有空白页或多出的页", OWN,
                    "删去末尾的空段和分页符；牌匾只有一页，名称太长的缩小字号。"),
    "L20": CodeNote("一页只有一行", OWN, "删减文字，或收去空段，使它并入前页。"),
    "L21": CodeNote("文字压住表格线", OWN, "加宽这一列，或把过长的词断开。"),
    "L22": CodeNote("文字画到纸外", OWN, "行高用“最小值”；这一行去掉“不跨页断行”；过长的词断开。"),
    "L23": CodeNote("版记的位置或分隔线不合", f"{QUOTED} 版记",
                    "版记在最后一页底部，末条分隔线与版心下边重合，各条与版心等宽。"),
    "L24": CodeNote("信函的标志或红色双线不合", f"{QUOTED} 信函格式",
                    "标志距页顶 30 毫米；双线长 170 毫米，在标志之下 4 毫米、页底之上 20 毫米。"),
    "L25": CodeNote("列标题独在页脚", OWN, "列标题行设“重复标题行”；表外的标题设“与下段同页”。"),
}  # fmt: skip
