"""What a member waits for: start-up, first answer and each question, end to end: python -m benchmarks.session

Uses the data folder that HELPDESK_DATA_DIR names; nothing of the questions is kept.
"""

import asyncio
import os
import resource
import subprocess
import sys
import time
from pathlib import Path

from benchmarks.questions import question

ROUNDS, TALK = 25, 8  # talks, and questions in each


def start_up() -> dict[str, float]:
    """Seconds from the command to the greeting, and to the first answer, of a later start."""
    command = [sys.executable, "-m", "bot", "chat", "--as", "benchmark"]
    started = time.perf_counter()
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as chat:
        assert chat.stdin is not None
        assert chat.stdout is not None
        chat.stdin.write(f"{question(0)}\n".encode())
        chat.stdin.close()
        chat.stdout.readline()
        greeted = time.perf_counter() - started
        answered = next(
            (time.perf_counter() - started for line in chat.stdout if b"[1]" in line), float("nan")
        )
    return {"greeting_s": greeted, "first_answer_s": answered}


async def questions() -> dict[str, float]:
    """Milliseconds a question, through the conversation and the database, and this process's memory."""
    from bot.app import open_app
    from bot.messages import Said
    from bot.settings import load_settings

    wall, cpu = [], []
    async with open_app(load_settings()) as app:
        await app.stock_starter()
        conversation = await app.rehearsal()
        await app.room.use_chroma()
        for number in range(ROUNDS):
            for place in range(TALK):
                text = question(number * TALK + place)
                at_wall, at_cpu = time.perf_counter(), time.process_time()
                await conversation.reply(Said(conversation=f"benchmark-{number}", text=text))
                wall.append((time.perf_counter() - at_wall) * 1000)
                cpu.append((time.process_time() - at_cpu) * 1000)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return {
        "wall_ms_p50": _quantile(wall, 0.5),
        "wall_ms_p95": _quantile(wall, 0.95),
        "cpu_ms_p50": _quantile(cpu, 0.5),
        "cpu_ms_p95": _quantile(cpu, 0.95),
        "peak_memory_mb": peak / (2**20 if sys.platform == "darwin" else 2**10),
    }


def _quantile(values: list[float], share: float) -> float:
    return sorted(values)[min(int(share * len(values)), len(values) - 1)]


def main() -> int:
    """Measure and print."""
    if not Path(os.environ.get("HELPDESK_DATA_DIR", "")).is_dir():
        print("Set HELPDESK_DATA_DIR to a folder that a `helpdesk chat` has filled.", file=sys.stderr)
        return 2
    for name, value in {**start_up(), **asyncio.run(questions())}.items():
        print(f"{name:16} {value:8.2f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
