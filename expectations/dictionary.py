"""The data dictionary: what a contract says, as data for programs and as a page for people."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from expectations.codes import code_table
from expectations.contract import Contract, Field

TYPES = {
    "name": "名称",
    "number": "文号",
    "unit": "单位名称",
    "text": "文本",
    "code": "代码",
    "credit_code": "18位统一社会信用代码",
    "org_code": "9位组织机构代码",
    "reg_no": "工商注册号",
    "id_no": "证件号码",
    "person_no": "人员编号",
    "day": "日期（YYYY-MM-DD）",
    "end": "日期（YYYY-MM-DD）或“长期”",
    "month": "月份（YYYY-MM）",
    "wan": "金额（万元，至多6位小数）",
    "count": "不小于0的整数",
    "numbers": "文号清单（以、分隔）",
}
MISSING = {"close": "视为已撤下", "keep": "保留"}


def dictionary(contract: Contract) -> dict[str, Any]:
    """The contract as data: {name, title, grain, source, key, layouts, missing, fields: [{name, title, …}]}."""
    return {
        "name": contract.name,
        "title": contract.title,
        "grain": contract.grain,
        "source": contract.source,
        "key": [key_title(contract, part) for part in contract.key],
        "layouts": [{"name": layout.name, "title": layout.title} for layout in contract.layouts],
        "missing": contract.missing,
        "fields": [field_entry(contract, f) for f in contract.fields],
    }


def field_entry(contract: Contract, f: Field) -> dict[str, Any]:
    """One column as data. `values` are the codes that it may hold, `in_yuan` headings under which it comes in 元."""
    return {
        "name": f.name,
        "title": f.title,
        "aliases": list(dict.fromkeys((*f.aliases, *(a for many in f.aliases_in.values() for a in many)))),
        "in_yuan": list(f.in_yuan),
        "type": f.type,
        "required": f.required,
        "due": f.due_says,
        "personal": f.personal,
        "public": f.public,
        "length": f.limit,
        "values": list(code_table(f.codes).values) if f.codes else [],
        "several": f.several,
        "layouts": list(f.layouts) or [layout.name for layout in contract.layouts],
    }


def key_title(contract: Contract, part: str) -> str:
    """A part of the key in words; `party` is whoever the row is about."""
    name = part.rstrip("?")
    title = "主体" if name == "party" else contract.field(name).title
    return f"{title}（有则计入）" if part.endswith("?") else title


def dictionary_page(contracts: Iterable[Contract]) -> str:
    """docs/dictionary.md: every dataset with its columns."""
    parts = ["# 数据字典", "由数据集合约生成（`make docs`），请勿手工修改。"]
    for contract in contracts:
        parts += dataset_section(contract, dictionary(contract))
    return "\n\n".join(parts) + "\n"


def dataset_section(contract: Contract, entry: Mapping[str, Any]) -> list[str]:
    """One dataset in Markdown."""
    facts = [
        f"- 每行：{entry['grain']}",
        f"- 唯一标识：{' + '.join(entry['key'])}",
        f"- 依据：{entry['source']}",
        f"- 全量报送中不再出现的行：{MISSING[entry['missing']]}（来源另有说明的除外）",
    ]
    if entry["layouts"]:
        facts.append(f"- 版式：{'、'.join(layout['title'] for layout in entry['layouts'])}")
    head = ["| 列名 | 字段 | 类型 | 必填 | 至多字数 | 公开 | 其他列名 |", "| --- | --- | --- | --- | --- | --- | --- |"]
    rows = [table_row(contract, f) for f in entry["fields"]]
    return [f"## {entry['title']}（`{entry['name']}`）", "\n".join(facts), "\n".join([*head, *rows])]


def table_row(contract: Contract, f: Mapping[str, Any]) -> str:
    """One column in Markdown."""
    only = f"（仅{'、'.join(f['layouts'])}版）" if len(f["layouts"]) < len(contract.layouts) else ""
    cells = (
        f["title"] + only,
        f"`{f['name']}`",
        type_words(f),
        "是" if f["required"] else f["due"] or "",
        str(f["length"] or ""),
        "个人信息，不公开" if f["personal"] else "是" if f["public"] else "否",
        "；".join([*f["aliases"], *f["in_yuan"]]),
    )
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def type_words(f: Mapping[str, Any]) -> str:
    """The type in words, with the codes where there are some."""
    if not f["values"]:
        return TYPES[f["type"]]
    return f"代码：{'、'.join(f['values'])}" + ("（多项用；分隔）" if f["several"] else "")
