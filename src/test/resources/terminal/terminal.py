"""A terminal for tests: runs a command on a pseudo-terminal and answers as it is told.

    python3 terminal.py COLUMNSxROWS [--when TEXT --send TEXT | --when TEXT --size COLUMNSxROWS]... -- COMMAND

Each TEXT may have escapes such as \\x1b. The rules are followed in their order, each once, when its text
has come since the one before. What the command writes goes to standard output, and its exit code on.
"""

import fcntl
import os
import pty
import select
import struct
import sys
import termios
import time


def resize(fd, size):
    columns, rows = size.split("x")
    fcntl.ioctl(fd, termios.TIOCSWINSZ, struct.pack("HHHH", int(rows), int(columns), 0, 0))


def text(escaped):
    return escaped.encode().decode("unicode_escape").encode("latin-1")


def main():
    end = sys.argv.index("--")
    size, rules = sys.argv[1], sys.argv[2:end]
    pid, fd = pty.fork()
    if pid == 0:
        time.sleep(0.05)
        os.execvp(sys.argv[end + 1], sys.argv[end + 1:])
    resize(fd, size)
    seen = b""
    deadline = time.time() + 120
    while time.time() < deadline:
        while rules and text(rules[1]) in seen:
            seen = seen[seen.index(text(rules[1])) + len(text(rules[1])):]
            if rules[2] == "--send":
                os.write(fd, text(rules[3]))
            else:
                resize(fd, rules[3])
            rules = rules[4:]
        if select.select([fd], [], [], 1)[0]:
            try:
                came = os.read(fd, 65536)
            except OSError:
                break
            if not came:
                break
            seen += came
            os.write(1, came)
    else:
        os.kill(pid, 9)
    status = os.waitpid(pid, 0)[1]
    sys.exit(os.WEXITSTATUS(status) if os.WIFEXITED(status) else 128 + os.WTERMSIG(status))


main()
