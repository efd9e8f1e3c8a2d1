-- operating: subjects that operate on the as-of day or on the base day
create or replace temp table operating as
with absent as (
  select subject_key, listed_on as since, least(removed_on, closed_on) as till from abnormal_list where subject_key is not null
  union all
  select subject_key, reported_on, least(restored_on, closed_on) from lost_contact where subject_key is not null
), gone as (
  select subject_key,
    bool_or(since <= as_of() and coalesce(till > as_of(), true)) as on_as_of,
    bool_or(since <= base() and coalesce(till > base(), true)) as on_base
  from absent group by subject_key
)
select s.key as subject_key,
  s.registered_on <= as_of() and coalesce(least(s.ended_on, s.closed_on) > as_of(), true) and not coalesce(g.on_as_of, false) as is_operating,
  s.registered_on <= base() and coalesce(least(s.ended_on, s.closed_on) > base(), true) and not coalesce(g.on_base, false) as was_operating
from subject s left join gone g on g.subject_key = s.key;

-- blacklisted: the operating blacklist, subjects in any black list on the base day that operated on it; frozen
create or replace temp table blacklisted as
select e.subject_key, arg_min(e.department, (e.listed_on, e.member)) as department, arg_min(e.unit_county, (e.listed_on, e.member)) as county,
  count(*) as entries,
  count(*) filter (where e.removed_on > base() and e.removed_on <= as_of()) as removed,
  max(e.removed_on) filter (where e.removed_on > base() and e.removed_on <= as_of()) as last_removed
from entry e join operating o on o.subject_key = e.subject_key
where e.dataset = 'black_list' and is_listed(e.listed_on, e.removed_on, e.expires_on, base()) and o.was_operating
group by e.subject_key;
