-- id: 10.2
-- title: 失信记录穿透率
-- says: 近365日内对单位的有效处罚和在列黑名单记录，已关联到责任人个人失信记录的比例
-- One row per dishonesty record of an organisation.
with record as (
  select member, '处罚' as record_kind, doc_no_f, authority_id, department, unit_county, subject_key, party_category, credit_code, org_code, id_no
  from decision where dataset = 'penalty' and is_valid and decided_on > as_of() - 365 and decided_on <= as_of()
  union all
  select member, '黑名单', doc_no_f, authority_id, department, unit_county, subject_key, party_category, credit_code, org_code, null
  from entry where dataset = 'black_list' and is_listed(listed_on, removed_on, expires_on, as_of())
), unit_record as (
  select r.* from record r left join subject s on s.key = r.subject_key
  where case when r.subject_key is not null then s.kind <> '个体工商户'
             when r.party_category is not null then r.party_category = '法人及非法人组织'
             else (r.id_no is null and not coalesce(starts_with(r.credit_code, '92'), false)) or r.org_code is not null end
), named as (
  select r.member, bool_or(p.person_record_no is not null) as is_linked
  from unit_record r join responsible_person p
    on p.record_kind = r.record_kind and p.record_no_f = r.doc_no_f and (p.authority_id is null or p.authority_id = r.authority_id)
      and coalesce(p.closed_on > as_of(), true)
  group by r.member
)
select r.member, case when r.subject_key is null then null else coalesce(n.is_linked, false) end as covered,
  case when r.subject_key is null then '主体未关联' when n.member is null then '无责任人' when not n.is_linked then '无个人记录' end as reason,
  r.department, r.unit_county as county
from unit_record r left join named n on n.member = r.member
