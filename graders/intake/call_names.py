"""The calls that mean training, loading, plotting, saving, and how to recognise them."""

from __future__ import annotations

import ast

_LAST = {
    "left_out.mounts_drive": "force_remount",
    "left_out.trains": (
        "fit fit_generator fit_transform train_on_batch partial_fit train_step "
        "minimize apply_gradients"
    ),
    "left_out.loads_data": (
        "load_data read_csv read_excel read_json read_pickle read_table read_parquet loadtxt "
        "genfromtxt fromfile load_model load_weights urlopen urlretrieve get_file "
        "image_dataset_from_directory text_dataset_from_directory flow_from_directory imread "
        "load_img fetch_openml load_dataset unpack_archive extractall listdir read_text "
        "read_bytes loadmat model_from_json"
    ),
    "left_out.saves": (
        "save save_weights savefig save_model save_img to_csv to_json dump savez imwrite imsave "
        "makedirs mkdir rmtree write_text write_bytes savetxt unlink"
    ),
    "left_out.evaluates": (
        "evaluate evaluate_generator predict predict_generator predict_on_batch test_on_batch "
        "predict_classes classification_report confusion_matrix"
    ),
    "left_out.plots": "show imshow plot_model subplots matshow ConfusionMatrixDisplay model_to_dot",
    "left_out.seeds": "set_seed set_random_seed seed enable_op_determinism manual_seed",
    "left_out.environment": (
        "set_global_policy set_policy set_floatx set_image_data_format set_epsilon "
        "clear_session filterwarnings simplefilter set_memory_growth set_visible_devices "
        "list_physical_devices run_functions_eagerly disable_eager_execution set_verbosity "
        "get_logger basicConfig putenv chdir set_backend enable_interactive_logging "
        "disable_interactive_logging set_option set_printoptions"
    ),
    "left_out.prints": "print pprint display summary head describe info",
}
_FIRST = {
    "left_out.mounts_drive": "drive",
    "left_out.plots": "plt sns pyplot px matplotlib pylab",
    "left_out.loads_data": "requests wget kaggle gdown urllib zipfile tarfile tfds h5py gzip",
    "left_out.shell": "subprocess get_ipython",
}
_WHOLE = {
    "left_out.mounts_drive": "files.upload",
    "left_out.saves": "files.download shutil.copy shutil.move",
    "left_out.shell": "os.system os.popen",
    "left_out.loads_data": (
        "open input np.load numpy.load pickle.load joblib.load torch.load json.load yaml.load "
        "io.open Image.open glob.glob os.walk"
    ),
    "left_out.environment": (
        "os.environ.setdefault os.environ.update sys.path.append sys.path.insert "
        "sys.setrecursionlimit"
    ),
}


def _by_word(table: dict[str, str]) -> dict[str, str]:
    return {word: code for code, words in table.items() for word in words.split()}


_CODE_BY_LAST = _by_word(_LAST)
_CODE_BY_FIRST = _by_word(_FIRST)
_CODE_BY_WHOLE = _by_word(_WHOLE)


def dotted_name(node: ast.expr) -> tuple[str, ...]:
    """Return `("np", "random", "seed")` for `np.random.seed`.

    A part that is not a name (`f().fit`) becomes an empty first element.
    """
    parts: list[str] = []
    while isinstance(node, ast.Attribute):
        parts.append(node.attr)
        node = node.value
    parts.append(node.id if isinstance(node, ast.Name) else "")
    return tuple(reversed(parts))


def category_of(name: tuple[str, ...]) -> str:
    """Return the message code of calling `name`; empty when it is nothing special."""
    whole = ".".join(name)
    if whole in _CODE_BY_WHOLE:
        return _CODE_BY_WHOLE[whole]
    if name[0] in _CODE_BY_FIRST:
        return _CODE_BY_FIRST[name[0]]
    if len(name) == 1 and name[0] in _METHODS_ONLY:
        return ""
    return _CODE_BY_LAST.get(name[-1], "")


# As plain functions these are the student's own and say nothing.
_METHODS_ONLY = {"fit", "save", "seed", "show", "head", "info", "write", "predict", "evaluate"}
