/**
 * Fits the networks that score tempos and bar lines. Prints the share of tracks that they get right: on the music they
 * were fitted to, and on packages and kinds that they were not fitted to. Writes src/tempo/tempo-model.json and
 * src/tempo/bar-model.json.
 *
 * `--keep` names a folder that caches the features. The program also writes the analysis of every track there, with
 * networks that were fitted without its package. `npm run eval:tempo -- --keep` shows it as one more system.
 *
 *   npm run fit:tempo -- manifest.json [manifest.json ...] [--keep DIR]
 */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { errorMessage } from '@rbassist/core';
import { createFeaturePipeline } from '../src/features/feature-pipeline.ts';
import { createTempoAnalyzer } from '../src/tempo/analyze-tempo.ts';
import { createAutocorrelationFft } from '../src/tempo/autocorrelation.ts';
import type { SmallNetwork } from '../src/tempo/small-network.ts';
import { barExample } from './bar-examples.ts';
import { cooled, fitTemperature } from './calibrate-tempo.ts';
import { assignFolds, fitWithout, shareRight } from './cross-validate.ts';
import { cachedFeatures } from './feature-cache.ts';
import { groupOf, readRows } from './labelled-tracks.ts';
import { type TempoExample, tempoExample } from './tempo-examples.ts';
import { type Example, type TrainOptions, trainNetwork } from './train-network.ts';

const TEMPO: TrainOptions = { hiddenUnits: 16, epochs: 25, rate: 0.01, decay: 0.04 };
const BAR: TrainOptions = { hiddenUnits: 16, epochs: 25, rate: 0.01, decay: 0.04 };
/** Kinds to skip, since their label is the tempo of one part only. */
const LEFT_OUT = new Set(['tempo jump']);

const { values, positionals } = parseArgs({ allowPositionals: true, options: { keep: { type: 'string' } } });
const rows = await readRows(positionals);
const folds = assignFolds(rows.map(groupOf));
const pipeline = await createFeaturePipeline();
const fft = await createAutocorrelationFft();
const tempos: TempoExample[] = [];
const bars: Example[] = [];
for (const [i, row] of rows.entries()) {
  try {
    const { features, chroma } = await cachedFeatures(row.file, pipeline, values.keep);
    const tempo = LEFT_OUT.has(row.kind ?? '') ? null : tempoExample(row, features, chroma, fft);
    const bar = barExample(row, features, chroma);
    if (tempo) tempos.push(tempo);
    if (bar) bars.push(bar);
  } catch (error) {
    console.error(`skipped: ${errorMessage(error)}`);
  }
  if ((i + 1) % 50 === 0) console.error(`${i + 1} of ${rows.length} tracks`);
}
const tempo = fit('tempo', tempos, TEMPO);
const bar = fit('bar', bars, BAR);
const temperature = fitTemperature(tempos, ({ group }) => tempo.without[folds.get(group) ?? 0]);
console.log(`tempo: confidence calibrated with a temperature of ${temperature.toFixed(2)}`);
const tempoNetworks = tempo.without.map((network) => cooled(network, temperature));
const barNetworks = bar.without;
await publish('tempo', cooled(tempo.network, temperature));
await publish('bar', bar.network);
if (values.keep !== undefined) await analyzeLeftOut(values.keep);

function fit(name: string, examples: readonly Example[], options: TrainOptions) {
  const network = trainNetwork(examples, options);
  const without = fitWithout(examples, folds, options);
  const seen = shareRight(examples, () => network);
  const unseen = shareRight(examples, ({ group }) => without[folds.get(group) ?? 0]);
  console.log(`${name}: ${examples.length} tracks, right ${seen.toFixed(3)}, package left out ${unseen.toFixed(3)}`);
  return { network, without };
}

async function publish(name: string, network: SmallNetwork): Promise<void> {
  await writeFile(new URL(`../src/tempo/${name}-model.json`, import.meta.url), `${JSON.stringify(network)}\n`);
}

async function analyzeLeftOut(folder: string): Promise<void> {
  const analyzers = await Promise.all(
    tempoNetworks.map((tempo, fold) => createTempoAnalyzer({ tempo, bar: barNetworks[fold] })),
  );
  const lines: string[] = [];
  for (const row of rows) {
    try {
      const { features, chroma } = await cachedFeatures(row.file, pipeline, folder);
      const { analysis, grid } = analyzers[folds.get(groupOf(row)) ?? 0].analyze(features, chroma);
      const { bpm, bpm_confidence: confidence, bpm_candidates: candidates, tempos: segments } = analysis;
      const beats = Array.from(grid?.beats ?? [], (timeS) => Number(timeS.toFixed(4)));
      const downbeats = beats.filter((_, i) => grid && (i - grid.firstDownbeat) % grid.metre === 0);
      const answer = { bpm, confidence, candidates, metre: segments[0]?.metro, beats, downbeats };
      lines.push(JSON.stringify({ file: row.file, ...answer, seconds: 0, cpuSeconds: null }));
    } catch (error) {
      console.error(`skipped: ${errorMessage(error)}`);
    }
  }
  await writeFile(join(folder, 'rbassist left out.jsonl'), `${lines.join('\n')}\n`);
}
