-- id: 8.5
-- title: 双公示率
-- says: 近365日内作出且公示期限已到的有效许可和处罚决定（含台账列明而未到的文书号和台账多出的数），在信用中国上可见的比例
-- One row per decision due; then per number that only the ledger names; then per decision that only its count shows.
with seen as (
  select doc_no_f, kind, authority_id, bool_or(online_on <= as_of() and coalesce(least(offline_on, closed_on) > as_of(), true)) as is_online,
    bool_or(online_on <= as_of() and least(offline_on, closed_on) <= as_of()) as was_online
  from publication_feedback group by doc_no_f, kind, authority_id
), due as (
  select d.* from decision d join calendar c on c.day = d.decided_on
  where d.is_valid and d.decided_on > as_of() - 365 and d.decided_on <= as_of() and c.deadline <= as_of()
    and not coalesce(d.dataset = 'penalty' and d.publicity_end <= as_of(), false)
), wanted as (
  select member, doc_no_f, kind, authority_id, department, unit_county as county from due
  union all
  select 'ledger|' || kind || '|' || doc_no_f || '|' || unit_id, doc_no_f, kind, unit_id, department, county from ledger_only
)
select w.member, coalesce(s.is_online, false) as covered,
  case when s.is_online then null when s.was_online then '已下网' else '未上网' end as reason, w.department, w.county
from wanted w left join seen s on s.doc_no_f = w.doc_no_f and s.kind = w.kind and s.authority_id = w.authority_id
union all
select member, false, '台账有数未见明细', department, county from ledger_nameless
