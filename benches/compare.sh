#!/usr/bin/env bash
# Measures clausewise beside ripgrep and askalono on one machine, and itself on large, awkward and repeated
# input: benches/compare.sh [RESULTS.md]. CLAUSEWISE_BULK names a folder of licence texts. Installs what is missing by cargo.
# Prints one table of ratios with their limits, also into RESULTS.md; fails where one is not kept.
set -euo pipefail
cd "$(dirname "$0")/.."
bulk=$(realpath "${CLAUSEWISE_BULK:?name a folder of licence texts}")
out=${1:-/dev/null}
command -v python3 > /dev/null || { echo "compare.sh: python3 is needed, to measure" >&2; exit 2; }
command -v rg > /dev/null || cargo install --quiet --locked ripgrep
command -v askalono > /dev/null || cargo install --quiet --locked askalono-cli
cargo build --release --quiet
program=$(realpath "${CARGO_TARGET_DIR:-target}/release/clausewise")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"$program" patterns anchors > "$work/anchors"
python3 - "$program" "$bulk" "$work" <<'PY' | tee "$out"
import datetime, json, os, pathlib, resource, statistics, subprocess, sys, time

program, bulk, work = sys.argv[1], pathlib.Path(sys.argv[2]), pathlib.Path(sys.argv[3])
texts = sorted(path for path in bulk.iterdir() if path.is_file())


class Run:
    """One run of a command: processor seconds, wall seconds, peak resident bytes."""

    def __init__(self, *command):
        start = time.perf_counter()
        child = subprocess.Popen([str(part) for part in command], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        _, status, used = os.wait4(child.pid, 0)
        self.wall = time.perf_counter() - start
        if os.waitstatus_to_exitcode(status) not in (0, 1):
            sys.exit(f"{command} failed")
        self.cpu, self.peak = used.ru_utime + used.ru_stime, used.ru_maxrss * 1024


def median(field, runs, *command):
    return statistics.median(getattr(Run(*command), field) for _ in range(runs))


def extract(*arguments):
    return (program, "extract", "--format", "jsonl", *arguments)


def repeated(name, piece, size):
    """A file of a piece of text again and again."""
    path = work / f"{name}.txt"
    path.write_bytes((piece * (size // len(piece) + 1))[:size])
    return path


rows = []


def row(what, here, there, limit, unit="s", at_least=False):
    ratio = here / there
    kept = ratio >= limit if at_least else ratio <= limit
    scale = {"s": 1, "MiB": 1 << 20, "ms": 1e-3}[unit]
    sign = "≥" if at_least else "≤"
    rows.append(kept)
    print(f"| {what} | {here / scale:.4g} {unit} | {there / scale:.4g} {unit} | {ratio:.3g} | {sign} {limit} | {'yes' if kept else 'NO'} |", flush=True)


size = sum(path.stat().st_size for path in texts)
model = next((line.split(":")[1].strip() for line in open("/proc/cpuinfo") if line.startswith("model name")), "unknown processor")
print(f"{datetime.date.today()}, {model}, {os.cpu_count()} cores; {len(texts)} texts, {size / 1e6:.1f} MB\n")
print("| what | clausewise | against | ratio | limit | kept |\n| --- | --- | --- | --- | --- | --- |")

all_texts = median("cpu", 5, *extract(bulk))
row("all texts, processor time, against ripgrep counting the anchors", all_texts,
    median("cpu", 3, "rg", "-c", "-i", "-F", "-f", work / "anchors", bulk), 4)
licences = work / "licences"
for path in texts:
    (licences / path.stem).mkdir(parents=True)
    (licences / path.stem / "LICENSE").write_bytes(path.read_bytes())
row("all texts, processor time, against askalono crawl", all_texts, Run("askalono", "crawl", licences).cpu, 0.05)

one = min(texts, key=lambda path: abs(len(path.read_text(errors="replace").split()) - 1200))
row("one licence of 1,200 words, whole process, against askalono id", median("wall", 21, *extract(one)),
    median("wall", 5, "askalono", "id", one), 0.07, "ms")

peak = median("peak", 3, *extract(bulk))
row("all texts, peak memory, against 1 MiB", peak, 1 << 20, 60, "MiB")
row("ten times all texts, peak memory, against once", Run(*extract(*[bulk] * 10)).peak, peak, 1.1, "MiB")

prose = b"\n\n".join(path.read_bytes().strip() for path in texts if path.stat().st_size < 40_000)
ten = repeated("ten", prose, 10_000_000)
ten_run = Run(*extract(ten))
hundred = Run(*extract(repeated("hundred", prose, 100_000_000)))
row("a text of 100 MB against one of 10 MB", hundred.wall, ten_run.wall, 11)
row("a text of 100 MB, peak memory, against its size", hundred.peak, 100_000_000, 6, "MiB")
for name, piece in json.loads(pathlib.Path("benches/awkward.json").read_text()).items():
    run = Run(*extract(repeated("awkward", piece.encode(), 10_000_000)))
    row(f"10 MB of {name} against prose", run.cpu, ten_run.cpu, 5)

if os.cpu_count() > 1:
    fifty = repeated("fifty", prose, 50_000_000)
    for name, path in ("all texts", bulk), ("one text of 50 MB", fifty):
        slow = min(Run(*extract("--jobs", "1", path)).wall for _ in range(3))
        fast = min(Run(*extract("--jobs", "2", path)).wall for _ in range(3))
        row(f"{name} on one core against two", slow, fast, 1.75, at_least=True)
sys.exit(not all(rows))
PY
