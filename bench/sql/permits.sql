-- One row per permit of the night in order of the file: the cells as they are written, and how the plan wants it.
-- $night: 1 or 2

select row_number() over (order by i) as row, i, said, kind, variant, is_said_twice, gone, $night = 2 and changed as is_changed,
  case when kind = 0 and variant % 9 = 0 then null when kind = 1 and variant % 4 = 0 then repeat('长', 201) else name end as XK_XDR_MC,
  case when kind = 0 and variant % 9 = 1 then null when kind = 2 and variant % 3 = 0 then '某类' else category end as XK_XDR_LB,
  case when person or kind = 6 then null when kind = 7 then code_wrong when kind = 8 then code_misfit else code end as XK_XDR_SHXYM,
  case when not person and h(subject, 20) % 2 = 0 then reg end as XK_XDR_GSZC,
  case when kind = 9 then org_wrong when not person and h(subject, 21) % 3 = 0 then org end as XK_XDR_ZZJG,
  case when not person and h(subject, 22) % 5 = 0 then '429700' || org end as XK_XDR_SWDJ,
  case when h(subject, 23) % 40 = 0 and not person then '142970000' || (100 + h(subject, 23) % 900) end as XK_XDR_SYDW,
  null::varchar as XK_XDR_SHZZ,
  case when not person then representative end as XK_FRDB,
  case when not person and h(subject, 24) % 4 = 0 then '身份证' end as XK_FR_ZJLX,
  case when not person and h(subject, 24) % 4 = 0 then id end as XK_FR_ZJHM,
  case when person then '身份证' end as XK_XDR_ZJLX,
  case when person and coalesce(kind <> 13, true) then id end as XK_XDR_ZJHM,
  case when kind = 0 and variant % 9 = 2 then null else one_of(i, 30, matters()) || '决定书' end as XK_XKWS,
  case when kind = 0 and variant % 9 = 3 then null when kind = 1 and variant % 4 = 1 then repeat('文', 56) || lpad(i::varchar, 9, '0')
       else '〔' || (2015 + h(said, 10) % 5) || '〕' || one_of(said, 14, ['云市监许', '云审批准', '云住建许', '云交运许']) || '字第' || lpad(said::varchar, 9, '0') || '号' end as XK_WSH,
  case when kind = 0 and variant % 9 = 4 then null when kind = 2 and variant % 3 = 1 then '不知何类'
       when h(i, 31) % 12 = 0 then '其他-备案' else one_of(i, 31, ['普通', '特许', '认可', '核准', '登记']) end as XK_XKLB,
  case when h(i, 32) % 2 = 0 then one_of(i, 30, matters()) || '证' end as XK_XKZS,
  case when h(i, 32) % 2 = 0 then 'JY4297' || lpad((h(i, 33) % 1000000000)::varchar, 10, '0') end as XK_XKBH,
  case when kind = 0 and variant % 9 = 5 then null when kind = 1 and variant % 4 = 2 then repeat('内', 4001)
       when h(i, 34) % 20 = 0 then '准予"' || name || '",从事' || one_of(i, 30, matters()) || ',经营范围见附表' || h(i, 35) % 900
       when h(i, 34) % 2000 = 1 then '准予许可' || chr(10) || '（附件另附）' || h(i, 35) % 900
       else '经审查，' || name || '提交的' || one_of(i, 30, matters()) || '申请材料齐全，符合法定形式，依法准予许可，经营面积' || (20 + h(i, 35) % 900) || '平方米，有效期内须按规定年检' end as XK_NR,
  case when kind = 0 and variant % 9 = 6 then null when (kind = 3 and variant % 3 = 0) or kind = 12 then no_day(variant)
       when kind = 5 then '2020/0' || (1 + variant % 9) || '/15' else slashed(decided(i)) end as XK_JDRQ,
  case when kind = 3 and variant % 3 = 1 then no_day(variant) else slashed(decided(i)) end as XK_YXQZ,
  case when kind = 3 and variant % 3 = 2 then no_day(variant) when kind = 4 then slashed(decided(i) - 1 - variant)
       when h(i, 36) % 9 = 0 then '2099/12/31' else slashed(decided(i) + 365 * (1 + (h(i, 12) % 5)::int)) end as XK_YXQZI,
  case when kind = 0 and variant % 9 = 7 then null else unit_name end as XK_XKJG,
  case when kind = 0 and variant % 9 = 8 then null when kind = 10 then unit_code_wrong else unit_code end as XK_XKJGDM,
  case when (kind = 2 and variant % 3 = 2) or kind = 12 then '9' when is_changed then '2' else '1' end as XK_ZT,
  unit_name as XK_LYDW, unit_code as XK_LYDWDM,
  case when kind = 1 and variant % 4 = 3 then repeat('注', 513) when is_changed then '更正' || (h(i, 37) % 1000)
       when h(i, 38) % 10 = 0 then '原件存档，补录数据' end as BZ
from plan where case when $night = 1 then i < $rows else not gone end
