/** Reads the database of the first argument and prints the number of entries of each type. Runs in its own process. */
import { readMasterDb } from '@rbassist/rekordbox';

const [path = '', grids] = process.argv.slice(2);
const counts: Record<string, number> = {};
const count = (type: string, more = 1) => {
  counts[type] = (counts[type] ?? 0) + more;
};
for await (const entry of readMasterDb(path, { key: process.env.RBASSIST_BENCH_KEY ?? '', grids: grids === 'true' })) {
  count(`${entry.type}s`);
  if (entry.type !== 'track') continue;
  count('cues', entry.track.marks.length);
  count('tags', entry.track.tags.length);
  count('anchors', entry.track.grid.length);
}
console.log(JSON.stringify(counts));
