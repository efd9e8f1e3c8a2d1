-- Text, days and amounts made comparable. Installed into every connection that stages. The functions x_…_any are Python
-- (transforms/text.py): they know every spelling, the macros only the common ones, and ask them for the rest.

-- the text without white space and byte-order marks at its ends; null when nothing that can be seen is left
create or replace temp macro x_trim(s) as
  nullif(case when regexp_matches(s, '\A[^\s\x{85}\x{a0}\x{1680}\x{2000}-\x{200f}\x{2028}-\x{202f}\x{205f}-\x{206f}\x{3000}\x{feff}](?s:.*)[^\s\x{85}\x{a0}\x{1680}\x{2000}-\x{200f}\x{2028}-\x{202f}\x{205f}-\x{206f}\x{3000}\x{feff}]\z') then s
              when regexp_matches(s, '\A[\s\x{85}\x{a0}\x{1680}\x{2000}-\x{200f}\x{2028}-\x{202f}\x{205f}-\x{206f}\x{3000}\x{feff}]*\z') then ''
         else regexp_replace(s, '\A[\s\x{85}\x{a0}\x{1680}\x{2000}-\x{200b}\x{202f}\x{205f}\x{3000}\x{feff}]+|[\s\x{85}\x{a0}\x{1680}\x{2000}-\x{200b}\x{202f}\x{205f}\x{3000}\x{feff}]+\z', '', 'g') end, '');

-- whether any of the cells, written with | between them, may have something to trim
create or replace temp macro x_ragged(cells) as
  regexp_matches(cells, '(?:\A|\|)[\s\x{85}\x{a0}\x{1680}\x{2000}-\x{200f}\x{2028}-\x{202f}\x{205f}-\x{206f}\x{3000}\x{feff}]|[\s\x{85}\x{a0}\x{1680}\x{2000}-\x{200f}\x{2028}-\x{202f}\x{205f}-\x{206f}\x{3000}\x{feff}](?:\||\z)');

-- null for the spellings of nothing (facts 3.6); a list of constants would become a join for every column
create or replace temp macro x_filled(s) as
  case when regexp_matches(s, '\A(?i:[-－—/／无]|——|— —|null|ｎｕｌｌ|无数据|查询期内无相关信息)\z') then null else s end;

-- folded: NFKC, round brackets, no white space or zero-width characters, upper case, simplified (measures-2019 section 2)
create or replace temp macro x_fold(s) as
  case when s is null then null
       when regexp_matches(s, '[^!-~' || x_simplified() || '〔〕（）]') then nullif(x_fold_any(s), '')
       when not regexp_matches(s, '[a-z\[\]{}〔〕（）]') then s
       else upper(replace(replace(replace(replace(replace(replace(replace(replace(s, '〔', '('), '〕', ')'), '（', '('), '）', ')'), '[', '('), ']', ')'), '{', '('), '}', ')')) end;

-- folded, for cells that are to hold a number or code: anything but plain letters and digits is rare there
create or replace temp macro x_fold_code(s) as
  case when regexp_matches(s, '\A[!-Z^_|~]*\z') then s else nullif(x_fold_code_any(s), '') end;

-- a day as YYYY-MM-DD where the spelling is clear (facts 3.6), else the text as it came
create or replace temp macro x_day(s) as
  case when s is null or regexp_matches(s, '\A[0-9]{4}-[0-9]{2}-[0-9]{2}\z') then s
       when regexp_matches(s, '\A[1-9][0-9]{3}(?:[-/.][0-9]{1,2}[-/.][0-9]{1,2}|年[0-9]{1,2}月[0-9]{1,2}日)(?: 0{1,2}:00:00(?:\.0+)?)?\z')
       then coalesce(cast(try_cast(rtrim(translate(split_part(s, ' ', 1), '/.年月日', '---- ')) as date) as varchar), s)
       when regexp_matches(s, '\A[1-9][0-9]{7}\z')
       then coalesce(cast(try_cast(substr(s, 1, 4) || '-' || substr(s, 5, 2) || '-' || substr(s, 7, 2) as date) as varchar), s)
       else x_day_any(s) end;

-- whether a canonical day is a day of the calendar
create or replace temp macro x_is_day(s) as
  regexp_matches(s, '\A[0-9]{4}-[0-9]{2}-[0-9]{2}\z') and try_cast(s as date) is not null;

-- a day or 长期: the spellings of "without end", and days from 2099-12-31 on, become 长期
create or replace temp macro x_end(s) as
  case when s is null or s = '长期' or regexp_matches(s, '\A(?:1[0-9]{3}|20[0-8][0-9])-[0-9]{2}-[0-9]{2}\z') then s
       when regexp_matches(s, '\A(?:2099|9999)(?:[-/.]12[-/.]31|1231|年12月31日)\z') then '长期'
       when regexp_matches(s, '\A(?:1[0-9]{3}|20[0-8][0-9])(?:[-/.]|年|[0-9]{4}\z)') then x_day(s)
       else x_end_any(s) end;

-- the day of a spreadsheet's serial number of a day, counted from `origin`; other texts as they came
create or replace temp macro x_serial(s, origin, least, most) as
  case when not regexp_matches(s, '\A[0-9]{5}(?:\.[0-9]+)?\z') then s
       when cast(left(s, 5) as int) between least and most then cast(cast(origin as date) + cast(left(s, 5) as int) as varchar)
       else s end;

-- a month as YYYY-MM
create or replace temp macro x_month(s) as
  case when s is null or regexp_matches(s, '\A[0-9]{4}-[0-9]{2}\z') then s else x_month_any(s) end;

-- an amount in 万元 as a plain decimal with at most six places, else the text as it came; `unit` is the heading's: 1 or 10000
create or replace temp macro x_amount(s, unit) as
  case when s is null or unit = 10000 and regexp_matches(s, '\A(?:0|[1-9][0-9]{0,11})(?:\.[0-9]{0,5}[1-9])?\z') then s
       when unit = 1 and regexp_matches(s, '\A[0-9]{1,12}(?:\.[0-9]{1,2})?\z')
       then regexp_replace(cast(cast(cast(s as decimal(18, 2)) * 0.0001 as decimal(24, 6)) as varchar), '\.?0+\z', '', 'g')
       else x_amount_any(s, unit) end;

-- the unit that an amount names itself (元, 万元, 亿元), null where it names none
create or replace temp macro x_unit(s) as
  case when regexp_matches(s, '[万亿元圆萬億圓]') then nullif(x_unit_any(s), '') end;

-- the fines that a text states and their total, in 元, with | around each; null where it states none
create or replace temp macro x_fines(s) as
  case when contains(s, '罚款') or contains(s, '罰款') then nullif(x_fines_any(s), '') end;

-- a whole number without grouping, else the text as it came
create or replace temp macro x_count(s) as
  case when s is null or regexp_matches(s, '\A(?:0|[1-9][0-9]{0,14})\z') then s else x_count_any(s) end;

create or replace temp macro x_id_checked(b) as
  b || substr('10X98765432', (7*cast(substr(b,1,1) as int) + 9*cast(substr(b,2,1) as int) + 10*cast(substr(b,3,1) as int) + 5*cast(substr(b,4,1) as int)
    + 8*cast(substr(b,5,1) as int) + 4*cast(substr(b,6,1) as int) + 2*cast(substr(b,7,1) as int) + cast(substr(b,8,1) as int) + 6*cast(substr(b,9,1) as int)
    + 3*cast(substr(b,10,1) as int) + 7*cast(substr(b,11,1) as int) + 9*cast(substr(b,12,1) as int) + 10*cast(substr(b,13,1) as int) + 5*cast(substr(b,14,1) as int)
    + 8*cast(substr(b,15,1) as int) + 4*cast(substr(b,16,1) as int) + 2*cast(substr(b,17,1) as int)) % 11 + 1, 1);

-- 15-digit ids of the last century in their 18-digit form (GB 11643)
create or replace temp macro x_id18(s) as
  case when regexp_matches(s, '\A[0-9]{15}\z') then x_id_checked(substr(s, 1, 6) || '19' || substr(s, 7, 9)) else s end;

-- HMAC-SHA256 under the city's key, 32 hex digits; the two padded keys are session variables, never text of a statement
create or replace temp macro x_pseudonym(s) as
  substr(sha256(getvariable('hmac_outer') || unhex(sha256(getvariable('hmac_inner') || encode(s)))), 1, 32);
