-- ledger_month: the ledger's months that lie wholly inside the last 365 days and whose deadlines are over
create or replace temp view ledger_month as
select l.*, cast(l.month || '-01' as date) as first_day from decision_ledger l
join calendar c on c.day = last_day(cast(l.month || '-01' as date))
where cast(l.month || '-01' as date) > as_of() - 365 and c.deadline <= as_of() and coalesce(l.closed_on > as_of(), true);

-- ledger_only: numbers that the ledger names and that have not arrived, one row each
create or replace temp table ledger_only as
with named as (
  select distinct kind, x_fold(doc_no) as doc_no_f, unit_id, department, unit_county as county, month
  from (select kind, unit_id, department, unit_county, month, unnest(string_split(doc_nos, '、')) as doc_no from ledger_month)
  where nullif(x_fold(doc_no), '') is not null
)
select n.kind, n.doc_no_f, n.unit_id, n.department, min(n.county) as county, min(n.month) as month from named n
where not exists (select 1 from decision d where d.kind = n.kind and d.doc_no_f = n.doc_no_f and d.department = n.department)
group by n.kind, n.doc_no_f, n.unit_id, n.department;

-- ledger_gap: per successor department, kind and month what the ledger counts and what is known
create or replace temp table ledger_gap as
with counted as (
  select department, min(unit_county) as county, kind, month, cast(sum(made) - sum(coalesce(exempt, 0)) as bigint) as due from ledger_month group by department, kind, month
), known as (
  select department, kind, strftime(decided_on, '%Y-%m') as month, count(*) as known from decision group by all
), named as (
  select department, kind, month, count(*) as named from ledger_only group by all
)
select c.*, coalesce(k.known, 0) + coalesce(n.named, 0) as known
from counted c left join known k using (department, kind, month) left join named n using (department, kind, month);

-- ledger_nameless: decisions that only the ledger's count shows, one row each
create or replace temp view ledger_nameless as
select 'nameless|' || kind || '|' || department || '|' || month || '|' || n as member, department, county
from (select *, unnest(generate_series(1, due - known)) as n from ledger_gap where due > known);
