#!/usr/bin/env python3
"""tongbao beside its peer, in one run on one machine: read the ratios, not the seconds.

    benches/compare.py [--tongbao PATH] [--peer PEER.py] [--python PYTHON] [--short]

tongbao: target/release/tongbao. The peer is a script that typesets the same circular with Typst as tagged PDF/A-2a (it
is not part of this repository): `one OUT.pdf ROWS`, `warm N`, `batch N OUTDIR WORKERS`; PYTHON is one that has the
package `typst`. Without a peer only tongbao is timed, on rows of an invented county. --short leaves out what takes
longer than a few seconds, and what `cargo bench` would have to be built for.

Every timed run makes its files anew; they must be the same bytes each time, whatever the number of threads: if not,
this ends with an error. It never fails for a time.
"""
import argparse, hashlib, os, re, shutil, subprocess, sys, tempfile

from workspaces import ROOT, documents_of, timed, within, workspace

WORKERS = 4


def main():
    asked = arguments()
    work = tempfile.mkdtemp()
    line("work", "tongbao", "peer", "time", "memory", "to reach")
    try:
        compare(Comparison(asked, work), asked.short)
    finally:
        shutil.rmtree(work)


def compare(it, short):
    it.rows(30, 9, "1/6")
    if not short:
        it.warm(40, "1/8")
    it.batch(40 if short else 400, "1/8")
    it.rows(1000, 3 if short else 5, "1/10, 1/4")
    if not short:
        it.rows(10000, 3, "1/10, 1/10")
        it.workbook(10000, "1.5 × plain")
    it.check(3000, "< 1 s")


def arguments():
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--tongbao", default=f"{ROOT}/target/release/tongbao")
    asked.add_argument("--peer", help="the peer's script")
    asked.add_argument("--python", default=sys.executable, help="a Python that has the package typst")
    asked.add_argument("--short", action="store_true", help="only what takes a few seconds")
    return asked.parse_args()


class Comparison:
    """Both sides' commands, and the folder they work in."""

    def __init__(self, asked, work):
        self.tongbao, self.peer, self.python, self.work = asked.tongbao, asked.peer, asked.python, work
        self.document = documents_of(asked.peer)

    def rows(self, rows, runs, target):
        """A circular of so many rows, each time in a fresh process."""
        folder = f"{self.work}/{rows}"
        workspace(folder, self.document, rows)
        ours = self.build(folder, runs)
        theirs = self.peer and timed([self.python, self.peer, "one", f"{self.work}/peer.pdf", str(rows)], runs)
        beside(f"{rows:,} rows, PDF and XLSX", ours, theirs, target)

    def batch(self, count, target):
        """So many circulars of 30 rows, no two alike, four at a time."""
        folder = self.many(count)
        threads = {"RAYON_NUM_THREADS": str(WORKERS)}
        theirs = None
        if self.peer:
            out = f"{self.work}/peer"
            os.makedirs(out)
            theirs = timed([self.python, self.peer, "batch", str(count), out, str(WORKERS)], 2)
        alone = self.build(folder, 3, "--formats", "pdf", **threads)
        both = self.build(folder, 3, **threads)
        beside(f"{count:,} documents, PDF", alone, theirs, target)
        beside(f"{count:,} documents, PDF and XLSX", both, theirs, target)
        for words, (seconds, _) in (("PDF", alone), ("PDF and XLSX", both), ("peer", theirs or (None, 0))):
            if seconds:
                print(f"    {words}: {count / seconds:.0f} documents a second")
        one = written(folder)
        self.build(folder, 1, RAYON_NUM_THREADS="1")
        same(one, written(folder), "on one thread and on four")

    def warm(self, count, target):
        """Documents one after the other within one process: the median of one."""
        ours = within("warm", self.many(count))
        theirs = None
        if self.peer:
            said = subprocess.run([self.python, self.peer, "warm", str(count)], stdout=subprocess.PIPE, text=True, check=True)
            theirs = float(re.search(r"([\d.]+) ms", said.stdout)[1]) / 1e3, 0
        beside("warm, PDF", (ours["pdf_ms"] / 1e3, 0), theirs, target)
        beside("warm, PDF and XLSX", (ours["pdf_xlsx_ms"] / 1e3, 0), theirs, target)

    def workbook(self, rows, target):
        """The workbook alone, beside the same cells written with plain rust_xlsxwriter."""
        ours = within("xlsx", f"{self.work}/{rows}")
        ratio = f"{ours['ours_ms'] / ours['plain_ms']:.2f}"
        plain = f"plain {ours['plain_ms'] / 1e3:.3f} s"
        line(f"XLSX alone, {rows:,} rows", shown((ours["ours_ms"] / 1e3, 0)), plain, ratio, "–", target)

    def check(self, tasks, target):
        folder = f"{self.work}/check"
        workspace(folder, self.document, tasks)
        beside(f"check, {tasks:,} tasks", timed([self.tongbao, "check", folder], 5), None, target)

    def many(self, count):
        folder = f"{self.work}/many{count}"
        if not os.path.isdir(folder):
            for n in range(count):
                workspace(f"{folder}/{n:05}", self.document, 30, n)
        return folder

    def build(self, folder, runs, *options, **environment):
        """Seconds and MiB of a build, the same bytes in every run."""
        results, first = [], None
        for _ in range(runs):
            results.append(timed([self.tongbao, "build", folder, "--force", *options], 1, **environment))
            made = written(folder)
            same(first or made, made, "in two runs")
            first = made
        results.sort()
        return results[len(results) // 2][0], max(peak for _, peak in results)


def written(folder):
    """The hash of every file made, by its path."""
    made = {}
    for at, _, names in os.walk(folder):
        for name in names:
            if name.endswith((".pdf", ".xlsx")):
                with open(f"{at}/{name}", "rb") as file:
                    made[f"{at}/{name}"] = hashlib.sha256(file.read()).hexdigest()
    return made


def same(one, other, when):
    differ = [path for path in one | other if one.get(path) != other.get(path)]
    if differ or not one:
        sys.exit(f"not the same bytes {when}: {differ[:3]}")


def shown(result):
    seconds, peak = result
    return f"{seconds:.4f} s" + (f" {peak:5.0f} MiB" if peak else " " * 10)


def beside(work, ours, theirs, target):
    ratios = ("–", "–")
    if theirs:
        ratios = tuple(f"1/{b / a:.1f}" if a and b else "–" for a, b in zip(ours, theirs))
    line(work, shown(ours), shown(theirs) if theirs else "–", *ratios, target)


def line(work, ours, theirs, seconds, memory, target):
    print(f"{work:<32}{ours:>21}{theirs:>21}{seconds:>8}{memory:>8}  {target}", flush=True)


main()
