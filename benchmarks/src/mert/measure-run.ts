/** Runs one model over one kind of window in a process of its own, for its peak memory, and prints what it took as JSON. */
import { createMertModel, type MertPrecision } from '@rbassist/embed';
import { seededRandom } from '../synth/random.ts';

const SAMPLE_RATE = 24_000;
const [checkpoint, precision, seconds, batch, runs, threads] = process.argv.slice(2);

const model = await createMertModel({
  checkpoint,
  precision: precision as MertPrecision,
  device: 'cpu',
  threads: Number(threads),
});
const random = seededRandom(2);
const windows = Array.from({ length: Number(batch) }, () =>
  Float32Array.from({ length: Number(seconds) * SAMPLE_RATE }, () => random() - 0.5),
);
await model.hiddenMeans(windows);
const walls: number[] = [];
for (let run = 0; run < Number(runs); run++) {
  const began = performance.now();
  await model.hiddenMeans(windows);
  walls.push((performance.now() - began) / 1000);
}
await model.close();
walls.sort((a, b) => a - b);
const wallS = walls[walls.length >> 1];
console.log(
  JSON.stringify({
    musicPerSecond: (Number(seconds) * Number(batch)) / wallS,
    peakMiB: process.resourceUsage().maxRSS / 1024,
  }),
);
