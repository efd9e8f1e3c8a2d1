-- Who decides, by source and day; 应急管理局 succeeds 安监局 on 2019-02-01.
create macro unit_of(source, day) as case source
    when 'hb_permit' then '市生态环境局' when 'jtys_permit' then '市交通运输局' when 'rsj_permit' then '市人力资源和社会保障局'
    when 'zjw_double_publicity' then '市住建局'
    else case when day >= date '2019-02-01' then '市应急管理局' else '市安全生产监督管理局' end end;
create macro department_of(source) as case source
    when 'hb_permit' then 'hb' when 'jtys_permit' then 'jtys' when 'rsj_permit' then 'rsj'
    when 'zjw_double_publicity' then 'zjw' else 'yjgl' end;
create macro numbered(source, dataset, day, i) as
    '云' || department_of(source) || case dataset when 'permit' then '许' else '罚' end || '〔' || year(day) || '〕' || i || '号';

-- One row per line of a night's file of decisions, with its words; `day_form` is the file's way with days.
create macro written(feed_source, night, day_form) as table
    select
        case when spoiled and rule = 'R01' then '无' when sort = 'person' then '测试人员' || lpad((i % 20000)::varchar, 5, '0')
             when sort = 'stranger' then '邻市外来' || i || '商贸有限公司' else party.name end as name,
        case sort when 'person' then '自然人' when 'stranger' then '法人及非法人组织' else party.category end as kind,
        case when sort = 'person' then null when sort = 'stranger' then stranger.code
             when spoiled and rule = 'R05' then party.wrong_code else party.code end as code,
        case when sort <> 'person' then '测甲' || '子丑寅卯辰巳午未申酉戌亥'[(i % 12 + 1)::integer] end as rep,
        case when sort = 'person' then '身份证' end as paper, case when sort = 'person' then person.id end as person_id,
        b.i as serial, numbered(source, dataset, b.day, b.i) as no,
        case when spoiled and rule = 'R04' then '2018-02-30' else strftime(b.day, day_form) end as decided,
        strftime(b.day, day_form) as start, strftime(b.day + interval 3 year, day_form) as until,
        case when i % 5 < 3 then strftime(b.day + interval 1 year, day_form) end as shown_until,
        unit_of(source, b.day) as unit, unit_code.code as unit_code,
        case when spoiled and rule = 'R03' then '9' when is_withdrawn then '2' else '1' end as state,
        case when is_corrected then '（更正）' else '' end as addition,
        ['普通', '特许', '认可', '核准', '登记'][(i % 5 + 1)::integer] as permit_class,
        [500, 1000, 2000, 5000, 20000, 30000][(i % 6 + 1)::integer] as yuan
    from batch(feed_source, night) as b
    left join party on party.place = b.pick
    left join stranger on stranger.place = b.i % 1000
    left join person on person.place = b.i % 20000
    left join unit_code on unit_code.unit = unit_of(source, b.day);

-- One row per line of a penalty file of the 2018 layout, with the optional state columns.
create macro penalty_lines(feed_source, night, day_form) as table
    select
        name as "行政相对人名称", kind as "行政相对人类别", code as "行政相对人代码_1(统一社会信用代码)",
        null as "行政相对人代码_2(工商注册号)", null as "行政相对人代码_3(组织机构代码)", null as "行政相对人代码_4(税务登记号)",
        null as "行政相对人代码_5(事业单位证书号)", null as "行政相对人代码_6(社会组织登记证号)", rep as "法定代表人",
        null as "法定代表人证件类型", null as "法定代表人证件号码", paper as "证件类型", person_id as "证件号码",
        no as "处罚决定书文号", '未按规定公示' as "违法行为类型", '经查，当事人存在未按规定公示的行为。' as "违法事实",
        '《示例管理条例》第十二条' as "处罚依据", '罚款' as "处罚类别", '罚款' || yuan || '元' || addition as "处罚内容",
        (yuan / 10000)::decimal(18, 2) as "罚款金额(万元)", null as "没收违法所得、没收非法财物金额(万元)",
        null as "暂扣或吊销证照名称及编号", decided as "处罚决定日期", until as "处罚有效期", shown_until as "公示截止期",
        unit as "处罚机关", unit_code as "处罚机关统一社会信用代码", unit as "数据来源单位",
        unit_code as "数据来源单位统一社会信用代码", null as "备注",
        case state when '1' then '正常' when '2' then '撤销' else '未知' end as "当前状态",
        case when state = '2' then '2019-03-15' end as "状态日期"
    from written(feed_source, night, day_form);
