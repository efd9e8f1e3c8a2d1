-- id: 8.2
-- title: 统一社会信用代码重错码
-- says: 存续主体的不同代码；长度、字符、校验位或类别不符的为错码，一码多名的为重码，一个代码只计一次
-- counts: defects = not_covered, codes = denominator
-- One row per distinct code of the subjects alive on the as-of day.
with borne as (
  select credit_code, count(distinct name_f) as names from subject where credit_code is not null group by credit_code
), alive as (
  select s.credit_code, b.names, s.department, s.unit_county, s.key,
    not x_credit_code_ok(s.credit_code) or (c.class is not null and substr(s.credit_code, 1, 2) <> c.class) as is_wrong
  from subject s join borne b on b.credit_code = s.credit_code left join subject_class c on c.kind = s.kind
  where s.registered_on <= as_of() and coalesce(least(s.ended_on, s.closed_on) > as_of(), true)
)
select credit_code as member, not bool_or(is_wrong) and max(names) = 1 as covered,
  case when bool_or(is_wrong) then '错码' when max(names) > 1 then '重码' end as reason,
  arg_min(department, key) as department, arg_min(unit_county, key) as county
from alive group by credit_code
