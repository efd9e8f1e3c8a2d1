"""黑名单: an entry of a list of dishonest subjects."""

from expectations.lists import list_contract

CONTRACT = list_contract("black_list", "黑名单")
