"""The child process: the same reading as in this process, limits with their names, and an end to everything."""

from __future__ import annotations

import io
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
import xlsxwriter

from tests.transforms.read.sheets import rows_of
from transforms.read import Limits, ReadError, Reading, isolate, read

WIDE = "名称,文号,内容\n" + "黄石市第一商贸有限公司,〔2018〕1号,准予许可\n" * 200_000


def landed(folder: Path, data: bytes | str) -> tuple[Path, Path]:
    path, out = folder / "-rf $(x);'\n", folder / "out"
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    out.mkdir(exist_ok=True)
    return path, out


def refusal(folder: Path, data: bytes | str, limits: Limits | None = None) -> str:
    path, out = landed(folder, data)
    with pytest.raises(ReadError) as caught:
        read(path, out, limits or Limits())
    assert list(out.iterdir()) == []
    return caught.value.reason


def test_a_reading_comes_back_whole(tmp_path: Path) -> None:
    path, out = landed(tmp_path, '[{"名称":"甲"}]')
    reading = read(path, out, name="a.csv")
    assert isinstance(reading, Reading)
    assert (reading.format, reading.encoding) == ("json", "utf-8")
    assert reading.notes == ("文件名以 .csv 结尾，内容却是 json，已按内容读取。",)
    (sheet,) = reading.sheets
    assert (sheet.headings, sheet.file) == (("名称",), out / "sheet-0.arrow")
    assert rows_of(sheet) == [(1, 1, ["甲"])]


def test_a_relative_path_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    landed(tmp_path, "a,b\n")
    monkeypatch.chdir(tmp_path)
    assert read(Path("-rf $(x);'\n"), Path("out")).sheets[0].rows == 1


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "文件是空的"),
        (b" \r\n\t\n", "文件里只有空白"),
        (b"<!DOCTYPE html><html><form action=login>", "像是网页（多为登录页"),
        ("\ufeff <html><body>请登录".encode(), "像是网页"),
        (b"<table><tr><td>1</td></tr></table>", "像是网页"),
        (b'<?xml version="1.0"?><Workbook/>', "XML 里没有记录"),
        (b"<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/hostname'>]><a>&x;</a>", "DOCTYPE"),
        (b"%PDF-1.4 \xff", "PDF 文档"),
        (b"\x89PNG\r\n\x1a\n", "图片"),
        (b"Rar!\x1a\x07", "RAR 压缩包"),
        (b"\x1f\x8b\x08\0\0", "gzip 文件不完整"),
        (b"a\0b\0c\0" * 9, "UTF-16"),
        (b"\x01\0\x02\0\xff\0" * 9, "二进制内容"),
        (bytes(range(256)) * 8, "含有无效的字节"),
        (b"PK\x03\x04 not a zip", "损坏或不完整"),
        (b'{"a":', "内容不完整"),
        (b"," * 100_000, "columns=500"),
    ],
)
def test_hostile_bytes_are_refused_with_a_sentence(tmp_path: Path, data: bytes, sentence: str) -> None:
    reason = refusal(tmp_path, data)
    assert sentence in reason
    assert reason.endswith("。")


def test_memory(tmp_path: Path) -> None:
    reason = refusal(tmp_path, '[{"a":"' + "x" * 200_000_000 + '"}]', Limits(memory_mb=512, cell_bytes=10**9))
    assert "内存 512 MB（memory_mb=512）" in reason


def test_one_stray_cell_far_away_does_not_take_the_machine(tmp_path: Path) -> None:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        sheet = book.add_worksheet("许可")
        sheet.write(0, 0, "名称")
        sheet.write(1_048_575, 400, "远")
    path, out = landed(tmp_path, stream.getvalue())
    reading = read(path, out)
    assert [sheet.rows for sheet in reading.sheets] == [1]
    assert any("OK1048576" in note for note in reading.notes)


def test_cpu(tmp_path: Path) -> None:
    data = "[" + ",".join(f'{{"a":"{number}"}}' for number in range(3_000_000)) + "]"
    assert "计算时间 1 秒（cpu_seconds=1）" in refusal(tmp_path, data, Limits(cpu_seconds=1))


def test_wall_time(tmp_path: Path) -> None:
    path, out = tmp_path / "pipe", tmp_path / "out"
    os.mkfifo(path)
    out.mkdir()
    started = time.monotonic()
    with pytest.raises(ReadError, match="wall_seconds=1"):
        read(path, out, Limits(wall_seconds=1))
    assert time.monotonic() - started < 5


def test_output(tmp_path: Path) -> None:
    blank_lines = "a" + "," * 400 + "\n" + "\n" * 200_000
    assert "unpacked_mb=1" in refusal(tmp_path, blank_lines, Limits(unpacked_mb=1))


@pytest.mark.parametrize("sign", [signal.SIGKILL, signal.SIGSEGV, signal.SIGTERM])
def test_a_child_that_is_killed_gives_a_sentence(tmp_path: Path, sign: signal.Signals) -> None:
    path, out = tmp_path / "pipe", tmp_path / "out"
    os.mkfifo(path)
    out.mkdir()
    threading.Thread(target=kill_child, args=(sign,), daemon=True).start()
    with pytest.raises(ReadError, match="读取程序中断"):
        read(path, out, Limits(wall_seconds=20))


def kill_child(sign: signal.Signals) -> None:
    while True:
        listed = subprocess.run(["ps", "--ppid", str(os.getpid()), "-o", "pid=,args="], capture_output=True, text=True)
        found = [line.split()[0] for line in listed.stdout.splitlines() if "transforms.read.child" in line]
        if found:
            time.sleep(0.3)
            os.kill(int(found[0]), sign)
            return
        time.sleep(0.05)


def looked_at(monkeypatch: pytest.MonkeyPatch, code: str) -> None:
    """Lets the child be a program of ours instead of the reader."""
    monkeypatch.setattr(isolate, "_COMMAND", [sys.executable, "-c", code])


def said(sheet: str) -> str:
    """A program that answers with one sheet in that file."""
    fields = f"name=None, hidden=False, headings=None, rows=1, width=1, file={sheet!r}, numbered='record'"
    return (
        "import json, os, sys; request = json.load(sys.stdin); out = request['out'];"
        f"sheet = dict({fields}, date_system=None); sheet['file'] = sheet['file'].replace('OUT', out);"
        "print(json.dumps({'reading': dict(format='csv', encoding=None, sheets=[sheet], notes=list(os.environ))}))"
    )


def test_the_child_sees_nothing_of_the_environment_nor_of_open_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CREDIT_KEY_FILE", "secret")
    path, out = landed(tmp_path, "a,b\n")
    (out / "sheet-0.arrow").write_bytes(b"")
    with path.open() as secret:
        os.set_inheritable(secret.fileno(), True)
        looked_at(
            monkeypatch,
            said("OUT/sheet-0.arrow").replace(
                "list(os.environ)", "[*os.environ, os.getcwd(), *map(os.path.realpath, os.scandir('/proc/self/fd'))]"
            ),
        )
        notes = read(path, out).notes
    assert "CREDIT_KEY_FILE" not in notes
    assert "/" in notes
    assert not any(str(tmp_path) in note for note in notes)


@pytest.mark.parametrize("sheet", ["/etc/hostname", "OUT/../landed", "OUT/missing.arrow", "OUT/link.arrow", "OUT"])
def test_a_sheet_that_is_none_of_the_folder_is_not_believed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sheet: str
) -> None:
    path, out = landed(tmp_path, "a,b\n")
    (tmp_path / "landed").write_bytes(b"")
    (out / "link.arrow").symlink_to("/etc/hostname")
    looked_at(monkeypatch, said(sheet))
    with pytest.raises(ReadError, match="读取程序中断"):
        read(path, out)


@pytest.mark.parametrize(
    "code",
    [
        "print('no json')",
        "print('[1]')",
        "print('{}')",
        "print('{\"reading\": 5}')",
        "import sys; sys.stdout.write(' ' * 11_000_000)",
        "while True: print('x' * 100_000)",
        "import sys; sys.exit(3)",
        "import os; os.abort()",
        "raise SystemExit(1)",
    ],
)
def test_an_answer_that_is_none_is_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: str) -> None:
    path, out = landed(tmp_path, "a,b\n")
    looked_at(monkeypatch, code)
    started = time.monotonic()
    with pytest.raises(ReadError, match="读取程序中断|memory_mb"):
        read(path, out, Limits(wall_seconds=60))
    assert time.monotonic() - started < 30


def test_children_of_the_child_end_as_well(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, out = landed(tmp_path, "a,b\n")
    mark = tmp_path / "pid"
    code = f"import os, time; pid = os.fork(); pid or open({str(mark)!r}, 'w').write(str(os.getpid())); time.sleep(60)"
    looked_at(monkeypatch, code)
    with pytest.raises(ReadError, match="wall_seconds=2"):
        read(path, out, Limits(wall_seconds=2))
    state = Path(f"/proc/{mark.read_text()}/stat")
    for _ in range(50):
        if not state.exists() or state.read_text().split()[2] == "Z":
            return
        time.sleep(0.1)
    raise AssertionError("the grandchild is alive")


def test_what_is_printed_is_no_answer(tmp_path: Path) -> None:
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            "import transforms.read.child as c, builtins\n"
            "c.read_here = lambda *a: print('noise', flush=True) or (_ for _ in ()).throw(c.ReadError('理由。'))\nc.main()",
        ],
        input=b'{"path": "/etc/hostname", "out": "/tmp", "name": "a", "limits": {}}',
        capture_output=True,
        cwd=Path(__file__).parents[3],
    )
    assert done.stdout == b'{"reason": "\\u7406\\u7531\\u3002"}'


def test_the_parent_imports_no_parser() -> None:
    code = "import sys, transforms.read; print(sorted({'pyarrow', 'numpy', 'python_calamine'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=Path(__file__).parents[3])
    assert done.stdout.strip() == "[]"


def test_a_large_honest_file_passes_and_streams(tmp_path: Path) -> None:
    path, out = landed(tmp_path, WIDE.encode("gb18030"))
    (sheet,) = read(path, out, Limits(memory_mb=500)).sheets
    assert (sheet.rows, sheet.width) == (200_001, 3)
