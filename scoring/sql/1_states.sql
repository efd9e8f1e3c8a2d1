-- decision: one row per permit or penalty as known; is_void holds on every day, is_valid on the as-of day
create or replace temp view decision as
select dataset, kind, dataset || '|' || key as member, doc_no_f, authority_id, decided_on, publicity_end, department, unit_county,
  subject_key, first_accepted_on, party_category, credit_code, org_code, id_no, person,
  coalesce(state in ('撤销', '异议成立'), false) as is_void,
  coalesce(closed_on <= as_of() or state in ('撤销', '异议成立') or (state = '已修复' and coalesce(state_date, state_known_on) <= as_of()), false) = false as is_valid
from (
  select 'permit' as dataset, '许可' as kind, key, doc_no_f, authority_id, decided_on, null::date as publicity_end, department, unit_county,
    subject_key, first_accepted_on, party_category, credit_code, org_code, id_no, person, state, state_date, state_known_on, closed_on from permit
  union all
  select 'penalty', '处罚', key, doc_no_f, authority_id, decided_on, publicity_end, department, unit_county,
    subject_key, first_accepted_on, party_category, credit_code, org_code, id_no, person, state, state_date, state_known_on, closed_on from penalty
);

-- entry: one row per list entry that ever held, with its removal; repaired is removed by rectification
create or replace temp view entry as
select dataset, dataset || '|' || key as member, doc_no_f, authority_id, department, unit_county, list_type, subject_key, person, party_category,
  listed_on, expires_on, reason, credit_code, org_code, reg_no,
  least(case when state = '已修复' then coalesce(state_date, removed_on, state_known_on) else removed_on end, closed_on) as removed_on,
  case when state = '已修复' then '整改退出' else removal_reason end as removal_reason
from (select 'red_list' as dataset, * from red_list union all select 'black_list', * from black_list)
where coalesce(state, '') <> '撤销' and coalesce(removal_reason, '') <> '异议成立';

-- listed on a day: since then, not removed by then, term not over
create or replace temp macro is_listed(listed, removed, expires, day) as
  (listed <= day and coalesce(removed > day, true) and coalesce(expires > day, true));
