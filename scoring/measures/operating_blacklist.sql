-- id: operating_blacklist
-- title: 在运营黑名单主体
-- says: 2018年12月15日在任一黑名单上、且当日在运营的主体；此后列入的不计
-- One row per subject of the frozen operating blacklist.
select 'subject|' || subject_key as member, true as covered, null as reason, department, county from blacklisted
