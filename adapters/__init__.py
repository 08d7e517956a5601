"""Everything that touches the outside."""

import gc
import os

# Garbage is looked for after so many new objects, by default after 700: a start makes some hundred
# thousand, all of which stay, and spent a tenth of its time on looking (see models/heap.py).
gc.set_threshold(200_000)

# One thread for numpy's arithmetic, said before numpy is first imported: a question is too small to
# share out, and OpenBLAS's threads wait for one another so long that two are slower than one.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

# No plugin of pydantic's is of use here, and looking for one reads about every package's files.
os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")

# Nothing leaves the house: ONNX Runtime reports on its use unless this is set before its import.
os.environ["ORT_DISABLE_TELEMETRY"] = "1"
