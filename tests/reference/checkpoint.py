"""Makes checkpoint.json: the tensors of tests/fixtures/mert, read with Python's own zipfile and pickle.

Run: python3 checkpoint.py > checkpoint.json (needs only Python; the stored file was made with 3.11).

The fixtures are tiny checkpoints with the structure of MERT and random weights, in the layout of torch.save: post-ln like
MERT-v1-95M (a plain dict), stable-ln like MERT-v1-330M (an OrderedDict). For every tensor, the file has its shape, the
SHA-256 of its elements as little-endian float32, the first and last element, and the sum in double precision.
"""

import hashlib
import io
import json
import math
import pickle
import struct
import zipfile
from collections import OrderedDict
from pathlib import Path

FIXTURES = Path(__file__).parent.parent / "fixtures" / "mert"


class Unpickler(pickle.Unpickler):
    """Returns (storage key, offset, shape, strides) for each tensor."""

    def find_class(self, module, name):
        known = {
            ("collections", "OrderedDict"): OrderedDict,
            ("torch._utils", "_rebuild_tensor_v2"): lambda key, offset, shape, strides, *rest: (key, offset, shape, strides),
            ("torch", "FloatStorage"): "float32",
        }
        return known[module, name]

    def persistent_load(self, pid):
        sort, dtype, key, location, count = pid
        assert sort == "storage" and dtype == "float32"
        return key


def tensors(path):
    with zipfile.ZipFile(path) as archive:
        root = archive.namelist()[0].split("/")[0]
        table = Unpickler(io.BytesIO(archive.read(f"{root}/data.pkl"))).load()
        for name, (key, offset, shape, strides) in table.items():
            data = archive.read(f"{root}/data/{key}")
            count = math.prod(shape)
            plain = tuple(math.prod(shape[axis + 1 :]) for axis in range(len(shape)))
            assert offset == 0 and strides == plain and len(data) == 4 * count
            values = struct.unpack(f"<{count}f", data)
            yield {
                "name": name,
                "shape": list(shape),
                "sha256": hashlib.sha256(data).hexdigest(),
                "first": values[0],
                "last": values[-1],
                "sum": math.fsum(values),
            }


files = {}
for path in sorted(FIXTURES.glob("*/pytorch_model.bin")):
    files[path.parent.name] = {
        "sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
        "tensors": list(tensors(path)),
    }
print(json.dumps(files, indent=1))
