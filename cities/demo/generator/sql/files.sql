-- name: permit_2018
select
    name as "行政相对人名称", kind as "行政相对人类别", code as "行政相对人代码_1(统一社会信用代码)",
    null as "行政相对人代码_2(工商注册号)", null as "行政相对人代码_3(组织机构代码)", null as "行政相对人代码_4(税务登记号)",
    null as "行政相对人代码_5(事业单位证书号)", null as "行政相对人代码_6(社会组织登记证号)", rep as "法定代表人",
    null as "法定代表人证件类型", null as "法定代表人证件号码", paper as "证件类型", person_id as "证件号码",
    '准予行政许可决定书' as "许可决定文书名称", no as "许可决定文书号", permit_class as "许可类别", null as "许可证书名称",
    null as "许可编号", '准予从事第' || serial || '号申请所列经营活动，有效期内依法经营。' || addition as "许可内容",
    decided as "许可决定日期", start as "有效期自", until as "有效期至", unit as "许可机关",
    unit_code as "许可机关统一社会信用代码", state as "当前状态", unit as "数据来源单位",
    unit_code as "数据来源单位统一社会信用代码", null as "备注"
from written($source, $night, $days);

-- name: permit_everyday
select
    no as "行政许可决定文书号", name as "行政相对人名称", kind as "行政相对人类别", code as "统一社会信用代码",
    rep as "法定代表人", paper as "证件类型", person_id as "证件号码", '准予行政许可决定书' as "许可决定文书名称",
    permit_class as "许可类别", '准予从事第' || serial || '号申请所列经营活动。' || addition as "许可内容",
    decided as "许可决定日期", start as "有效期自", until as "有效期至", unit as "许可机关",
    case state when '1' then '有效' when '2' then '无效' else '在办' end as "状态", '综合科' as "经办科室",
    '2019-03-15' as "数据导出时间"
from written($source, $night, $days);

-- name: penalty_2018
select * exclude ("当前状态", "状态日期") from penalty_lines($source, $night, $days);

-- name: penalty_2018_state
select * from penalty_lines($source, $night, $days);

-- name: feedback
select
    numbered(source, dataset, day, i) as "文书号", case dataset when 'permit' then '许可' else '处罚' end as "类型",
    unit_of(source, day) as "机关", online::varchar as "上网日期", offline::varchar as "下网日期"
from decision
where online is not null and case $night when 0 then online <= date '2019-03-13' else online = date '2019-03-13' + $night::integer end;

-- name: responsible
select
    '处罚' as "记录类型", numbered(source, dataset, day, i) as "记录编号", unit_of(source, day) as "机关",
    'RY' || lpad(i::varchar, 9, '0') as "人员编号", '主要负责人' as "职务",
    case when has_record then 'GR-2018-' || i end as "个人记录编号"
from decision
where dataset = 'penalty' and has_person and sort <> 'person' and arrives = $night;
