"""A template read back maps every column, offers every code, and is the same bytes every time."""

import openpyxl
import pytest

from expectations.codes import code_table
from expectations.contract import contracts
from expectations.headings import folded_heading
from expectations.template import heading_in, write_template
from tests.expectations.rows import LAYOUTS
from transforms.read import read
from transforms.table import Table, find_tables


def tables(path, contract):
    """What the sheets of a workbook hold."""
    folder = path.parent / "cells"
    folder.mkdir()
    return {sheet.name: find_tables(sheet, [contract], None) for sheet in read(path, folder).sheets}


@pytest.mark.parametrize("dataset, layout", LAYOUTS)
def test_the_template_read_back_maps_every_column(tmp_path, dataset, layout):
    contract = contracts()[dataset]
    write_template(contract, tmp_path / "模板.xlsx", layout)
    found = tables(tmp_path / "模板.xlsx", contract)
    assert found["填写说明"] is None
    (table,) = [t for t in found["数据"] if t.contract is contract]
    assert isinstance(table, Table)
    assert (table.layout, table.unknown, table.absent, table.in_yuan) == (layout, (), (), frozenset())
    assert set(table.columns) == {f.name for f in contract.fields_in(layout)}


def test_the_same_contract_gives_the_same_bytes(tmp_path):
    for name in ("a.xlsx", "b.xlsx"):
        write_template(contracts()["permit"], tmp_path / name)
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


@pytest.mark.parametrize("dataset, layout", LAYOUTS)
def test_codes_are_offered_required_columns_coloured_and_all_have_a_note(tmp_path, dataset, layout):
    contract = contracts()[dataset]
    write_template(contract, tmp_path / "t.xlsx", layout)
    sheet = openpyxl.load_workbook(tmp_path / "t.xlsx")["数据"]
    fields = contract.fields_in(layout)
    offered, hinted = {}, {}
    for v in sheet.data_validations.dataValidation:
        (offered if v.type == "list" else hinted)[str(v.sqref).split(":")[0].rstrip("0123456789")] = v
    assert len(offered) == sum(f.type == "code" for f in fields)
    for cell, f in zip(sheet[1], fields, strict=True):
        assert cell.value == heading_in(contract, f, layout) and cell.comment.text.strip()
        assert (cell.fill.fgColor.rgb == "FFF4B6B6") == f.required
        if f.codes:
            offer = offered[cell.column_letter]
            assert offer.formula1 == f'"{",".join(code_table(f.codes).values)}"'
            assert not (offer.showErrorMessage and f.several)
        elif f.type in ("day", "end"):
            assert "2019-03-15" in hinted[cell.column_letter].prompt
    assert sheet.freeze_panes == "B2"


def test_cells_are_text_so_that_long_numbers_stay_whole(tmp_path):
    write_template(contracts()["permit"], tmp_path / "t.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "t.xlsx")["数据"]
    groups = sheet.column_dimensions.values()
    assert {group.number_format for group in groups} == {"@"}
    assert sum(group.max - group.min + 1 for group in groups) == sheet.max_column


def test_the_2015_layout_calls_codes_by_its_own_numbers():
    contract = contracts()["permit"]
    assert heading_in(contract, contract.field("org_code"), "2015") == "行政相对人代码_2(组织机构代码)"
    assert heading_in(contract, contract.field("org_code"), "2018") == "行政相对人代码_3(组织机构代码)"
    assert folded_heading(heading_in(contract, contract.field("reg_no"), "2015")).startswith("行政相对人代码_3")


def test_an_unknown_layout_is_refused(tmp_path):
    with pytest.raises(ValueError, match="no layout '2020'"):
        write_template(contracts()["permit"], tmp_path / "t.xlsx", "2020")
    with pytest.raises(ValueError, match="no layout '2018'"):
        write_template(contracts()["subject"], tmp_path / "t.xlsx", "2018")
