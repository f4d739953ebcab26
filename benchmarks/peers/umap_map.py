"""Maps vectors with umap-learn: VECTORS DIMENSIONS OUT. Prints time and memory as JSON. The seed makes it repeatable."""
import json
import resource
import sys
import time
import warnings

import numpy as np
import umap

warnings.filterwarnings("ignore")
file, dimensions, out = sys.argv[1], int(sys.argv[2]), sys.argv[3]
# compiles the functions, which takes longer than a small map
umap.UMAP(metric="cosine", random_state=1).fit_transform(np.random.default_rng(1).random((100, dimensions), np.float32))
vectors = np.fromfile(file, np.float32).reshape(-1, dimensions)
cpu, wall = time.process_time(), time.perf_counter()
places = umap.UMAP(n_neighbors=15, metric="cosine", random_state=1).fit_transform(vectors)
cost = {
    "cpuS": time.process_time() - cpu,
    "wallS": time.perf_counter() - wall,
    "peakMib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
}
places.astype(np.float32).tofile(out)
print(json.dumps(cost))
