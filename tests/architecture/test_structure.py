"""The house rules that a reader would otherwise have to trust."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

import graders.errors

ROOT = Path(__file__).resolve().parents[2]
MODULES = sorted((ROOT / "graders").rglob("*.py"))
MAX_FILE_LINES = 300
MAX_FUNCTION_LINES = 40


def label(path: Path) -> str:
    return str(path.relative_to(ROOT))


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(arguments, cwd=ROOT, capture_output=True, text=True, check=False)


def test_import_contracts_hold():
    """Data flows one way: every import contract of pyproject.toml is kept."""
    program = Path(sys.executable).with_name("lint-imports")
    result = run(str(program), "--no-cache")
    assert result.returncode == 0, result.stdout[-3000:]


def test_lint_and_format_are_clean():
    """Ruff has nothing to say about code, docstrings, names or format."""
    checked = run(sys.executable, "-m", "ruff", "check", "--no-cache", ".")
    assert checked.returncode == 0, checked.stdout[-3000:]
    formatted = run(sys.executable, "-m", "ruff", "format", "--no-cache", "--check", ".")
    assert formatted.returncode == 0, formatted.stdout[-3000:]


def test_types_are_clean():
    """Mypy in strict mode has nothing to say."""
    result = run(sys.executable, "-m", "mypy")
    assert result.returncode == 0, result.stdout[-3000:]


@pytest.mark.parametrize("path", MODULES, ids=label)
def test_file_is_short(path):
    """One file has one job: at most 300 lines."""
    assert len(path.read_text("utf-8").splitlines()) <= MAX_FILE_LINES


@pytest.mark.parametrize("path", MODULES, ids=label)
def test_functions_are_short_and_do_not_assert(path):
    """Functions have at most 40 lines beside their docstring; validation never uses assert."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        assert not isinstance(node, ast.Assert), f"assert at line {node.lineno}"
        if isinstance(node, ast.FunctionDef):
            body = node.body[1:] if ast.get_docstring(node) else node.body
            length = (node.end_lineno or 0) - body[0].lineno + 1 if body else 0
            assert length <= MAX_FUNCTION_LINES, f"{node.name} has {length} lines"


def test_worker_imports_nothing_of_the_trusted_side():
    """What runs beside student code is worker, wire, domain and errors only."""
    program = (
        "import sys\n"
        "import graders.worker.__main__\n"
        "print(sorted({m.split('.')[1] for m in sys.modules if m.startswith('graders.')}))\n"
    )
    result = run(sys.executable, "-c", program)
    assert result.returncode == 0, result.stderr
    assert set(ast.literal_eval(result.stdout)) <= {"worker", "wire", "domain", "errors"}


@pytest.mark.parametrize("verb", ["--help", "status --help", "list"])
def test_trusted_side_starts_without_keras(verb):
    """`--help` and the verbs that read never import TensorFlow or Keras."""
    program = (
        "import sys\n"
        f"sys.argv = ['grader.py', *{verb.split()!r}]\n"
        "from graders.cli.main import run\n"
        "code = run()\n"
        "heavy = {'keras', 'tensorflow', 'jax', 'torch'} & set(sys.modules)\n"
        "sys.exit(f'imported {heavy}' if heavy else code)\n"
    )
    result = run(sys.executable, "-c", program)
    assert result.returncode == 0, result.stderr


def test_help_imports_no_heavy_library():
    """`--help` answers at once because it imports neither NumPy nor pydantic nor SQLAlchemy."""
    program = (
        "import sys\n"
        "sys.argv = ['grader.py', '--help']\n"
        "from graders.cli.main import run\n"
        "run()\n"
        "print('HEAVY', sorted({'numpy', 'pydantic', 'sqlalchemy', 'matplotlib', 'rich'} "
        "& set(sys.modules)))\n"
    )
    assert "HEAVY []" in run(sys.executable, "-c", program).stdout


def test_error_tree_in_the_docstring_is_the_real_one():
    """The tree drawn in `errors.py` names every class under its parent."""
    drawing = re.findall(r"^( +)([A-Z]\w+Error)$", graders.errors.__doc__ or "", re.MULTILINE)
    stack: list[tuple[int, str]] = []
    drawn = {}
    for indent, name in drawing:
        while stack and stack[-1][0] >= len(indent):
            stack.pop()
        drawn[name] = stack[-1][1] if stack else "Exception"
        stack.append((len(indent), name))
    real = {
        name: value.__bases__[0].__name__
        for name, value in vars(graders.errors).items()
        if isinstance(value, type) and issubclass(value, Exception)
    }
    assert drawn == real


def test_only_named_places_start_processes():
    """Only the sandbox starts processes; the linter is the one exception."""
    users = {
        label(path)
        for path in MODULES
        if re.search(r"^\s*(import subprocess|from subprocess)", path.read_text("utf-8"), re.M)
    }
    allowed = re.compile(r"graders/(sandbox/\w+|analysis/style)\.py")
    assert all(allowed.fullmatch(user) for user in users), users


def test_no_registry_host_or_machine_path_is_written_down():
    """Nothing in the project names a package registry or a folder of some machine."""
    forbidden = re.compile(
        r"https?://[^\s]*(pypi|npmjs|debian\.org|files\.pythonhosted)|/work/|/root/"
    )
    tracked = run("git", "ls-files").stdout.split()
    own = {"tests/architecture/test_structure.py"}
    texts = (".py", ".md", ".toml", ".yaml", ".lock", ".sh", ".json", "Makefile", "run", ".txt")
    for name in tracked:
        if name.endswith(texts) and name not in own:
            assert not forbidden.search((ROOT / name).read_text("utf-8", "replace")), name
