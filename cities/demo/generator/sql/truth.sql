-- name: receipts
-- One row per source: the receipt of a night's file of decisions.
select source, dataset,
    count(*) as received,
    count(*) filter (arrives = $night and role <> 'dirty' or role = 'dirty' and accepted = $night and $night > 0)
        - count(*) filter (role = 'doubled' and $night = 0) // 2 as new,
    count(*) filter (is_corrected or is_withdrawn) as changed,
    count(*) filter (role = 'again on two' and $night = 1 or role = 'again on three' and $night = 2) as unchanged,
    count(*) filter (role = 'doubled' and $night = 0) // 2 as duplicate,
    count(*) filter (spoiled) as quarantined,
    0 as ignored
from batch($source, $night)
group by source, dataset;

-- name: rules
select rule, count(*) from batch($source, $night) where spoiled group by rule order by rule;

-- name: members
-- One row per valid decision of the year whose deadline has come, as known on the night (measures-2019 row 8.5).
create or replace temp table members as
select source, dataset, i, day, online is not null and online <= $night_day and (offline is null or offline > $night_day) as shown,
    date '2019-03-13' + accepted::integer <= deadline.last as on_time
from decision join deadline using (day)
where accepted <= $night and day > $night_day - 365 and day <= $night_day and deadline.last <= $night_day
    and not (role = 'withdrawn' and $night = 2);

-- name: published
select count(*) filter (shown), count(*), count(*) filter (on_time) from members;

-- name: nameless
-- Per department, kind and month: what the ledger says beyond what is known.
select coalesce(sum(greatest(ledger.made - known.count, 0)), 0)
from ledger left join (
    select department_of(source) as department, dataset, strftime(day, '%Y-%m') as month, count(*) as count
    from decision where accepted <= $night group by all
) as known using (department, dataset, month);

-- name: made
-- One row per unit, kind and month: all decisions of the plan.
select unit_of(source, day), department_of(source), dataset, strftime(day, '%Y-%m') as month, count(*)
from decision where month between '2018-04' and '2019-02' group by all order by all;

-- name: penetration
-- Unit records among the penalties and those with a person who has a record (row 10.2); strangers are members, never covered.
select
    count(*) filter (sort = 'subject' and has_person and has_record and arrives <= $night),
    count(*)
from decision left join party on party.place = decision.pick
where dataset = 'penalty' and accepted <= $night and day > $night_day - 365 and day <= $night_day
    and not (role = 'withdrawn' and $night = 2)
    and (sort = 'stranger' or sort = 'subject' and party.category <> '个体工商户');
