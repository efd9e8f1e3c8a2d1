-- id: list_publication
-- title: 名单公示完备率
-- says: 在列的红黑名单条目（自然人除外）中，名称、代码、列入事由、认定单位和列入日期齐全、可依法公示的比例
-- One row per red or black list entry in force about an organisation or 个体工商户 (发改财金规〔2017〕1798号).
select member, reason is not null and authority_id is not null and coalesce(credit_code, org_code, reg_no) is not null as covered,
  case when coalesce(credit_code, org_code, reg_no) is null then '缺主体代码' when reason is null then '缺列入事由' when authority_id is null then '缺认定单位' end as reason,
  department, unit_county as county
from entry where is_listed(listed_on, removed_on, expires_on, as_of()) and not person
