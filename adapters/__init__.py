"""Everything that touches the outside."""

import os

# One thread for numpy's arithmetic, said before numpy is first imported: a question is too small to
# share out, and OpenBLAS's threads wait for one another so long that two are slower than one.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

# Nothing leaves the house: ONNX Runtime reports on its use unless this is set before its import.
os.environ["ORT_DISABLE_TELEMETRY"] = "1"
