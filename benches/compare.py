#!/usr/bin/env python3
"""Whole processes of tongbao beside those of its peer, in one run on one machine: read the ratios, not the seconds.

    benches/compare.py [--tongbao PATH] [--peer PEER.py] [--python PYTHON] [--short]

tongbao: target/release/tongbao. The peer is a script that typesets the same circular with Typst (it is not part of this
repository): `one OUT.pdf ROWS`, `batch N OUTDIR WORKERS`; PYTHON is one that has the package `typst`. Without a peer
only tongbao is timed, on rows of an invented county. --short leaves out what takes longer than a few seconds.
"""
import argparse, importlib.util, json, os, resource, shutil, statistics, subprocess, sys, tempfile, time

COLUMNS = [("序号", "project.no"), ("事项名称", "project.title"), ("任务目标", "task.target"),
           ("进展情况", "progress.text"), ("责任单位", "task.lead"), ("完成情况", "fields.完成情况")]


def invented(rows, n=None):
    """A circular in the peer's shape, about a county that does not exist."""
    mark = "" if n is None else f"〔{n}〕"
    row = lambda i: [str(i + 1), f"{mark}既有住宅加装电梯（{i + 1}）", f"{mark}加装电梯{i % 40 + 5}部，涉及居民{i % 90 + 60}户",
                     f"{mark}截至6月底，已完成入户调查和方案公示，{i % 4 + 1}部完成基坑开挖，其余正在办理施工手续，预计9月底前全部完工。" * 2,
                     "县住房城乡建设局", "按计划推进"]
    return {"title": "关于2024年二季度重点民生实事进展情况的通报", "to": "各乡镇人民政府，县政府各部门、单位：",
            "paragraphs": ["现将有关情况通报如下。"] * 3, "annex_title": "2024年二季度重点民生实事进展情况表",
            "rows": [row(i) for i in range(rows)]}


def text(words):
    return json.dumps(words, ensure_ascii=False)


def workspace(folder, document, circulars=1):
    """The document as a workspace; several circulars of it differ in their titles."""
    for name in ("projects", "progress", "circulars"):
        os.makedirs(f"{folder}/{name}", exist_ok=True)
    put = lambda name, words: open(f"{folder}/{name}", "w", encoding="utf8").write(words)
    put("tongbao.toml", '[office]\nname = "清溪县人民政府办公室"\ncode = "清政办督"\nhead = "文件"\n')
    put("projects/all.toml", "".join(
        f'[[projects]]\nid = "p{i}"\ntitle = {text(r[1])}\nlead = [{text(r[4])}]\ntarget = {text(r[2])}\n'
        f'fields = {{ "完成情况" = {text(r[5])} }}\n' for i, r in enumerate(document["rows"])))
    put("progress/q.toml", 'period = "2024-Q2"\n' + "".join(
        f"[tasks.p{i}]\ntext = {text(r[3])}\n" for i, r in enumerate(document["rows"])))
    columns = "".join(f'  {{ head = "{head}", field = "{field}" }},\n' for head, field in COLUMNS)
    for n in range(circulars):
        put(f"circulars/{n:05}.toml", f'''kind = "通报"
template = "plain"
title = {text(document["title"])}
serial = {n + 1}
date = 2024-07-10
to = [{text(document["to"].rstrip("："))}]
progress = "2024-Q2"
body = {text(chr(10).join(document["paragraphs"]))}
[[annexes]]
title = {text(document["annex_title"])}
landscape = true
columns = [
{columns}]
''')


def timed(command, runs):
    """Median seconds and largest peak MiB of whole processes."""
    seconds, peak = [], 0
    for _ in range(runs):
        start = time.perf_counter()
        child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        errors = child.stderr.read()
        _, status, usage = os.wait4(child.pid, 0)
        seconds.append(time.perf_counter() - start)
        peak = max(peak, usage.ru_maxrss / 1024)
        if status:
            sys.exit(f"{' '.join(command)}\n{errors.decode()}")
    return statistics.median(seconds), peak


def peer_data(peer):
    spec = importlib.util.spec_from_file_location("data", os.path.join(os.path.dirname(peer), "data.py"))
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.document


def main():
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    here = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    asked.add_argument("--tongbao", default=f"{here}/target/release/tongbao")
    asked.add_argument("--peer", help="the peer's script")
    asked.add_argument("--python", default=sys.executable, help="a Python that has the package typst")
    asked.add_argument("--short", action="store_true", help="only what takes a few seconds")
    asked = asked.parse_args()
    document = peer_data(asked.peer) if asked.peer else invented
    work = tempfile.mkdtemp()
    print(f"{'work':<28}{'tongbao':>20}{'peer':>20}{'time':>8}{'memory':>8}")
    try:
        for rows, runs in [(30, 9), (1000, 3)] if asked.short else [(30, 9), (1000, 5), (10000, 3)]:
            folder = f"{work}/{rows}"
            workspace(folder, document(rows))
            ours = timed([asked.tongbao, "build", folder, "--force"], runs)
            theirs = asked.peer and timed([asked.python, asked.peer, "one", f"{work}/peer.pdf", str(rows)], runs)
            line(f"{rows} rows, PDF and XLSX", ours, theirs)
        count = 40 if asked.short else 400
        folder = f"{work}/batch"
        for n in range(count):
            workspace(f"{folder}/{n:05}", document(30, n))
        ours = timed([asked.tongbao, "build", folder, "--force"], 3)
        os.makedirs(f"{work}/peer")
        theirs = asked.peer and timed([asked.python, asked.peer, "batch", str(count), f"{work}/peer", "4"], 1)
        line(f"{count} documents", ours, theirs)
        workspace(f"{work}/check", document(3000))
        line("check, 3000 tasks", timed([asked.tongbao, "check", f"{work}/check"], 5), None)
    finally:
        shutil.rmtree(work)


def line(work, ours, theirs):
    shown = lambda result: f"{result[0]:8.3f} s {result[1]:5.0f} MiB" if result else "–"
    ratios = (f"1/{theirs[0] / ours[0]:.1f}", f"1/{theirs[1] / ours[1]:.1f}") if theirs else ("–", "–")
    print(f"{work:<28}{shown(ours):>20}{shown(theirs):>20}{ratios[0]:>8}{ratios[1]:>8}", flush=True)


main()
