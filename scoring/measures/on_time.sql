-- id: on_time
-- title: 及时报送率
-- says: 应公示的决定在决定之日后第7个工作日（含）前被平台首次接收入库的比例；仅台账列明的为未到
-- One row per named member of 8.5.
select d.member, d.first_accepted_on <= c.deadline as covered, case when d.first_accepted_on > c.deadline then '迟报' end as reason,
  d.department, d.unit_county as county
from decision d join calendar c on c.day = d.decided_on
where d.is_valid and d.decided_on > as_of() - 365 and d.decided_on <= as_of() and c.deadline <= as_of()
  and not coalesce(d.dataset = 'penalty' and d.publicity_end <= as_of(), false)
union all
select 'ledger|' || kind || '|' || doc_no_f || '|' || unit_id, null, '未到', department, county from ledger_only
