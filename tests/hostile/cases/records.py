"""JSON, NDJSON and XML: one record as sent is one row; what is cut, doubled, contradictory or an error comes back."""

from __future__ import annotations

import json
from typing import Any

from tests.hostile.base import Base, holds
from tests.hostile.case import Case

B = Base()
FIRST = 1  # the first JSON record is row 1
TRUTHS = B.truths(first=FIRST)


def records(**cells: Any) -> list[dict[str, Any]]:
    """The rows as records, some cells of the second one replaced."""
    found: list[dict[str, Any]] = [dict(zip(B.headings, line, strict=True)) for line in B.lines]
    found[1] |= {B.headings[B.at(field)]: cell for field, cell in cells.items()}
    return found


def written(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def by_lines(some: list[dict[str, Any]]) -> str:
    return "".join(written(one) + "\n" for one in some)


def second(**fields: Any) -> tuple[dict[str, Any], ...]:
    """The truth, some fields of the second row replaced."""
    return (TRUTHS[0], TRUTHS[1] | fields, *TRUTHS[2:])


def loads(id: str, content: bytes | str, file: str = "处罚.json", **more) -> Case:
    more = {"accepted": TRUTHS} | more
    return Case(f"records_{id}", file, holds(content), **more)


def refused(id: str, content: bytes | str, word: str, file: str = "处罚.json", **more) -> Case:
    return Case(f"records_{id}", file, holds(content), rejected=word, **more)


def comes_back(id: str, content: bytes | str, rule: str, file: str = "处罚.json") -> Case:
    return Case(f"records_{id}", file, holds(content), accepted=(TRUTHS[0], *TRUTHS[2:]), quarantined=((2, rule),))


def repeated_key() -> str:
    """The second record names its document number twice, differently."""
    name = B.headings[B.at("doc_no")]
    return written(records()).replace(
        f'"{name}": "示例许字〔2019〕2号"', f'"{name}": "示例许字〔2019〕2号", "{name}": "示例许字〔2019〕9号"'
    )


def keyed(**more: Any) -> str:
    return written({**more, "data": records()})


PLAIN = written(records())
CUT = PLAIN[: PLAIN.rindex("示例许字")]
DEEP = "[" * 100_000 + "]" * 100_000
NEW_YEAR = 1_546_790_400_000  # 2019-01-07 00:00 in Shanghai

JSON = [
    loads("array", PLAIN),
    loads("envelope", keyed(code=0, message="成功", total=4)),
    loads("envelope_code_200", keyed(code=200, success=True, msg="success")),
    loads("envelope_code_text", keyed(code="0000", error=None, errors=[])),
    loads("envelope_status_ok", keyed(status="ok", timestamp=1552608000000)),
    loads("envelope_nested", written({"code": 0, "result": {"page": 1, "total": 4, "records": records()}})),
    loads("utf8_mark", PLAIN.encode("utf-8-sig")),
    loads("gbk", PLAIN.encode("gbk")),
    loads("utf16", PLAIN.encode("utf-16")),
    loads("escaped", json.dumps(records())),
    loads("lines", by_lines(records()), "处罚.ndjson"),
    loads("lines_named_json", by_lines(records())),
    loads("lines_with_blank_ones", by_lines(records()).replace("\n", "\r\n\r\n"), "处罚.ndjson"),
    loads("named_csv", PLAIN, "处罚.csv", says=("处罚.csv"[-4:],)),
    loads("null_and_empty", written(records(remark=None, tax_no="")), accepted=second(remark=None, tax_no=None)),
    loads(
        "number_for_text",
        written(records(fine_wan=2.5, tax_no=123456789012345)),
        accepted=second(tax_no="123456789012345"),
    ),
    loads(
        "integer_beyond_2_53",
        PLAIN.replace(
            '"行政相对人代码_4(税务登记号)": "示例内容"', '"行政相对人代码_4(税务登记号)": 912345678901234567'
        ),
        accepted=tuple(t | {"tax_no": "912345678901234567"} for t in TRUTHS),
    ),
    loads(
        "number_keeps_its_zeros",
        PLAIN.replace('"备注": "示例内容"', '"备注": 1.10'),
        accepted=tuple(t | {"remark": "1.10"} for t in TRUTHS),
    ),
    loads(
        "exponent_kept",
        PLAIN.replace('"备注": "示例内容"', '"备注": 1E400'),
        accepted=tuple(t | {"remark": "1E400"} for t in TRUTHS),
    ),
    loads(
        "integer_bomb",
        PLAIN.replace('"备注": "示例内容"', '"备注": ' + "9" * 500, 1),
        accepted=(TRUTHS[0] | {"remark": "9" * 500}, *TRUTHS[1:]),
    ),
    loads(
        "epoch_milliseconds",
        written(records(decided_on=NEW_YEAR + 86_400_000)),
        accepted=second(decided_on="2019-01-08"),
    ),
    loads(
        "epoch_last_millisecond_of_a_day",
        written(records(decided_on=str(NEW_YEAR + 2 * 86_400_000 - 1))),
        accepted=second(decided_on="2019-01-08"),
    ),
    loads(
        "epoch_in_summer_time", written(records(decided_on=612_802_800_000)), accepted=second(decided_on="1989-06-03")
    ),
    loads("text_in_a_free_field_nested", written(records(remark={"甲": [1, True, None]}))),
    loads(
        "key_missing_in_one",
        written([*records()[:3], {k: v for k, v in records()[3].items() if k != "备注"}]),
        accepted=(*TRUTHS[:3], TRUTHS[3] | {"remark": None}),
    ),
    loads("empty_array", "[]", accepted=()),
    loads("empty_data", '{"code": 0, "total": 0, "data": []}', accepted=()),
    loads("new_key", written([one | {"示例新键": "甲"} for one in records()]), says=("示例新键",)),
    comes_back("number_for_a_name", written(records(party_name=20190107, authority=3.14)), "R20"),
    comes_back("true_for_a_date", written(records(decided_on=True)), "R04"),
    comes_back("epoch_of_seconds", written(records(decided_on=1546790400)), "R04"),
    comes_back("nested_in_a_number", written(records(doc_no={"年": 2019})), "R15|R02|R03|R20"),
    comes_back("lone_surrogate", json.dumps(records(party_name="示例\ud800公司")), "R15"),
    comes_back("nul_escaped", written(records(party_name="示例\0公司")), "R15"),
    comes_back("replacement_escaped", json.dumps(records(party_name="示例\ufffd公司")), "R15"),
    refused("duplicate_key", repeated_key(), "重复"),
    refused("duplicate_key_same_value", repeated_key().replace("9号", "2号"), "重复"),
    refused("nan", PLAIN.replace('"2.5"', "NaN"), "NaN"),
    refused("infinity", PLAIN.replace('"2.5"', "-Infinity"), "Infinity"),
    refused("cut_last_record", CUT, "截断"),
    refused("cut_after_last_record", PLAIN[:-1], "截断"),
    refused("cut_in_lines", by_lines(records())[:-40], "", "处罚.ndjson"),
    refused("broken_line", by_lines(records()).replace('"}\n{', '"\n{', 1), "", "处罚.ndjson"),
    refused("something_behind", PLAIN + "]", ""),
    refused("two_arrays", PLAIN + PLAIN, ""),
    refused("trailing_comma", PLAIN[:-1] + ",]", ""),
    refused("single_quotes", PLAIN.replace('"', "'"), ""),
    refused("comment", "// 导出\n" + PLAIN, ""),
    refused("deep_nesting", DEEP, ""),
    refused("deep_objects", '{"a":' * 50_000 + "1" + "}" * 50_000, ""),
    refused("deep_in_a_field", PLAIN.replace('"备注": "示例内容"', '"备注": ' + DEEP, 1), "嵌套"),
    refused("list_of_texts", '["甲", "乙"]', ""),
    refused("list_of_lists", written(B.table), ""),
    refused("record_is_null", PLAIN[:-1] + ", null]", "第5"),
    refused("plain_text", '"示例"', ""),
    refused("total_too_high", keyed(code=0, total=5), "5"),
    refused("total_too_low", keyed(code=0, total=3), "3"),
    refused("total_of_endless_digits", keyed(code=0).replace('"code"', f'"total": {"9" * 5000}, "code"'), ""),
    refused("error_under_200", '{"code": 50001, "msg": "token已失效", "data": null}', "50001"),
    refused("error_with_empty_list", '{"code": 401, "message": "未授权", "data": []}', "401"),
    refused("error_success_false", '{"success": false, "errorCode": "E1001", "data": []}', ""),
    refused("error_status_fail", written({"status": "fail", "data": []}), ""),
    refused("error_with_rows", keyed(code=500, msg="部分失败"), "500"),
    refused("two_lists", written({"甲": records(), "乙": records()}), ""),
    Case(
        "records_bad_byte",
        "处罚.json",
        holds(PLAIN.encode("gbk")[:-400] + b"\xff\xff" + PLAIN.encode("gbk")[-400:]),
        accepted=B.truths(3, first=1),
        quarantined=((4, "R15"),),
    ),
]


def xml(some: list[dict[str, Any]], row: str = "row", declared: str = "UTF-8", top: str = "rows") -> str:
    """Records as elements named by the codes of the exchange tables."""
    fields = dict(zip(B.headings, (CODES[name] for name in B.fields), strict=True))
    body = "".join(
        f"<{row}>" + "".join(f"<{fields[h]}>{escaped(v)}</{fields[h]}>" for h, v in one.items()) + f"</{row}>"
        for one in some
    )
    return f'<?xml version="1.0" encoding="{declared}"?><{top}>{body}</{top}>'


def escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


CODES = {
    "party_name": "CF_XDR_MC", "party_category": "CF_XDR_LB", "credit_code": "CF_XDR_SHXYM", "tax_no": "CF_XDR_SWDJ",
    "legal_rep_name": "CF_FRDB", "doc_no": "CF_WSH", "category": "CF_CFLB", "content": "CF_NR", "fine_wan": "CF_NR_FK",
    "decided_on": "CF_JDRQ", "authority": "CF_CFJG", "state": "CF_ZT", "remark": "BZ",
}  # fmt: skip
XML = xml(records())
ENVELOPE = (
    '<?xml version="1.0" encoding="UTF-8"?><ExchangeMessage><Header><sender>示例局</sender><flow>cf</flow></Header>'
    "<Body>" + xml(records(), "fields").partition("<rows>")[2].replace("</rows>", "") + "</Body></ExchangeMessage>"
)
LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE rows [<!ENTITY a "示例示例示例示例示例">'
    + "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True))
    + "]>"
    + XML.partition("?>")[2].replace("示例内容", "&i;", 1)
)
OUTSIDE = '<?xml version="1.0"?><!DOCTYPE rows [<!ENTITY x SYSTEM "file:///etc/hostname">]>' + XML.partition("?>")[
    2
].replace("示例内容", "&x;", 1)

XMLS = [
    loads("xml_rows", XML, "处罚.xml"),
    loads("xml_lower_case", XML.replace("CF_", "cf_").replace("XDR", "xdr"), "处罚.xml"),
    loads("xml_gbk", xml(records(), declared="GBK").encode("gbk"), "处罚.xml"),
    loads("xml_gb18030", xml(records(), declared="GB18030").encode("gb18030"), "处罚.xml"),
    loads("xml_utf16", xml(records(), declared="UTF-16").encode("utf-16"), "处罚.xml"),
    loads("xml_exchange_message", ENVELOPE, "处罚.xml"),
    loads(
        "xml_cdata_and_entities",
        XML.replace("示例内容第2项", "<![CDATA[一<二&三]]>四&lt;五&#20116;"),
        "处罚.xml",
        accepted=second(content="一<二&三四<五五"),
    ),
    loads("xml_namespace", XML.replace("<rows>", '<rows xmlns="urn:example:cf">'), "处罚.xml"),
    loads("xml_comment_and_instruction", XML.replace("<row>", "<!-- 示例 --><?pi x?><row>", 1), "处罚.xml"),
    loads("xml_named_csv", XML, "处罚.csv"),
    refused("xml_cut", XML[: XML.rindex("<CF_NR>")], "", "处罚.xml"),
    refused("xml_outside_entity", OUTSIDE, "", "处罚.xml", never=("root:",)),
    refused("xml_billion_laughs", LAUGHS, "", "处罚.xml"),
    refused("xml_doctype", XML.replace("<rows>", '<!DOCTYPE rows SYSTEM "rows.dtd"><rows>'), "", "处罚.xml"),
    refused("xml_field_twice", XML.replace("<CF_WSH>", "<CF_WSH>示例</CF_WSH><CF_WSH>", 1), "", "处罚.xml"),
    refused("xml_declared_gbk_but_utf8", xml(records(), declared="GBK"), "", "处罚.xml"),
    refused("xml_declared_utf8_but_gbk", XML.encode("gbk"), "", "处罚.xml"),
    refused("xml_deep", "<a>" * 100_000 + "</a>" * 100_000, "", "处罚.xml"),
    refused("xml_unknown_encoding", XML.replace("UTF-8", "x-mac-示例"), "", "处罚.xml"),
    refused(
        "xml_error_answer",
        '<?xml version="1.0"?><Fault><code>500</code><reason>系统繁忙</reason></Fault>',
        "",
        "处罚.xml",
    ),
]
CASES = JSON + XMLS
