"""Check characters of the four identifiers, written from the standards and from nothing else in this project.

Every code made here is synthetic: region 4297xx was never assigned, organisation codes start with the unissued `YH`,
resident numbers carry region 429797 and births of the year 1900.
"""

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"  # GB 32100: 31 symbols, no I O S V Z
CODE_WEIGHTS = [pow(3, place, 31) for place in range(17)]
ORG_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)  # GB 11714
ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)  # GB 11643
ID_CHECKS = "10X98765432"


def org_code(serial: int) -> str:
    """The nine characters of a synthetic organisation code: `YH`, six digits, check (GB 11714)."""
    body = f"YH{serial:06d}"
    total = sum(weight * int(symbol, 36) for weight, symbol in zip(ORG_WEIGHTS, body, strict=True))
    check = 11 - total % 11
    return body + {10: "X", 11: "0"}.get(check, str(check))


def code_check(body: str) -> str:
    """The 18th character for 17 characters of a credit code (GB 32100)."""
    total = sum(weight * ALPHABET.index(symbol) for weight, symbol in zip(CODE_WEIGHTS, body, strict=True))
    return ALPHABET[(31 - total % 31) % 31]


def credit_code(kind: str, region: str, serial: int) -> str:
    """A valid synthetic credit code of that kind (two characters, 91 = enterprise) and region."""
    body = kind + region + org_code(serial)
    return body + code_check(body)


def is_credit_code(code: str) -> bool:
    """Length, alphabet and check character are right."""
    return len(code) == 18 and all(symbol in ALPHABET for symbol in code) and code_check(code[:17]) == code[17]


def reg_no(region: str, serial: int) -> str:
    """A 15-digit registration number with its ISO 7064 MOD 11,10 check."""
    body = f"{region}{serial:08d}"
    carry = 10
    for digit in body:
        carry = ((int(digit) + carry) % 10 or 10) * 2 % 11
    return body + str((11 - carry) % 10)


def resident_id(serial: int) -> str:
    """A resident number that was never issued: region 429797, born in 1900, order 900 and above."""
    month, day, order = serial % 12 + 1, serial // 12 % 28 + 1, 900 + serial // 336 % 100
    body = f"4297971900{month:02d}{day:02d}{order}"
    total = sum(weight * int(digit) for weight, digit in zip(ID_WEIGHTS, body, strict=True))
    return body + ID_CHECKS[total % 11]


def wrong_check(code: str) -> str:
    """The same credit code or resident number with another last character, so that its check fails."""
    if len(code) == 18 and code.startswith("429797"):
        return code[:17] + ("0" if code[17] != "0" else "1")
    return code[:17] + ALPHABET[(ALPHABET.index(code[17]) + 1) % 31]
