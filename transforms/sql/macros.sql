-- Text, days and amounts made comparable. Installed into every connection that stages; x_nfkc is a Python function of
-- transforms/text.py, called only for texts with characters beyond ASCII, common Han and brackets.

-- the text without white space and byte-order marks at its ends; null when nothing is left
create or replace temp macro x_trim(s) as
  nullif(case when regexp_matches(s, '\A[^\s\x{a0}\x{3000}\x{feff}\x{200b}](?s:.*)[^\s\x{a0}\x{3000}\x{feff}\x{200b}]\z') then s
         else regexp_replace(s, '\A[\s\x{a0}\x{3000}\x{feff}\x{200b}]+|[\s\x{a0}\x{3000}\x{feff}\x{200b}]+\z', '', 'g') end, '');

-- whether any of the cells, written with | between them, may have something to trim
create or replace temp macro x_ragged(cells) as
  regexp_matches(cells, '(?:\A|\|)[\s\x{a0}\x{3000}\x{feff}\x{200b}]|[\s\x{a0}\x{3000}\x{feff}\x{200b}](?:\||\z)');

-- null for the spellings of nothing (facts 3.6); the longest has 27 bytes
create or replace temp macro x_filled(s) as
  case when strlen(s) <= 27 and lower(s) in ('/', '／', '\', '无', 'null', 'ｎｕｌｌ', 'ＮＵＬＬ', '-', '－', '—', '——', '— —', '--', '---', '无数据', '查询期内无相关信息', '#n/a')
       then null else s end;

-- folded: NFKC, round brackets, no white space or zero-width characters, upper case (measures-2019 section 2)
create or replace temp macro x_fold(s) as
  case when s is null then null
       when not regexp_matches(s, '[^!-Z\\^-`|~一-龥]') then s
       when not regexp_matches(s, '[^!-~一-龥〔〕（）]')
       then upper(replace(replace(replace(replace(replace(replace(replace(replace(s, '〔', '('), '〕', ')'), '（', '('), '）', ')'), '[', '('), ']', ')'), '{', '('), '}', ')'))
       else nullif(x_nfkc(s), '') end;

-- whether a text is a day in its commonest spellings, so that it need not be folded
create or replace temp macro x_plain_day(s) as regexp_matches(s, '\A[0-9]{4}[-/.][0-9]{2}[-/.][0-9]{2}\z');

-- The macros below take the text `s` and its folded form `f`, both as columns: a macro's arguments are pasted in, and
-- an expression pasted many times is worked out many times.

-- a day as YYYY-MM-DD where the spelling is clear (facts 3.6), else the text as it came; from 16:00Z on it is the next
-- day in Shanghai, which is left for the rules to refuse
create or replace temp macro x_day(s, f) as
  case when x_plain_day(f) then replace(replace(f, '/', '-'), '.', '-')
       when regexp_matches(f, '\A[0-9]{8}\z') then substr(f, 1, 4) || '-' || substr(f, 5, 2) || '-' || substr(f, 7, 2)
       when regexp_matches(f, '\A[0-9]{4}(?:[-/.][0-9]{1,2}[-/.][0-9]{1,2}|年[0-9]{1,2}月[0-9]{1,2}日?)\z')
         or regexp_matches(s, '\A[0-9]{4}(?:[-/.][0-9]{1,2}[-/.][0-9]{1,2}|年[0-9]{1,2}月[0-9]{1,2}日)[ T]+(?:[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?(?:\+08:?00)?|(?:0?[0-9]|1[0-5]):[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?Z)\z')
       then substr(f, 1, 4)
         || '-' || lpad(regexp_extract(f, '\A[0-9]{4}[-/.年]([0-9]{1,2})[-/.月]', 1), 2, '0')
         || '-' || lpad(regexp_extract(case when contains(f, ':') then s else f end, '\A[0-9]{4}[-/.年][0-9]{1,2}[-/.月]([0-9]{1,2})', 1), 2, '0')
       else s end;

-- whether a canonical day is a day of the calendar
create or replace temp macro x_is_day(s) as
  regexp_matches(s, '\A[0-9]{4}-[0-9]{2}-[0-9]{2}\z') and try_cast(s as date) is not null;

-- a day or 长期: the spellings of "without end", and days from 2099-12-31 on, become 长期
create or replace temp macro x_end(s, f) as
  case when regexp_matches(f, '\A(?:长期|长期有效|永久|无期限|(?:2099|9999)(?:[-/.]12[-/.]31|1231|年12月31日))\z') then '长期'
       when f >= '2099' and x_is_day(x_day(s, f)) and x_day(s, f) >= '2099-12-31' then '长期' else x_day(s, f) end;

-- a month as YYYY-MM
create or replace temp macro x_month(s, f) as
  case when regexp_matches(f, '\A[0-9]{4}(?:[-/.年])?[0-9]{1,2}月?\z')
       then substr(f, 1, 4) || '-' || lpad(regexp_extract(f, '\A[0-9]{4}[-/.年]?([0-9]{1,2})', 1), 2, '0')
       else s end;

-- an amount as a plain decimal with at most six places, else the text as it came; 0.0001 turns 元 into 万元
create or replace temp macro x_amount(s, f, factor) as
  case when regexp_matches(f, '\A[0-9]{1,3}(?:,[0-9]{3}){1,3}(?:\.[0-9]{1,6})?\z') or regexp_matches(f, '\A-?[0-9]{1,12}(?:\.[0-9]{1,6})?\z')
       then regexp_replace(cast(cast(cast(replace(f, ',', '') as decimal(24, 6)) * cast(factor as decimal(5, 4)) as decimal(24, 6)) as varchar), '\.?0+\z', '', 'g')
       else s end;

-- a whole number without grouping, else the text as it came
create or replace temp macro x_count(s, f) as
  case when regexp_matches(f, '\A[0-9]{1,15}(?:\.0+)?\z') then coalesce(nullif(ltrim(split_part(f, '.', 1), '0'), ''), '0') else s end;

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
