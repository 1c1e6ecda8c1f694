"""What the scripts beside it share: circulars of an invented county as workspaces, and processes timed."""
import importlib.util, json, os, statistics, subprocess, sys, time

COLUMNS = [("序号", "project.no"), ("事项名称", "project.title"), ("任务目标", "task.target"),
           ("进展情况", "progress.text"), ("责任单位", "task.lead"), ("完成情况", "fields.完成情况")]
ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


def invented(rows, n=None):
    """A circular in the peer's shape, about a county that does not exist."""
    mark = "" if n is None else f"〔{n}〕"
    row = lambda i: [str(i + 1), f"{mark}既有住宅加装电梯（{i + 1}）", f"{mark}加装电梯{i % 40 + 5}部，涉及居民{i % 90 + 60}户",
                     f"{mark}截至6月底，已完成入户调查和方案公示，{i % 4 + 1}部完成基坑开挖，其余正在办理施工手续，预计9月底前全部完工。" * 2,
                     "县住房城乡建设局", "按计划推进"]
    return {"title": "关于2024年二季度重点民生实事进展情况的通报", "to": "各乡镇人民政府，县政府各部门、单位：",
            "paragraphs": ["现将有关情况通报如下。"] * 3, "annex_title": "2024年二季度重点民生实事进展情况表",
            "rows": [row(i) for i in range(rows)]}


def documents_of(peer):
    """The peer's own documents, where there is a peer: a function of rows and a number."""
    if not peer:
        return invented
    spec = importlib.util.spec_from_file_location("data", os.path.join(os.path.dirname(peer), "data.py"))
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.document


def text(words):
    return json.dumps(words, ensure_ascii=False)


def workspace(folder, document, *numbers):
    """`document(*numbers)` as a workspace of one circular. Made in a process of its own: what a process is said to have
    used at most begins with what its parent held when it was forked."""
    child = os.fork()
    if child == 0:
        write(folder, document(*numbers))
        os._exit(0)
    if os.waitpid(child, 0)[1]:
        sys.exit(f"{folder} could not be written")


def write(folder, document):
    for name in ("projects", "progress", "circulars"):
        os.makedirs(f"{folder}/{name}", exist_ok=True)

    def put(name, words):
        with open(f"{folder}/{name}", "w", encoding="utf8") as file:
            file.write(words)

    put("tongbao.toml", '[office]\nname = "清溪县人民政府办公室"\ncode = "清政办督"\nhead = "文件"\n')
    put("projects/all.toml", "".join(
        f'[[projects]]\nid = "p{i}"\ntitle = {text(r[1])}\nlead = [{text(r[4])}]\ntarget = {text(r[2])}\n'
        f'fields = {{ "完成情况" = {text(r[5])} }}\n' for i, r in enumerate(document["rows"])))
    put("progress/q.toml", 'period = "2024-Q2"\n' + "".join(
        f"[tasks.p{i}]\ntext = {text(r[3])}\n" for i, r in enumerate(document["rows"])))
    columns = "".join(f'  {{ head = "{head}", field = "{field}" }},\n' for head, field in COLUMNS)
    put("circulars/circular.toml", f'''kind = "通报"
template = "plain"
title = {text(document["title"])}
serial = 1
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


def timed(command, runs, **environment):
    """Median seconds, and largest peak MiB, of whole processes."""
    seconds, peak = [], 0
    for _ in range(runs):
        start = time.perf_counter()
        child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env={**os.environ, **environment})
        errors = child.stderr.read()
        _, status, usage = os.wait4(child.pid, 0)
        seconds.append(time.perf_counter() - start)
        peak = max(peak, usage.ru_maxrss / 1024)
        if status:
            sys.exit(f"{' '.join(command)}\n{errors.decode()}")
    return statistics.median(seconds), peak


def within(what, folder):
    """What `cargo bench --bench whole` measures within one process."""
    command = ["cargo", "bench", "-q", "--bench", "whole", "--", what, folder]
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, check=True)
    return json.loads(done.stdout)
