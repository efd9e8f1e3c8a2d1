-- id: 10.6
-- title: 黑名单整改退出率
-- says: 在运营黑名单主体中，当日各条列入均已移出且最后移出的原因为整改退出的比例
-- One row per subject of the operating blacklist.
with last_removal as (
  select b.subject_key, bool_and(coalesce(e.removal_reason = '整改退出', false)) as is_rectified
  from blacklisted b join entry e on e.subject_key = b.subject_key and e.dataset = 'black_list' and e.removed_on = b.last_removed
  where is_listed(e.listed_on, e.removed_on, e.expires_on, base())
  group by b.subject_key
)
select 'subject|' || b.subject_key as member, b.removed = b.entries and coalesce(r.is_rectified, false) as covered,
  case when b.removed = 0 then '仍在列' when b.removed < b.entries then '部分移出' when not r.is_rectified then '非整改退出' end as reason,
  b.department, b.county
from blacklisted b left join last_removal r on r.subject_key = b.subject_key
