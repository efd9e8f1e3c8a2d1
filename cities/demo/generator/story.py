"""The small city: which source delivers what in which form on each of the three nights."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from random import Random

from cities.demo.generator import decisions as made
from cities.demo.generator.dirt import spoil
from cities.demo.generator.feeds import FEEDS, SHOWN, Feed
from cities.demo.generator.files import FORMS
from cities.demo.generator.layouts import LAYOUTS
from cities.demo.generator.ledgers import build_feedback, build_ledger, build_responsible
from cities.demo.generator.lists import Lists, Stock, build_lists, choose
from cities.demo.generator.nights import decision, tell
from cities.demo.generator.pauses import build_abnormal, build_lost
from cities.demo.generator.plan import NIGHTS, Delivery, Row
from cities.demo.generator.register import Register, build_register, change


def build_small(seed: int) -> list[Delivery]:
    """Everything that the small city (about 3,000 subjects) is delivered in three nights."""
    rng = Random(seed)
    register = build_register(rng, 3000)
    stock = choose(rng, register, 60)
    end_of_listed(register, stock)
    pools = {(feed.source, feed.dataset): pool_of(rng, register, feed) for feed in FEEDS}
    warned(pools["hb_penalty", "penalty"])
    broken_lines(pools["hb_permit", "permit"])
    odd_numbers(pools["scjg_double_publicity", "permit"])
    told = {
        key: tell(rng, pool, LAYOUTS[key[0]][key[1]], feed.habits)
        for (key, pool), feed in zip(pools.items(), FEEDS, strict=True)
    }
    add_codes(rng, register, told["scjg_double_publicity", "permit"])
    lists = build_lists(rng, register, stock, people=160, reds=180)
    decided = [row for nights in told.values() for night in nights for row in night]
    decided = unique_decisions(decided)
    exports = dict(register.exports)
    exports["scjg_abnormal_list"] = build_abnormal(rng, register, stock)
    exports["scjg_lost_contact"] = build_lost(rng, register, stock)
    exports["xyb_decision_ledger"] = build_ledger(rng, decided)
    exports["xyzx_publication_feedback"] = soiled(rng, build_feedback(rng, decided, SHOWN))
    penalties = [row for row in decided if row.dataset == "penalty"]
    entries = [row for rows in lists.first.values() for row in rows if row.dataset == "black_list"]
    exports["xyzx_responsible_person"] = build_responsible(rng, penalties, entries)
    list_exports = tell_lists(rng, lists)
    return deliver(exports, told, list_exports)


def end_of_listed(register: Register, stock: Stock) -> None:
    """Two listed subjects turn out on night two to be deregistered: one before the stock day, one after it."""
    for subject, day in ((stock.operating[37], "2018-12-10"), (stock.operating[38], "2019-02-01")):
        for n in (1, 2):
            rows = register.exports["scjg_subject"][n]
            place = next(i for i, row in enumerate(rows) if row.values["code"] == subject.values["code"])
            register.exports["scjg_subject"][n] = change(rows, place, status="注销", status_date=day)


def pool_of(rng: Random, register: Register, feed: Feed) -> list[Row]:
    """The decisions of a feed in order; penalties include some lawfully taken down within the assessed year."""
    layout = LAYOUTS[feed.source][feed.dataset]
    old = "kind" not in layout.fields  # the 2015 layout, where a party may come without any code
    make = made.permit if feed.dataset == "permit" else made.penalty

    def keep(party: dict[str, str]) -> bool:
        return old or bool(party.get("code")) or party["kind"] == "自然人"

    pool = made.decisions(rng, made.parties(rng, register), make, feed.benches, feed.size, keep)
    if old:
        bare = made.nameless_orgs(rng, register, 12) + made.unlinked_orgs(5)
        places = rng.sample(range(len(pool)), len(bare))
        for place, party in zip(places, bare, strict=True):
            kept = {
                k: v for k, v in pool[place].values.items() if k not in ("code", "org", "reg", "person_id", "paper")
            }
            pool[place] = Row(feed.dataset, {**kept, **party})
    if feed.source == "hb_penalty":  # one decision for two parties: two rows of one number
        pool += [pool[i].but(**made.parties(rng, register)()) for i in (40, 80)]
        pool.sort(key=lambda row: row.values["decided"])
    if "shown_until" in layout.fields:
        pool = [short_shown(row) if i % 41 == 5 else row for i, row in enumerate(pool)]
    return pool


def short_shown(row: Row) -> Row:
    """A penalty whose publication lawfully ended after half a year, if that day has come."""
    decided = date.fromisoformat(row.values["decided"])
    until = decided + timedelta(days=180)
    if until > NIGHTS[0] or decided < date(2018, 3, 20):
        return row
    return replace(row.but(shown_until=until.isoformat(), short="1"), warns=("R18",))


def add_codes(rng: Random, register: Register, nights: list[list[Row]]) -> None:
    """Night two gives three parties that came by name alone their code: the stored row continues (section 2)."""
    codes = {row.values["name"]: row.values["code"] for row in register.of("企业")}
    told = {row.values["no"] for night in nights[1:] for row in night}
    bare = [
        row
        for row in nights[0]
        if not row.rules and not any(row.values.get(k) for k in ("code", "org", "reg", "person_id"))
    ]
    bare = [row for row in bare if row.values["name"] in codes and row.values["no"] not in told]
    nights[1] += [row.but(code=codes[row.values["name"]]) for row in bare[:3]]


def warned(rows: list[Row]) -> None:
    """Cells that only warn: a telephone number, markup, a name that is not the register's, a sum that does not fit."""
    places = [i for i, row in enumerate(rows) if row.values.get("code") and row.values["fine"]]
    phone, markup, name, sum_ = places[10:14]
    rows[phone] = replace(rows[phone].but(text=rows[phone].values["text"] + "联系电话14000000001"), warns=("R16",))
    rows[markup] = replace(rows[markup].but(facts=f"<p>{rows[markup].values['facts']}</p>"), warns=("R15",))
    rows[name] = replace(rows[name].but(name=rows[name].values["name"] + "（旧名）"), warns=("R09",))
    rows[sum_] = replace(rows[sum_].but(text="罚款3500元"), warns=("R12",))


def broken_lines(rows: list[Row]) -> None:
    """Line breaks inside free text, which are lawful, and one invisible character in a name, which only warns."""
    for place in range(7, len(rows), 50):
        rows[place] = rows[place].but(text=rows[place].values["text"] + "\n附：现场核查合格。")
    name = rows[30].values["name"]
    rows[30] = replace(rows[30], written={**rows[30].written, "name": f"{name[:2]}\u200b{name[2:]}"}, warns=("R15",))


def odd_numbers(rows: list[Row]) -> None:
    """Organisation codes and registration numbers with wrong checks beside a sound credit code: warnings."""
    places = [i for i, row in enumerate(rows) if row.values.get("code")][20:60:10]
    for place, number in zip(places, (("org", "YH0001230"), ("reg", "429702000000019")) * 2, strict=True):
        rows[place] = replace(rows[place].but(**dict([number])), warns=("R06" if number[0] == "org" else "R07",))


def unique_decisions(rows: list[Row]) -> list[Row]:
    """One row per decision, in the order told."""
    seen: dict[tuple[str, ...], Row] = {}
    for row in rows:
        seen.setdefault((row.dataset, *decision(row)), row)
    return list(seen.values())


def soiled(rng: Random, nights: list[list[Row]]) -> list[list[Row]]:
    """A few feedback lines spoiled on night one; half of them repaired on night three; two lines twice."""
    rows = nights[0]
    for place, rule in zip(range(100, 600, 100), ("R01", "R04", "R01", "R04", "R04"), strict=True):
        wrong = spoil(rng, rows[place], rule)
        if wrong is not None:
            if place in (100, 300):
                nights[2].append(rows[place])
            rows[place] = wrong
    rows += rows[20:22]
    return nights


def tell_lists(rng: Random, lists: Lists) -> dict[str, list[list[Row]]]:
    """The list sources' nights: first bulk with dirt, then changes, on night three also an old line again."""
    told = {}
    for source, first in lists.first.items():
        nights = [list(first), list(lists.second.get(source, [])), list(lists.third.get(source, []))]
        rules = LIST_DIRT.get(source, ())
        layout = LAYOUTS[source]["black_list"]
        extra = [row for row in first if row.dataset == "black_list" and row.values["until"]][-40:]
        for i, rule in enumerate(rules):
            model = extra[i].but(listed=f"2018-11-{10 + i:02d}", no=f"{extra[i].values['no']}补")
            if rule == "R05" and not model.values.get("code"):
                continue
            wrong = spoil(rng, model, rule, layout.fields)
            if wrong is not None:
                nights[0].append(wrong)
        nights[0] += first[3:4]
        nights[2] += first[6:7]
        told[source] = nights
    return told


LIST_DIRT = {
    "fy_black_list": ("R08", "R04", "R01", "R15", "R08", "R03", "R02"),
    "swj_lists": ("R05", "R04"),
    "rsj_black_list": ("R05", "R01", "R04"),
    "yjgl_black_list": (),
}


def deliver(
    exports: dict[str, list[list[Row]]],
    told: dict[tuple[str, str], list[list[Row]]],
    lists: dict[str, list[list[Row]]],
) -> list[Delivery]:
    """All deliveries of the three nights, by night and source."""
    content: dict[str, list[dict[str, list[Row]]]] = {}
    for source, nights in {**exports, **lists}.items():
        content[source] = [split(rows, source) for rows in nights]
    for (source, dataset), nights in told.items():
        kept = content.setdefault(source, [{}, {}, {}])
        for n, rows in enumerate(nights):
            kept[n][dataset] = rows
    return [
        delivery
        for n, night in enumerate(NIGHTS)
        for source in sorted(content)
        for delivery in FORMS[source](source, n, night, content[source])
    ]


def split(rows: list[Row], source: str) -> dict[str, list[Row]]:
    """Rows by dataset, in the order of the source's datasets."""
    return {name: [row for row in rows if row.dataset == name] for name in LAYOUTS[source]}
