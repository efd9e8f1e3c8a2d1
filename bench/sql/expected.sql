-- One row: what both must hold after each night, counted over the plan.

with rows as (
  select p.*, p.row not in (select row from planted where night = p.night and floor is not null) as floor_takes,
    p.row not in (select row from planted where night = p.night and product like '%!') as product_takes
  from (select 1 as night, row, i, is_changed, gone from permits1 union all select 2, row, i, is_changed, gone from permits2) p
), taken as (
  select i, bool_or(night = 1 and floor_takes) as floor1, bool_or(night = 2 and floor_takes) as floor2,
    bool_or(night = 1 and product_takes) as product1, bool_or(night = 2 and product_takes) as product2,
    bool_or(night = 2) as came_again, bool_or(is_changed) as is_changed
  from rows group by i
)
select count(*) filter (where floor1) as floor_current1, count(*) filter (where floor1) as floor_total1,
  count(*) filter (where floor2) as floor_current2,
  count(*) filter (where floor1) + count(*) filter (where floor2 and (not floor1 or is_changed)) as floor_total2,
  count(*) filter (where product1) as new1, 0 as changed1, 0 as unchanged1, (select count(*) from permits1) as received1, 0 as closed1,
  count(*) filter (where product2 and not product1) as new2, count(*) filter (where product2 and product1 and is_changed) as changed2,
  count(*) filter (where product2 and product1 and not is_changed) as unchanged2, (select count(*) from permits2) as received2,
  count(*) filter (where product1 and not came_again) as closed2
from taken
