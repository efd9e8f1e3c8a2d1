-- plan: one row per permit, what is wrong with it (kind, variant), whether it is changed or gone in the second night.
-- $rows permits come in the first night, one in a hundred more in the second. Everything is a hash of the number.

create macro h(i, k) as hash(i::bigint * 97 + k + 7000021);

create table plan as
with drawn as (
  select range as i, h(range, 1) % 100 < 3 as dirty, h(range, 2) % 13 as drawn_kind, (h(range, 3) % 36)::int as variant,
    h(range, 4) % 100 = 0 and range < $rows as gone, h(range, 5) % 50 = 0 and not h(range, 1) % 100 < 3 as changed,
    (h(range, 6) % (select count(*) from subjects))::bigint as subject, (h(range, 7) % (select count(*) from units))::bigint as unit
  from range($rows + $rows // 100)
), kinds as (
  -- 11 says a second time, in other words, what the permit before it says; where that one is dirty itself, it becomes 10
  select d.*, case when not d.dirty then null when d.drawn_kind <> 11 then d.drawn_kind
      when lag(d.dirty, 1, true) over w then 10 when d.i = $rows then 10 else 11 end as kind
  from drawn d window w as (order by i)
), pairs as (
  select * replace (gone and coalesce(kind <> 11, true) and coalesce(lead(kind) over w <> 11, true) as gone),
    coalesce(lead(kind) over w, 0) = 11 as is_said_twice,
    case when kind = 11 then i - 1 else i end as said,
    case when kind = 11 then lag(subject) over w else subject end as who,
    case when kind = 11 then lag(unit) over w else unit end as grants
  from kinds window w as (order by i)
)
select p.* exclude (drawn_kind, subject, unit, kind), s.*, u.*, s.category = '自然人' as person,
  -- what is wrong with a code is, of a person, that the number is missing (13)
  case when p.kind in (6, 7, 8) and s.category = '自然人' then 13 else p.kind end as kind
from pairs p join subjects s on s.subject = p.who join units u on u.unit = p.grants;
