"""Lock the process that runs a submission: limits, files, system calls. Linux, no root needed.

Three layers, each of them applied where the kernel has it: resource limits (any POSIX system),
Landlock (which files can be opened, which processes signalled), and a seccomp filter (no new
processes, no sockets, no signals to others, no change to what Landlock does not look at: modes,
owners and times of files, and before Linux 6.2 their length). ``confine`` says which of them hold.
"""

import ctypes
import os
import struct
import sys
from collections.abc import Iterable, Sequence

PR_SET_PDEATHSIG, PR_SET_SECCOMP, PR_SET_NO_NEW_PRIVS = 1, 22, 38
SIGKILL, EPERM, ENOSYS = 9, 1, 38


def confine(
    readable: Sequence[str], writable: Sequence[str], memory: int, seconds: int
) -> list[str]:
    """Apply every layer there is; ``memory`` in bytes, ``seconds`` of processor time."""
    layers = ["limits"] if limit(memory, seconds) else []
    if sys.platform != "linux":
        return layers
    libc = ctypes.CDLL(None, use_errno=True)
    libc.syscall.restype = ctypes.c_long
    libc.prctl(PR_SET_PDEATHSIG, SIGKILL)
    libc.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    layers += ["landlock"] if landlock(libc, readable, writable) else []
    layers += ["seccomp"] if seccomp(libc) else []
    return layers


def limit(memory: int, seconds: int) -> bool:
    """Bound memory, processor time, file size, open files and processes; leave no core file."""
    try:
        import resource
    except ImportError:  # Windows
        return False
    bounds = {
        resource.RLIMIT_AS: memory,
        resource.RLIMIT_CPU: seconds,
        resource.RLIMIT_FSIZE: 16 << 20,
        resource.RLIMIT_NOFILE: 256,
        resource.RLIMIT_NPROC: 256,
        resource.RLIMIT_CORE: 0,
    }
    for kind, bound in bounds.items():
        hard = resource.getrlimit(kind)[1]
        bound = bound if hard == resource.RLIM_INFINITY else min(bound, hard)
        try:
            resource.setrlimit(kind, (bound, bound))
        except (OSError, ValueError):  # macOS refuses some of them
            continue
    return True


# Landlock: system calls, and the rights a directory or file may be given (linux/landlock.h).
CREATE_RULESET, ADD_RULE, RESTRICT_SELF = 444, 445, 446
READ_FILE, READ_DIR, WRITE_FILE, TRUNCATE = 1 << 2, 1 << 3, 1 << 1, 1 << 14
EVERY_RIGHT = {1: (1 << 13) - 1, 2: (1 << 14) - 1, 3: (1 << 15) - 1, 5: (1 << 16) - 1}


def landlock(libc: ctypes.CDLL, readable: Iterable[str], writable: Iterable[str]) -> bool:
    """Open nothing but these files and folders; no TCP, no signal out of this process."""
    version = libc.syscall(CREATE_RULESET, None, 0, 1)
    if version < 1:
        return False
    rights = max(right for since, right in EVERY_RIGHT.items() if since <= version)
    attribute = struct.pack("<Q", rights)
    attribute += struct.pack("<Q", 3) if version >= 4 else b""  # bind, connect
    attribute += struct.pack("<Q", 3) if version >= 6 else b""  # abstract sockets, signals
    rules = libc.syscall(CREATE_RULESET, attribute, ctypes.c_size_t(len(attribute)), 0)
    if rules < 0:
        return False
    for path in readable:
        _allow(libc, rules, path, READ_FILE | READ_DIR)
    for path in writable:
        _allow(libc, rules, path, rights)
    held = libc.syscall(RESTRICT_SELF, rules, 0) == 0
    os.close(rules)
    return held


def _allow(libc: ctypes.CDLL, rules: int, path: str, rights: int) -> None:
    if not os.path.exists(path):
        return
    if not os.path.isdir(path):
        rights &= READ_FILE | WRITE_FILE | TRUNCATE
    handle = os.open(path, os.O_PATH | os.O_CLOEXEC)
    libc.syscall(ADD_RULE, rules, 1, struct.pack("<Qi", rights, handle), 0)
    os.close(handle)


# seccomp: classic BPF over struct seccomp_data (number at 0, architecture at 4, arguments at 16).
LOAD, EQUAL, ANY_BIT, RETURN = 0x20, 0x15, 0x45, 0x06
ALLOW, REFUSE, MISSING, PRETEND = 0x7FFF0000, 0x50000 | EPERM, 0x50000 | ENOSYS, 0x50000
X86_64, X32_BIT, CLONE_THREAD = 0xC000003E, 0x40000000, 0x10000
WRITES, TRUNCATES = 3, 0x200  # flags of open: O_WRONLY or O_RDWR, O_TRUNC
CLONE, CLONE3, OPENAT2 = 56, 435, 437
FORBIDDEN = (
    *(41, 57, 58, 101, 310, 311, 322),  # socket, fork, vfork, ptrace, process_vm_*, execveat
    *(59, 321, 250, 298, 323, 425),  # execve, bpf, keyctl, perf_event, userfaultfd, io_uring
    *(165, 166, 155, 161, 272, 308, 304),  # mounts, chroot, namespaces, open_by_handle_at
    *(169, 246, 175, 313, 176, 164, 227),  # reboot, kexec, kernel modules, setting the clock
    *(29, 64, 68, 240),  # shared memory, semaphores and queues that would outlive the process
    *(141, 203, 144, 142, 424),  # priorities and affinity of others, signals by pidfd
    *(76, 319),  # truncate; memfd_create, which is memory that no limit counts
)
ATTRIBUTES = (
    *(90, 91, 268, 452),  # chmod and its kin
    *(92, 93, 94, 260),  # chown
    *(132, 235, 261, 280),  # utime
    *(188, 189, 190, 197, 198, 199, 463, 466, 469),  # extended attributes
)
FLAGS_OF = {2: 24, 257: 32}  # open, openat: where their flags stand
OWN_PROCESS_ONLY = (62, 200, 234, 129, 297, 302)  # kill and its kin, prlimit


def seccomp(libc: ctypes.CDLL) -> bool:
    """Refuse new processes, sockets, signals to any process but this one, and marks on files."""
    if os.uname().machine != "x86_64" or struct.calcsize("P") != 8:
        return False
    program = [(LOAD, 0, 0, 4), (EQUAL, 1, 0, X86_64), (RETURN, 0, 0, REFUSE), (LOAD, 0, 0, 0)]
    program += [(ANY_BIT, 0, 1, X32_BIT), (RETURN, 0, 0, REFUSE)]
    for number in FORBIDDEN:
        program += [(EQUAL, 0, 1, number), (RETURN, 0, 0, REFUSE)]
    for number in ATTRIBUTES:  # not done, and nobody stumbles over it
        program += [(EQUAL, 0, 1, number), (RETURN, 0, 0, PRETEND)]
    for number in (CLONE3, OPENAT2):  # makes the C library use clone and openat
        program += [(EQUAL, 0, 1, number), (RETURN, 0, 0, MISSING)]
    for number, flags in FLAGS_OF.items():  # a file opened for reading can be emptied by it
        program += [(EQUAL, 0, 5, number), (LOAD, 0, 0, flags), (ANY_BIT, 0, 2, TRUNCATES)]
        program += [(ANY_BIT, 1, 0, WRITES), (RETURN, 0, 0, REFUSE), (RETURN, 0, 0, ALLOW)]
    program += [(EQUAL, 0, 4, CLONE), (LOAD, 0, 0, 16), (ANY_BIT, 1, 0, CLONE_THREAD)]
    program += [(RETURN, 0, 0, REFUSE), (RETURN, 0, 0, ALLOW)]
    for number in OWN_PROCESS_ONLY:
        program += [(EQUAL, 0, 5, number), (LOAD, 0, 0, 16), (EQUAL, 2, 0, os.getpid())]
        program += [(EQUAL, 1, 0, 0 if number == 302 else os.getpid())]  # prlimit(0) is oneself
        program += [(RETURN, 0, 0, REFUSE), (RETURN, 0, 0, ALLOW)]
    program += [(RETURN, 0, 0, ALLOW)]
    code = ctypes.create_string_buffer(b"".join(struct.pack("<HBBI", *step) for step in program))
    header = struct.pack("<HxxxxxxQ", len(program), ctypes.addressof(code))
    return libc.prctl(PR_SET_SECCOMP, 2, header, 0, 0) == 0
