"""Serves a trained model on one port until standard input ends."""

import argparse
import logging
import os
from pathlib import Path

from nlu.parent import leave_with_parent

_ROOT = Path(__file__).resolve().parent.parent
os.environ.update(
    RASA_TELEMETRY_ENABLED="false",
    TF_CPP_MIN_LOG_LEVEL="3",
    CUDA_VISIBLE_DEVICES="-1",
    SQLALCHEMY_SILENCE_UBER_WARNING="1",
    # A row times a small matrix: more threads would only spin beside it, at ten times the processor time.
    OPENBLAS_NUM_THREADS="1",
    OMP_NUM_THREADS="1",
)


def main() -> None:
    """Parse the arguments, watch the parent, serve."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--alone", action="store_true", help="do not watch standard input (containers)")
    arguments = parser.parse_args()
    if not arguments.model.is_file():
        # Rasa itself would silently serve another model of the same folder.
        parser.error(f"there is no model at {arguments.model}")
    if not arguments.alone:
        leave_with_parent()
    _serve(arguments)


def _serve(arguments: argparse.Namespace) -> None:
    # Imported late: the watch over the parent must be on before TensorFlow takes its seconds to load.
    from rasa.core.run import serve_application
    from rasa.core.utils import AvailableEndpoints
    from rasa.utils.common import configure_logging_and_warnings
    from rasa.utils.log_utils import configure_structlog

    # At its default level Rasa logs what patients write.
    configure_logging_and_warnings(logging.WARNING)
    configure_structlog(logging.WARNING)
    serve_application(
        model_path=str(arguments.model),
        interface=arguments.host,
        port=arguments.port,
        credentials=str(_ROOT / "nlu" / "credentials.yml"),
        endpoints=AvailableEndpoints.read_endpoints(str(_ROOT / "nlu" / "endpoints.yml")),
        enable_api=False,
    )


if __name__ == "__main__":
    main()
