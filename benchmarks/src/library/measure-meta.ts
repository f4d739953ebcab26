/** Measures one task on a meta.json in its own process, for its peak memory, and prints the figures as JSON. */
import { openMetaStore } from '@rbassist/meta';

/** Keys that `recommend` reads of every track. */
const ASKED_OF_ALL = ['artist', 'title', 'bpm', 'key'] as const;
const UPDATES = 20_000;
const CONTOUR_UPDATES = 3_000;
const GROUP = 100;

const [task, path, turn = '0'] = process.argv.slice(2);
const stars = (share: number) => (Number(turn) + share) / 10;
const took = async <T>(work: () => Promise<T> | T): Promise<{ ms: number; value: T }> => {
  const began = performance.now();
  const value = await work();
  return { ms: performance.now() - began, value };
};

const figures: Record<string, number> = {};
const open = await took(() => openMetaStore(path, { readOnly: task === 'open' }));
const store = open.value;
figures.tracks = store.size;
figures.openMs = open.ms;
if (task === 'open') {
  figures.askAllMs = (await took(() => [...store.tracks(ASKED_OF_ALL)])).ms;
} else {
  const paths = store.paths();
  const one = paths[paths.length >> 1];
  figures.updateMs = (
    await took(async () => {
      store.update(one, { rating: stars(0.999) });
      await store.flush();
    })
  ).ms;
  const rate = async (count: number, update: (path: string, i: number) => void) => {
    const { ms } = await took(async () => {
      for (let i = 0; i < count; i++) {
        update(paths[i % paths.length], i);
        if (i % GROUP === GROUP - 1) await store.flush({ sync: false });
      }
      await store.flush();
    });
    return (count / ms) * 1000;
  };
  figures.updatesPerS = await rate(UPDATES, (path, i) => store.update(path, { rating: stars(i / UPDATES) }));
  const features = store.get(one, ['features'])?.features;
  figures.contourUpdatesPerS = await rate(CONTOUR_UPDATES, (path, i) =>
    store.update(path, { features: { ...features, samples: stars(i / CONTOUR_UPDATES) } }),
  );
  figures.closeMs = (await took(() => store.close())).ms;
}
figures.peakMib = process.resourceUsage().maxRSS / 1024;
console.log(JSON.stringify(figures));
