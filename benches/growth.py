#!/usr/bin/env python3
"""How time and memory grow with rows and with documents, as tables (Markdown) and plots (SVG).

    benches/growth.py [--tongbao PATH] [--peer PEER.py] [--python PYTHON] [--into DIR] [--most N]

Prints the tables, and writes growth-rows.svg and growth-documents.svg into DIR (docs/images). The floor under the rows is
what `benches/whole/floor.rs` measures. The peer goes up to 10,000 rows: beyond that it needs tens of GiB. --most ends
both series early.
"""
import argparse, os, shutil, sys, tempfile

from plot import plot
from workspaces import ROOT, documents_of, timed, within, workspace

ROWS = [100, 1_000, 10_000, 100_000]
DOCUMENTS = [10, 100, 1_000, 10_000]
PEER_ENDS = 10_000


def main():
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--tongbao", default=f"{ROOT}/target/release/tongbao")
    asked.add_argument("--peer", help="the peer's script")
    asked.add_argument("--python", default=sys.executable, help="a Python that has the package typst")
    asked.add_argument("--into", default=f"{ROOT}/docs/images")
    asked.add_argument("--most", type=int, default=100_000, help="no more rows or documents than that")
    asked = asked.parse_args()
    work = tempfile.mkdtemp()
    try:
        grow_rows(asked, work)
        print()
        grow_documents(asked, work)
    finally:
        shutil.rmtree(work)


def grow_rows(asked, work):
    document = documents_of(asked.peer)
    print("| 行数 | 页数 | 时间 | 内存 | 下限：查字 | 取字形 | 压缩 | 写盘 | 合计 | 时间/下限 | 对照：时间 | 内存 |")
    print("|" + "---:|" * 12)
    ours, floors, theirs = [], [], []
    for rows in up_to(asked.most, ROWS):
        folder = f"{work}/{rows}"
        workspace(folder, document, rows)
        seconds, peak = timed([asked.tongbao, "build", folder, "--force"], 7 if rows < 10_000 else 3)
        floor = within("floor", folder)
        parts = [floor[f"{part}_ms"] for part in ("map", "subset", "deflate", "write")]
        least = sum(parts) / 1e3
        peer = None
        if asked.peer and rows <= PEER_ENDS:
            peer = timed([asked.python, asked.peer, "one", f"{work}/peer.pdf", str(rows)], 3)
            theirs.append((rows, *peer))
        ours.append((rows, seconds, peak))
        floors.append((rows, least))
        cells = [f"{rows:,}", f"{floor['pages']:,}", time(seconds), size(peak), *(time(ms / 1e3) for ms in parts),
                 time(least), f"{seconds / least:.1f}", *((time(peer[0]), size(peer[1])) if peer else ("–", "–"))]
        print("| " + " | ".join(cells) + " |", flush=True)
        shutil.rmtree(folder)
    plot(f"{asked.into}/growth-rows.svg", "行", {
        "时间（秒）": {"tongbao": [p[:2] for p in ours], "Typst": [p[:2] for p in theirs], "下限（一核）": floors},
        "内存（MiB）": {"tongbao": [(n, m) for n, _, m in ours], "Typst": [(n, m) for n, _, m in theirs]}})


def grow_documents(asked, work):
    document = documents_of(asked.peer)
    print("| 份数 | 时间 | 每秒份数 | 内存 | 再跑一次（未变） |")
    print("|" + "---:|" * 5)
    ours, again, made = [], [], 0
    for count in up_to(asked.most, DOCUMENTS):
        for n in range(made, count):
            workspace(f"{work}/many/{n:05}", document, 30, n)
        made = count
        seconds, peak = timed([asked.tongbao, "build", f"{work}/many", "--force"], 3 if count < 10_000 else 1)
        second, _ = timed([asked.tongbao, "build", f"{work}/many"], 1)
        ours.append((count, seconds, peak))
        again.append((count, second))
        print(f"| {count:,} | {time(seconds)} | {count / seconds:.0f} | {size(peak)} | {time(second)} |", flush=True)
    plot(f"{asked.into}/growth-documents.svg", "份", {
        "时间（秒）": {"生成": [p[:2] for p in ours], "再跑一次": again},
        "内存（MiB）": {"生成": [(n, m) for n, _, m in ours]}})


def up_to(most, series):
    return [n for n in series if n <= most]


def time(seconds):
    return f"{seconds * 1e3:.1f} ms" if seconds < 1 else f"{seconds:.2f} s"


def size(mib):
    return f"{mib:.0f} MiB"


main()
