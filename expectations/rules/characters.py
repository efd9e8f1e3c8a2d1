"""R15 characters that cannot be right, R08 numbers that lost their precision (facts 3.6, 3.7)."""

from __future__ import annotations

from collections.abc import Iterator

from expectations.contract import Contract, Field
from expectations.misread import MISREAD
from expectations.rules.rule import REJECT, WARN, Rule, Shape, looks_for
from expectations.rules.suspect import (
    BREAK,
    CONTROL,
    ERROR_VALUE,
    GAP,
    INVISIBLE,
    LOST,
    MARKUP,
    NESTED,
    NUMBER_LENGTH,
    PRIVATE,
    REPLACEMENT,
    SCIENTIFIC,
    WORDS,
    glance,
)

NAMES = ("name", "number", "unit")
IDENTIFYING = (*NAMES, "credit_code", "org_code", "reg_no", "id_no", "person_no", "code")
NUMBERS = ("number", "credit_code", "org_code", "reg_no", "id_no", "person_no")


def rules(contract: Contract, shape: Shape) -> Iterator[Rule]:
    """Per column: characters and values that are refused, odd characters, precision lost."""
    for f in contract.fields:
        if not shape.has(f) or f.stamp:
            continue
        suspect = glance(contract, shape, f)
        yield refused(f, suspect)
        if f.type in WORDS:
            yield odd(f, suspect)
        if f.type in NUMBERS or (f.type == "text" and (f.limit or 0) <= NUMBER_LENGTH):
            yield imprecise(f, suspect)


def refused(f: Field, suspect: str) -> Rule:
    """What cannot be a value, whatever the column."""
    kinds = {
        REPLACEMENT: "有按文件的编码读不出的字节",
        ERROR_VALUE: "这是表格软件的错误值或没有算出的公式，不是数据",
        CONTROL: "含不可见的控制字符",
    }
    if f.type in IDENTIFYING:
        kinds[BREAK] = "含不应有的换行或制表符"
        kinds[NESTED] = "是嵌套的对象或列表，不是一个值"
    if f.type in NAMES:
        kinds[LOST] = "有文字丢失，变成了问号"
    kinds[MISREAD] = "是乱码，文字曾按错误的编码转换"
    says = "不应含控制字符、乱码、表格错误值，名称和号码中不应有换行；请按原件重新录入该单元格"
    return looks_for("R15", f, REJECT, kinds, says, suspect)


def odd(f: Field, suspect: str) -> Rule:
    """What is removed for comparison, or has no place in a register, and harms nothing."""
    kinds = {PRIVATE: "含私有区字符，别处可能显示为空白", INVISIBLE: "含不可见字符"}
    if f.type in NAMES:
        kinds[GAP] = "含问号或方框，疑为缺字"
    kinds[MARKUP] = "含网页标记"
    return looks_for("R15", f, WARN, kinds, "该行照常入库；请清理后在下次报送时改正", suspect)


def imprecise(f: Field, suspect: str) -> Rule:
    """R08: a number that a spreadsheet turned into scientific notation."""
    kinds = {SCIENTIFIC: "号码被表格软件改成了科学计数法，末几位已丢失，无法还原"}
    says = "应为完整的号码；请把该列设为文本格式，按原件重填"
    return looks_for("R08", f, REJECT, kinds, says, suspect, part="precision")
