"""Who a row is about and which record it is (measures-2019 section 2)."""

from __future__ import annotations

from expectations.contract import FOLDED, Contract

PERSONAL = ("id_no", "person_no")
RESIDENT_ID = r"(?:\A|[^0-9])[1-9][0-9]{5}(?:19|20)[0-9]{9}[0-9X](?:[^0-9]|\z)"


def compared(contract: Contract, present: frozenset[str]) -> list[str]:
    """The columns by which fields are compared: names and numbers folded, units by id, persons by pseudonym."""
    columns = []
    for f in contract.fields:
        here = f.name in present
        if f.type in FOLDED:
            columns.append(f"{f'{f.name}_folded' if here else 'null::varchar'} as {f.name}_f")
        elif f.type == "unit":
            unit = f"coalesce({f.name}_unit.id, {f.name}_folded)"
            columns.append(f"{unit if here else 'null::varchar'} as {f.name}_id")
        elif f.type in PERSONAL:
            number = f"x_id18({f.name}_folded)" if f.type == "id_no" else f"{f.name}_folded"
            columns.append(f"{f'x_pseudonym({number})' if here else 'null::varchar'} as {f.name}_p")
    return columns


def unit_joins(contract: Contract, present: frozenset[str]) -> str:
    """Joins that find the department of each unit the file names."""
    units = [f.name for f in contract.fields if f.type == "unit" and f.name in present]
    return " ".join(f"left join unit {u}_unit on {u}_unit.folded = {u}_folded" for u in units)


def person(contract: Contract) -> str:
    """A natural person by category; without one, whoever gives an id number and no code of an organisation."""
    who = contract.party
    if who is None or who.id is None:
        return "false"
    codes = " and ".join(f"{column} is null" for column in (who.code, who.org, who.reg) if column)
    return f"coalesce({who.category} = '自然人', {codes} and {who.id} is not null)"


def number(contract: Contract, column: str) -> str:
    """A number of an organisation as a mark: none where it only holds a place, a pseudonym where it is a resident id.

    A registration number has fifteen digits like the ids of the last century, so that there these are not looked for.
    """
    old = "" if contract.field(column).type == "reg_no" else f" or x_misplaced_old_id({column})"
    return (
        f"case when x_placeholder({column}) then null"
        f" when x_misplaced_id({column}){old} then x_pseudonym(x_id18({column})) else {column} end"
    )


def named(column: str) -> str:
    """A folded name as a mark: a pseudonym where somebody wrote a resident id into it."""
    return f"case when regexp_matches({column}, '{RESIDENT_ID}') then x_pseudonym({column}) else {column} end"


def party(contract: Contract) -> str:
    """Who the row is about, in a form that can be part of a key."""
    who = contract.party
    if who is None:
        return "null::varchar"
    name = named(f"{who.name}_f") if who.name else "null::varchar"
    numbers = [number(contract, column) for column in (who.code, who.org, who.reg) if column]
    organisation = f"coalesce({', '.join([*numbers, name])})"
    return f"case when person then coalesce({who.id}_p, {name}) else {organisation} end" if who.id else organisation


def key_part(contract: Contract, part: str) -> str:
    """The column that stands for a part of the key."""
    name = part.rstrip("?")
    if name == "party":
        return "party"
    f = contract.field(name)
    return f"{name}_p" if f.type in PERSONAL else f"x_fold({name})" if f.type in ("text", "code") else f.compared


def key(contract: Contract) -> str:
    """The parts of the key with | between them; null while a part that must be there is missing."""
    must = [key_part(contract, part) for part in contract.key if not part.endswith("?")]
    parts = ", ".join(key_part(contract, part) for part in contract.key)
    missing = " or ".join(f"{part} is null" for part in must)
    return f"case when {missing} then null else concat_ws('|', {parts}) end"


def content_hash(contract: Contract) -> str:
    """The hash of all the row says, update stamps aside. It tells versions of one record apart, nothing more."""
    says = []
    for f in contract.fields:
        if not f.stamp:
            column = f"{f.name}_p" if f.type in PERSONAL else f.compared
            says.append(f"'{f.name}=' || {column}")
    return f"md5(concat_ws(chr(31), {', '.join(says)}))"
