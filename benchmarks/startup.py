"""Start-up: CPU seconds of whole processes, medians of interleaved runs, beside a bare interpreter.

Run with `make bench`. Aims: `--help` at most 0.15 s, `validate` of the repository at most 0.6 s of CPU.
"""

import resource
import statistics
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
RUNS = 9
COMMANDS = {
    "bare interpreter": ["-c", "pass"],
    "timeline --help": ["-m", "timeline", "--help"],
    "timeline validate": ["-m", "timeline", "--root", str(ROOT), "validate"],
}


def cpu_seconds(arguments: list[str]) -> float:
    """User and system time of one run of the interpreter."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, *arguments], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> None:
    """Print one table: command, median, minimum, maximum, and the ratio to the bare interpreter."""
    times: dict[str, list[float]] = {name: [] for name in COMMANDS}
    for arguments in COMMANDS.values():
        cpu_seconds(arguments)
    for _ in range(RUNS):
        for name, arguments in COMMANDS.items():
            times[name].append(cpu_seconds(arguments))
    floor = statistics.median(times["bare interpreter"])
    print(f"Python {sys.version.split()[0]}, {RUNS} runs each after one to warm up; CPU seconds")
    print(f"{'command':<20} {'median':>7} {'min':>7} {'max':>7} {'x bare':>7}")
    for name, runs in times.items():
        median = statistics.median(runs)
        print(f"{name:<20} {median:7.3f} {min(runs):7.3f} {max(runs):7.3f} {median / floor:7.1f}")


if __name__ == "__main__":
    main()
