"""Trains the model and stores it whole or not at all; prints one line for each step."""

import argparse
import logging
import os
import sys
import tempfile
from pathlib import Path

from bot.rasa_process.model import fingerprint
from nlu.parent import leave_with_parent

_ROOT = Path(__file__).resolve().parent.parent
os.environ.update(
    RASA_TELEMETRY_ENABLED="false",
    TF_CPP_MIN_LOG_LEVEL="3",
    CUDA_VISIBLE_DEVICES="-1",
    SQLALCHEMY_SILENCE_UBER_WARNING="1",
)


def main() -> None:
    """Parse the arguments and train."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--fingerprint", default=fingerprint(_ROOT), help="stored in the model, asked for at readiness")
    parser.add_argument("--output", type=Path, required=True, help="the model's file")
    parser.add_argument("--watched", action="store_true", help="leave when standard input ends")
    arguments = parser.parse_args()
    if arguments.watched:
        leave_with_parent()
    print("loading Rasa", flush=True)
    from rasa.model_training import train
    from rasa.utils.common import configure_logging_and_warnings
    from rasa.utils.log_utils import configure_structlog

    # At its default level Rasa logs what patients write.
    configure_logging_and_warnings(logging.WARNING)
    configure_structlog(logging.WARNING)
    print("training", flush=True)
    arguments.output.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=arguments.output.parent) as folder:
        config = Path(folder) / "config.yml"
        template = (_ROOT / "nlu" / "config.yml").read_text(encoding="utf-8")
        config.write_text(
            template.replace("assistant_id: rafiq", f"assistant_id: {arguments.fingerprint}"), encoding="utf-8"
        )
        # The cache would not notice a changed vocabulary or component, and is asked for nothing here: our own
        # fingerprint decides whether to train at all.
        os.environ["RASA_CACHE_DIRECTORY"] = str(Path(folder) / "cache")
        os.chdir(_ROOT)
        result = train(
            domain="nlu/domain",
            config=str(config),
            training_files=["stories/rules.yml"],
            output=folder,
            force_training=True,
            fixed_model_name="model",
        )
        if result.code or not result.model:
            sys.exit("the training ended without a model")
        Path(result.model).replace(arguments.output)
    print("stored", flush=True)


if __name__ == "__main__":
    main()
