create macro one_of(i, k, words) as words[1 + (h(i, k) % len(words))::int];
create macro matters() as ['食品经营许可', '药品经营许可', '道路运输经营许可', '建筑工程施工许可', '排污许可', '特种设备使用登记', '医疗机构执业登记',
  '烟草专卖零售许可', '公共场所卫生许可', '取水许可', '采矿许可', '林木采伐许可', '营业性演出许可', '危险化学品经营许可', '户外广告设置许可', '民办学校办学许可'];
create macro decided(i) as date '2015-01-01' + (h(i, 10) % 1780)::int;
create macro slashed(d) as strftime(d, '%Y/%m/%d');
create macro no_day(variant) as (['2018/13/45', '2018/02/30', '不知', '某日'])[1 + variant % 4];
