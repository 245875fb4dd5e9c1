"""Two sets of parameters for each notebook, smaller than its own; the first is the smallest."""

Parameters = dict[str, int]

PARAMETERS_OF: dict[str, tuple[Parameters, Parameters]] = {
    "01_introduction": (
        {"seed": 7, "epochs": 1},
        {"seed": 8, "epochs": 3, "n": 9, "d_in": 5, "d_out": 4},
    ),
    "02_algorithm": (
        {"seed": 7, "epochs": 100},
        {"seed": 8, "n": 4, "d": 6, "h": 3, "c": 1, "epochs": 300},
    ),
    "03_training": (
        {"seed": 7, "xor_epochs": 50, "xor_runs": 3, "samples": 2000, "epochs": 1},
        {"seed": 8, "xor_epochs": 300, "epochs": 2, "batch_size": 100, "small_epochs": 5},
    ),
    "04_applications": (
        {"seed": 7, "samples": 500, "epochs": 2, "cnn_epochs": 1, "box_epochs": 1}
        | {"sentences": 500, "text_epochs": 1, "series_epochs": 20, "gan_steps": 60},
        {"seed": 8, "samples": 400, "epochs": 1, "cnn_epochs": 2, "box_epochs": 2}
        | {"sentences": 300, "text_epochs": 2, "series_epochs": 5, "gan_steps": 20},
    ),
    "05_implementation": (
        {"seed": 7, "samples": 500, "epochs": 1},
        {"seed": 8, "samples": 300, "batch_size": 100, "epochs": 2, "steps": 2},
    ),
    "06_questions": (
        {"seed": 7, "width": 5, "depth": 12, "starts": 2, "epochs": 1},
        {"seed": 8, "width": 3, "depth": 18, "starts": 5, "epochs": 2},
    ),
}
