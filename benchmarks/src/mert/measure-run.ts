/**
 * Runs one model over one kind of window in its own process, for its peak memory, and prints its figures as JSON:
 * CHECKPOINT_FOLDER SAMPLES_FILE SECONDS BATCH RUNS THREADS PRECISION.
 */
import { readFile } from 'node:fs/promises';
import { createMertModel, type MertPrecision } from '@rbassist/embed';
import { MERT_SAMPLE_RATE } from './random-checkpoint.ts';

const [checkpoint, samplesFile, ...words] = process.argv.slice(2);
const [seconds, batch, runs, threads] = words.map(Number);
const precision = words[4] as MertPrecision;

const model = await createMertModel({ checkpoint, precision, device: 'cpu', threads });
const samples = new Float32Array((await readFile(samplesFile)).buffer);
const length = seconds * MERT_SAMPLE_RATE;
const windows = Array.from({ length: batch }, (_, i) => samples.subarray(i * length, (i + 1) * length));
// the first run creates threads and buffers, so it is not timed
const [states] = await model.hiddenMeans(windows.slice(0, 1));
const walls: number[] = [];
const before = process.cpuUsage();
for (let run = 0; run < runs; run++) {
  const began = performance.now();
  await model.hiddenMeans(windows);
  walls.push((performance.now() - began) / 1000);
}
const { user, system } = process.cpuUsage(before);
await model.close();
walls.sort((a, b) => a - b);
console.log(
  JSON.stringify({
    musicPerSecond: (seconds * batch) / walls[walls.length >> 1],
    musicPerCoreSecond: (seconds * batch * runs * 1e6) / (user + system),
    peakMiB: process.resourceUsage().maxRSS / 1024,
    vector: [...states[states.length - 1]],
  }),
);
