/**
 * Leaves a library like a killed scan: changes the first COUNT tracks of meta.json PATH, with contours, only in its
 * journal.
 */
import { openMetaStore } from '@rbassist/meta';

const GROUP = 100;

const [path, count] = process.argv.slice(2);
const store = await openMetaStore(path);
for (const [i, track] of store.paths().slice(0, Number(count)).entries()) {
  const { features } = store.get(track, ['features']) ?? {};
  store.update(track, {
    bpm_confidence: 0.5,
    analysis_signature: `killed_${i}`,
    features: { ...features, samples: -1 },
  });
  if (i % GROUP === GROUP - 1) await store.flush({ sync: false });
}
await store.flush();
process.kill(process.pid, 'SIGKILL');
