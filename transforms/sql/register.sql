-- What identifies a subject, and how many names bear it: code, organisation code (chars 9-17 of codes), registration
-- number, name. A mark borne by two subjects links nothing by itself (measures-2019
-- section 2); of one subject at two registrars the row that came last stands.
-- {subject}: the subjects as known

create or replace temp table mark as
select kind, mark, count(distinct who) as subjects, arg_max(key, (version, key)) as subject_key
from (
  select 'code' as kind, credit_code as mark, name_f as who, key, version from {subject} where credit_code is not null
  union all
  select 'org', substr(credit_code, 9, 9), name_f, key, version from {subject} where credit_code is not null
  union all
  select 'org', org_code, name_f, key, version from {subject} where org_code is not null
  union all
  select 'reg', reg_no, name_f, key, version from {subject} where reg_no is not null
  union all
  select 'name', name_f, coalesce(credit_code, reg_no), key, version from {subject}
)
group by kind, mark;
