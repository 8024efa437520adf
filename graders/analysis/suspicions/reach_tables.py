"""The names and paths that a file which builds a model does not need."""

from __future__ import annotations

import re
from typing import Final


def _words(*texts: str) -> frozenset[str]:
    return frozenset(word for text in texts for word in text.split())


_MODULES: Final = _words(
    "socket socketserver urllib urllib2 urllib3 requests http httpx aiohttp ftplib smtplib",
    "telnetlib paramiko subprocess multiprocessing pty fcntl termios resource signal mmap",
    "ctypes cffi numpy.ctypeslib tensorflow.load_op_library tensorflow.load_library",
    "pickle cPickle _pickle dill cloudpickle marshal shelve base64 binascii zlib lzma bz2",
    "code codeop pdb bdb runpy imp zipimport importlib.machinery",
    "importlib.util.spec_from_file_location builtins __main__ unittest.mock graders",
)
_HARMLESS: Final = _words("multiprocessing multiprocessing.cpu_count")
_FUNCTIONS: Final = frozenset(
    f"{module}.{name}"
    for module, names in {
        "os": _words(
            "fork forkpty kill killpg _exit abort system popen open read write pread pwrite dup",
            "dup2 fdopen pipe pipe2 memfd_create sendfile execl execle execlp execv execve execvp",
            "execvpe spawnl spawnle spawnv spawnve spawnvp posix_spawn posix_spawnp getppid",
            "setuid setgid chroot symlink link",
        ),
        "sys": _words(
            "_getframe _current_frames settrace setprofile addaudithook meta_path path_hooks",
            "path_importer_cache",
        ),
        "gc": _words("get_objects get_referrers get_referents"),
        "inspect": _words(
            "stack currentframe trace getouterframes getinnerframes getsource getsourcefile",
            "getsourcelines getfile getframeinfo",
        ),
    }.items()
    for name in names
)
ATTRIBUTES: Final = _words(
    "__subclasses__ __globals__ __code__ __closure__ __builtins__ __loader__ __mro__ f_back",
    "f_globals f_locals f_builtins gi_frame cr_frame tb_frame",
)
BUILTINS: Final = _words("eval exec compile __import__ breakpoint __builtins__")
IMPORTERS: Final = _words("importlib.import_module")
READERS: Final = _words(
    "open io.open os.listdir os.scandir os.walk glob.glob numpy.load numpy.loadtxt",
    "numpy.genfromtxt numpy.fromfile numpy.memmap tensorflow.io.read_file",
    "tensorflow.io.gfile.GFile tensorflow.io.gfile.listdir tensorflow.data.Dataset.list_files",
    "pandas.read_csv keras.models.load_model keras.saving.load_model",
)
PATH_READERS: Final = _words("read_text read_bytes open iterdir glob rglob")

SYSTEM_PATH: Final = re.compile(r"/(proc|job|sys|etc|grader|run|dev/(shm|fd|mem))(?=/|$)")
"""Folders of the machine or of the grader, at the beginning of a text."""

# Where students keep their own files, at home, in Colab and on Kaggle: no such place is here.
_OWN_PLACES: Final = (
    *("/content", "/kaggle", "/drive", "/gdrive", "/home", "/Users", "/Volumes", "/mnt", "/media"),
    *("/tmp", "/scratch", "/dev/null"),  # noqa: S108 - names that students write, nothing of ours
)
_USUAL_VARIABLES: Final = re.compile(
    r"(TF|KERAS|CUDA|COLAB|KAGGLE|XLA|OMP|MKL|OPENBLAS|PYTHON|NVIDIA|MPL|JPY|SM)[A-Z0-9_]*"
)


def is_unusual(path: str) -> bool:
    """Whether a dotted path is, or lies in, one of the unusual modules or functions."""
    if path in _HARMLESS:
        return False
    parts = path.split(".")
    return path in _FUNCTIONS or any(
        ".".join(parts[:length]) in _MODULES for length in range(1, len(parts) + 1)
    )


def is_usual_variable(name: str) -> bool:
    """Whether course code reads this environment variable."""
    return bool(_USUAL_VARIABLES.fullmatch(name))


def is_outside(path: str) -> bool:
    """Whether a path is absolute and no place of a student's own, or climbs to a parent folder."""
    if ".." in re.split(r"[/\\]", path):
        return True
    return path.startswith("/") and not path.startswith(_OWN_PLACES)
