-- Check digits and shapes that the rules use. Inside the portable subset.

create or replace temp macro x_c31(s, i) as (strpos('0123456789ABCDEFGHJKLMNPQRTUWXY', substr(s, i, 1)) - 1);

-- 统一社会信用代码 without its check digit: alphabet, known register and kind, a region (GB 32100-2015)
create or replace temp macro x_credit_code_shape(s) as
  regexp_matches(s, '\A(?:1[1239]|2[0-9]|3[1-59]|4[0-9]|5[1-39]|6[0-9]|7[0-9]|8[0-9]|9[1-3]|A[19]|N[1-39]|Y1)[0-9]{6}[0-9A-HJ-NPQRTUWXY]{10}\z');

-- the same with its check digit
create or replace temp macro x_credit_code_ok(s) as
  case when x_credit_code_shape(s)
       then substr('0123456789ABCDEFGHJKLMNPQRTUWXY', (31 - (
           x_c31(s, 1) + x_c31(s, 2) * 3 + x_c31(s, 3) * 9 + x_c31(s, 4) * 27 + x_c31(s, 5) * 19 + x_c31(s, 6) * 26
         + x_c31(s, 7) * 16 + x_c31(s, 8) * 17 + x_c31(s, 9) * 20 + x_c31(s, 10) * 29 + x_c31(s, 11) * 25 + x_c31(s, 12) * 13
         + x_c31(s, 13) * 8 + x_c31(s, 14) * 24 + x_c31(s, 15) * 10 + x_c31(s, 16) * 30 + x_c31(s, 17) * 28) % 31) % 31 + 1, 1) = substr(s, 18, 1)
       else false end;

create or replace temp macro x_c36(s, i) as (strpos('0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ', substr(s, i, 1)) - 1);

-- 组织机构代码 (GB 11714)
create or replace temp macro x_org_code_ok(s) as
  case when regexp_matches(s, '\A[0-9A-Z]{8}[0-9X]\z')
       then substr('0123456789X', (11 - (x_c36(s, 1) * 3 + x_c36(s, 2) * 7 + x_c36(s, 3) * 9 + x_c36(s, 4) * 10
         + x_c36(s, 5) * 5 + x_c36(s, 6) * 8 + x_c36(s, 7) * 4 + x_c36(s, 8) * 2) % 11) % 11 + 1, 1) = substr(s, 9, 1)
       else false end;

create or replace temp macro x_digit(s, i) as cast(substr(s, i, 1) as int);

-- one step of ISO 7064 MOD 11,10: the running product p and the next digit (p stands once, or 14 steps unfold into 2^14 terms)
create or replace temp macro x_step(p, d) as (((p + d - 1) % 10 + 1) * 2 % 11);

-- 15-digit 工商注册号; older 13-digit numbers and others have no check
create or replace temp macro x_reg_no_ok(s) as
  case when regexp_matches(s, '\A[0-9]{15}\z') then (11 - x_step(x_step(x_step(x_step(x_step(x_step(x_step(x_step(x_step(x_step(x_step(x_step(x_step(x_step(10,
     x_digit(s, 1)), x_digit(s, 2)), x_digit(s, 3)), x_digit(s, 4)), x_digit(s, 5)), x_digit(s, 6)), x_digit(s, 7)), x_digit(s, 8)),
     x_digit(s, 9)), x_digit(s, 10)), x_digit(s, 11)), x_digit(s, 12)), x_digit(s, 13)), x_digit(s, 14))) % 10 = x_digit(s, 15)
       else true end;

-- a credit code that its registrar has confirmed although its check digit is wrong (the variable is set by check.confirm)
create or replace temp macro x_confirmed(s) as coalesce(list_contains(getvariable('confirmed_codes'), s), false);

-- the province of a 居民身份证; permits of residence of 港澳台 (81-83) and 外国人永久居留身份证 (9) included
create or replace temp macro x_id_place(s) as regexp_matches(s, '\A(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3]|9[0-9])');

-- whether its birthday is a day of the calendar
create or replace temp macro x_id_born(s) as
  try_cast(substr(s, 7, 4) || '-' || substr(s, 11, 2) || '-' || substr(s, 13, 2) as date) is not null;

-- 居民身份证 (GB 11643): province, real birthday, check digit. Regions that are no more stay valid.
create or replace temp macro x_id_ok(s) as
  case when regexp_matches(s, '\A[0-9]{17}[0-9X]\z') and x_id_place(s)
       then x_id_born(s)
         and substr('10X98765432', (7*x_digit(s,1) + 9*x_digit(s,2) + 10*x_digit(s,3) + 5*x_digit(s,4) + 8*x_digit(s,5) + 4*x_digit(s,6) + 2*x_digit(s,7)
           + x_digit(s,8) + 6*x_digit(s,9) + 3*x_digit(s,10) + 7*x_digit(s,11) + 9*x_digit(s,12) + 10*x_digit(s,13) + 5*x_digit(s,14) + 8*x_digit(s,15)
           + 4*x_digit(s,16) + 2*x_digit(s,17)) % 11 + 1, 1) = substr(s, 18, 1)
       else false end;

-- a resident id that stands where a code of an organisation should, its check digit right or wrong
create or replace temp macro x_misplaced_id(s) as
  case when regexp_matches(s, '\A(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3]|9[0-9])[0-9]{4}(?:19|20)[0-9]{9}[0-9X]\z')
       then x_id_born(s) and not x_credit_code_ok(s) else false end;

-- the same of the last century, 15 digits; a registration number may look so by chance
create or replace temp macro x_misplaced_old_id(s) as
  case when regexp_matches(s, '\A(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5])[0-9]{13}\z')
       then try_cast('19' || substr(s, 7, 2) || '-' || substr(s, 9, 2) || '-' || substr(s, 11, 2) as date) is not null else false end;

-- a code that only holds a place: one character again and again (00000000000000000X), digits in their order, a region with
-- such a body behind it
create or replace temp macro x_placeholder(s) as
  regexp_matches(s, '\A(?:(?:0{7,}|1{7,}|2{7,}|3{7,}|4{7,}|5{7,}|6{7,}|7{7,}|8{7,}|9{7,}|X{7,}|A{7,}|\*{3,})[0-9X]{0,2}|123456789[0-9X]{0,9}|0123456789?X?|[1-9ANY][0-9]{7}(?:0{9}|1{9}|9{9}|X{9}|123456789)[0-9A-Z])\z');
