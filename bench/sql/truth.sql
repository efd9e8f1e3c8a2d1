-- planted(night, row, floor, product): what the plan makes fail. `floor` is one of the floor's 28 rules, `product` a rule of
-- the contract, with ! where it refuses the row. $night: 1 or 2

insert into planted
select * from (
  select $night as night, row, unnest([
    {'floor': case kind when 0 then 1 + variant % 9 when 1 then 10 + variant % 4 when 2 then 14 + variant % 3 when 3 then 17 + variant % 3
        when 4 then 20 when 5 then 21 when 6 then 22 when 7 then 23 when 8 then 24 when 9 then 25 when 10 then 26 when 11 then 28 when 12 then 16
        when 13 then 27 end,
      'product': case kind when 0 then 'R01!' when 1 then if(variant % 4 < 2, 'R02!', 'R02') when 2 then 'R03!' when 3 then 'R04!' when 4 then 'R04!'
        when 5 then 'R04!' when 6 then 'R01!' when 7 then 'R05!' when 8 then 'R05!' when 9 then 'R06' when 10 then 'R13' when 11 then 'R14!'
        when 12 then 'R03!' when 13 then 'R01!' end},
    {'floor': case when kind = 12 then 17 when is_said_twice then 28 end,
      'product': case when kind = 12 then 'R04!' when is_said_twice then 'R14!' when kind = 9 and XK_XDR_LB = '自然人' then 'R19' end}
  ], recursive := true)
  from permits where kind is not null or is_said_twice)
where floor is not null or product is not null;
