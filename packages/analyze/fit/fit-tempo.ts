/**
 * Fits the networks that score tempos and bar lines, and prints their accuracy with and without cross-validation.
 * Writes src/tempo/tempo-model.json and src/tempo/bar-model.json.
 *
 * npm run fit:tempo -- manifest.json [manifest.json ...]
 */
import { writeFile } from 'node:fs/promises';
import { errorMessage } from '@rbassist/core';
import { createFeaturePipeline } from '../src/features/feature-pipeline.ts';
import { createAutocorrelationFft } from '../src/tempo/autocorrelation.ts';
import { barExample } from './bar-examples.ts';
import { crossValidate, isRight } from './cross-validate.ts';
import { fileFeatures, readRows } from './labelled-tracks.ts';
import { tempoExample } from './tempo-examples.ts';
import { type Example, type TrainOptions, trainNetwork } from './train-network.ts';

const TEMPO: TrainOptions = { hiddenUnits: 16, epochs: 40, rate: 0.01, decay: 0.02 };
const BAR: TrainOptions = { hiddenUnits: 16, epochs: 40, rate: 0.01, decay: 0.02 };
/** Kinds to skip, since their label is the tempo of one part only. */
const LEFT_OUT = new Set(['tempo jump']);

const rows = await readRows(process.argv.slice(2));
const pipeline = await createFeaturePipeline();
const fft = await createAutocorrelationFft();
const tempos: Example[] = [];
const bars: Example[] = [];
for (const [i, row] of rows.entries()) {
  try {
    const { features, chroma } = await fileFeatures(row.file, pipeline);
    const tempo = LEFT_OUT.has(row.kind ?? '') ? null : tempoExample(row, features, chroma, fft);
    const bar = barExample(row, features, chroma);
    if (tempo) tempos.push(tempo);
    if (bar) bars.push(bar);
  } catch (error) {
    console.error(`skipped: ${errorMessage(error)}`);
  }
  if ((i + 1) % 50 === 0) console.error(`${i + 1} of ${rows.length} tracks`);
}
await fit('tempo', tempos, TEMPO);
await fit('bar', bars, BAR);

async function fit(name: string, examples: Example[], options: TrainOptions): Promise<void> {
  const network = trainNetwork(examples, options);
  const seen = examples.filter((example) => isRight(example, network)).length / examples.length;
  const unseen = crossValidate(examples, options);
  console.log(`${name}: ${examples.length} tracks, right ${seen.toFixed(3)}, in cross-validation ${unseen.toFixed(3)}`);
  await writeFile(new URL(`../src/tempo/${name}-model.json`, import.meta.url), `${JSON.stringify(network)}\n`);
}
