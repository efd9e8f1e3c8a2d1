"""红名单: an entry of a list of trustworthy subjects."""

from expectations.lists import list_contract

CONTRACT = list_contract("red_list", "红名单")
