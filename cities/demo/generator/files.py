"""In which form each source hands over a night's rows: files, their names, title and note lines, repeats, failures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from cities.demo.generator.layouts import LAYOUTS
from cities.demo.generator.nights import decision
from cities.demo.generator.plan import Delivery, Row, Table

Content = Mapping[str, list[Row]]  # dataset → rows of one night
Form = Callable[[str, int, date, Sequence[Content]], list[Delivery]]

FOLDERS = {"sl_nyj_permit": "sl_nyj"}
SHEETS = {"permit": "行政许可", "penalty": "行政处罚"}
NOTES = (("表格说明：1.本表由各单位按月填报。",), ("表格说明：2.当前状态：0正常，1撤销，2异议，3其他。",))


@dataclass(frozen=True)
class Export:
    """A file per night: `{day}` in the name is the night. `zero` writes a heading alone when there are no rows."""

    name: str
    form: str = "csv"
    encoding: str = "utf-8-sig"
    title: tuple[str, ...] = ()
    footer: tuple[tuple[str, ...], ...] = ()
    zero: bool = False

    def __call__(self, source: str, n: int, night: date, nights: Sequence[Content]) -> list[Delivery]:
        content = nights[n]
        if not any(content.values()) and not self.zero:
            return []
        return [self.file(source, night, list(content.items()))]

    def file(self, source: str, night: date, parts: list[tuple[str, list[Row]]], name: str | None = None) -> Delivery:
        """One file with a table per dataset."""
        tables = tuple(
            Table(LAYOUTS[source][dataset], tuple(rows), SHEETS.get(dataset, "Sheet1"), self.title, self.footer)
            for dataset, rows in parts
        )
        path = f"{folder(source, night)}/{name or self.name.format(day=night)}"
        return Delivery(night, source, path, self.form, tables, self.encoding)


def folder(source: str, night: date) -> str:
    """The drop folder of the source's department that night."""
    return f"deliveries/{night}/{FOLDERS.get(source, source.split('_')[0])}"


def joined(source: str, n: int, night: date, nights: Sequence[Content]) -> list[Delivery]:
    """Red and black rows in one table, told apart by the column 类型."""
    rows = [row for part in nights[n].values() for row in part]
    layout = LAYOUTS[source]["black_list"]
    path = f"{folder(source, night)}/红黑名单_{night}.csv"
    return [Delivery(night, source, path, "csv", (Table(layout, tuple(rows)),), "utf-8-sig")] if rows else []


def in_halves(source: str, n: int, night: date, nights: Sequence[Content]) -> list[Delivery]:
    """On night one two files, the second with three rows of the first; on night two the first file's bytes again."""
    export = Export("许可_{day}.csv", "csv", "gb18030")
    rows = nights[n]["permit"]
    if n == 0:
        lines = Counter(decision(row) for row in rows)
        first = [row for row in rows[: len(rows) // 2] if lines[decision(row)] == 1]
        second = [row for row in rows if row not in first] + [row for row in first if not row.rules][-3:]
        return [export.file(source, night, [("permit", first)], "许可_1.csv"),
                export.file(source, night, [("permit", second)], "许可_2.csv")]  # fmt: skip
    today = export.file(source, night, [("permit", rows)])
    if n == 1:
        origin = f"{folder(source, date(2019, 3, 13))}/许可_1.csv"
        return [Delivery(night, source, f"{folder(source, night)}/许可_1.csv", "copy", (), origin=origin), today]
    return [today]


def workbook_again(source: str, n: int, night: date, nights: Sequence[Content]) -> list[Delivery]:
    """A workbook with a merged title and a footer; on night three night one's bytes once more under another name."""
    export = Export("处罚_{day}.xlsx", "xlsx", title=("云梦泽市行政处罚公示信息汇总表（合成数据）",),
                    footer=(("合计", "以上各行"), ("填表人：测甲子", "审核人：样乙丑")))  # fmt: skip
    files = [export.file(source, night, [("penalty", nights[n]["penalty"])])]
    if n == 2:
        first = f"{folder(source, date(2019, 3, 13))}/处罚_2019-03-13.xlsx"
        files.append(Delivery(night, source, f"{folder(source, night)}/处罚_补报.xlsx", "copy", (), origin=first))
    return files


def broken_on_two(source: str, n: int, night: date, nights: Sequence[Content]) -> list[Delivery]:
    """A workbook cut short on night two; on night three that night's rows arrive in a file of their own."""
    export = Export("许可_{day}.xlsx", "xlsx")
    today = export.file(source, night, [("permit", nights[n]["permit"])])
    if n == 1:
        return [Delivery(night, source, today.path, "broken", today.tables)]
    missed = export.file(source, night, [("permit", nights[1]["permit"])], "许可_2019-03-14补.xlsx")
    return [missed, today] if n == 2 else [today]


def by_layout(source: str, n: int, night: date, nights: Sequence[Content]) -> list[Delivery]:
    """Permits and penalties in files of their own, told apart by their headings."""
    export = Export("", "csv", "gb18030")
    names = {"permit": f"双公示许可_{night}.csv", "penalty": f"双公示处罚_{night}.csv"}
    return [export.file(source, night, [(name, rows)], names[name]) for name, rows in nights[n].items() if rows]


def pulled(form: str) -> Form:
    """Rows that are pulled, from a table or an API."""

    def pull(source: str, n: int, night: date, nights: Sequence[Content]) -> list[Delivery]:
        root = "api" if form == "api" else "exchange"
        tables = tuple(Table(LAYOUTS[source][name], tuple(rows)) for name, rows in nights[n].items())
        return [Delivery(night, source, f"{root}/{night}", form, tables)]

    return pull


TITLE = ("云梦泽市{}（合成数据）",)
FORMS: dict[str, Form] = {
    "scjg_subject": Export("主体_{day}.csv", "csv", "gb18030"),
    "bb_subject": Export("机关事业单位_{day}.xlsx", "xlsx", title=("机关事业单位登记表（合成数据）",)),
    "mzj_subject": Export("社会组织_{day}.csv"),
    "sfj_subject": Export("律师事务所_{day}.xlsx", "xlsx", footer=(("填表人：例丙寅",),)),
    "scjg_abnormal_list": Export("经营异常名录_{day}.csv", "csv", "gb18030"),
    "scjg_lost_contact": Export("失联主体_{day}.csv"),
    "scjg_double_publicity": Export("双公示{day}.xls", "xls", footer=NOTES),
    "hb_permit": in_halves,
    "hb_penalty": workbook_again,
    "jtys_permit": Export("行政许可_{day}.csv"),
    "wjw_penalty": pulled("database"),
    "yjgl_penalty": Export("行政处罚_{day}.csv", "csv", "gb18030"),
    "zjw_double_publicity": by_layout,
    "zrzy_permit": broken_on_two,
    "cgj_penalty": pulled("api"),
    "rsj_permit": Export("许可_{day}.csv"),
    "sl_nyj_permit": Export("许可{day}.csv", "csv", "gb18030"),
    "swj_lists": joined,
    "fy_black_list": Export("失信被执行人_{day}.csv", "csv", "gb18030", footer=((), ("合计", "以上各行"))),
    "yjgl_black_list": Export("安全生产失信_{day}.xlsx", "xlsx", title=("安全生产失信名单（合成数据）",), zero=True),
    "scjg_black_list": Export("严重违法失信企业_{day}.csv", "csv", "utf-8"),
    "rsj_black_list": Export("拖欠农民工工资_{day}.xlsx", "xlsx"),
    "xyb_decision_ledger": Export("台账_{day}.xlsx", "xlsx", title=("行政许可和行政处罚台账（合成数据）",)),
    "xyzx_publication_feedback": Export("信用中国反馈_{day}.csv"),
    "xyzx_responsible_person": Export("责任人_{day}.csv"),
}
