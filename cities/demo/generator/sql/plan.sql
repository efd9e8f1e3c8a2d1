-- The decisions of the large city as a plan: one row per decision, all in numbers; words are put in when files are written.
-- `chance(i, k)` is a fixed mix of the decision's number, the draw and the seed, so that any engine draws the same.
create macro chance(i, k) as
    ((((i * 2654435761 + k * 40503 + getvariable('seed') * 97) % 4294967291) * 1103515245) % 4294967291) % 1000003;

create table decision as
with dated as (
    select
        feed.source, feed.dataset, feed.has_state, numbers.i::bigint as i,
        case
            when chance(i, 1) % 1000 < 140 then date '2017-06-01' + (chance(i, 2) % 285)::integer
            when chance(i, 1) % 1000 < 840 then date '2018-03-13' + (chance(i, 2) % 342)::integer
            else date '2019-02-18' + (chance(i, 2) % 25)::integer
        end as day
    from feed, lateral (select unnest(range(feed.first, feed.first + feed.size)) as i) as numbers
),
arriving as (
    select
        *,
        case
            when day = date '2019-03-14' then 2
            when day = date '2019-03-13' then 1
            when day >= date '2019-03-05' then [0, 0, 0, 0, 1, 1, 1, 2, 2, 2][(chance(i, 3) % 10 + 1)::integer]
            when day between date '2019-01-01' and date '2019-02-15' and i % 50 = 31 then 1
            else 0
        end as arrives,
        chance(i, 4) % 100 as draw
    from dated
),
acting as (
    select
        *,
        case
            when arrives > 0 then 'plain'
            when i % 33 = 7 then 'dirty'
            when i % 1000 = 3 then 'doubled'
            when i % 400 = 11 then 'corrected'
            when i % 500 = 17 then 'again on two'
            when i % 500 = 23 then 'again on three'
            when i % 800 = 21 and has_state then 'withdrawn'
            else 'plain'
        end as role
    from arriving
)
select
    source, dataset, i, day, arrives, role,
    case when draw < 6 then 'person' when draw < 9 then 'stranger' else 'subject' end as sort,
    case when draw >= 9 then (chance(i, 5) * 7919 + i) % (select count(*) from party) end as pick,
    case when role = 'dirty' then
        case when i // 33 % 4 = 1 and draw >= 9 then 'R05' when i // 33 % 4 = 2 then 'R01'
             when i // 33 % 4 = 3 and has_state then 'R03' else 'R04' end
    end as rule,
    -- the night on which it is first accepted: repaired on two, on three, or never
    case when role <> 'dirty' then arrives when i // 132 % 3 > 0 then i // 132 % 3 end as accepted,
    -- what 信用中国 shows
    case when chance(i, 6) % 1000 < 985 then day + (2 + chance(i, 7) % 7)::integer end as online,
    case when i % 2003 = 5 and day < date '2019-01-20' then date '2019-02-15' end as offline,
    chance(i, 8) % 100 < 85 as has_person, i % 10 <> 3 as has_record
from acting
order by source, i;

-- One row per line of a night's file, in file order: what arrives, then what is repaired, corrected, withdrawn or sent again.
create macro batch(feed_source, night) as table
    select *, role = 'dirty' and night = 0 as spoiled, role = 'corrected' and night = 1 as is_corrected,
           role = 'withdrawn' and night = 2 as is_withdrawn
    from decision
    where source = feed_source and (
        arrives = night or role = 'dirty' and accepted = night and night > 0 or role = 'corrected' and night = 1
        or role = 'again on two' and night = 1 or role in ('again on three', 'withdrawn') and night = 2
    )
    union all by name
    select *, false as spoiled, false as is_corrected, false as is_withdrawn
    from decision where source = feed_source and role = 'doubled' and night = 0;
