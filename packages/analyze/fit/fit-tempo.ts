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
import { assignFolds, fitWithout, shareRight } from './cross-validate.ts';
import { cachedFeatures } from './feature-cache.ts';
import { groupOf, readRows } from './labelled-tracks.ts';
import { tempoExample } from './tempo-examples.ts';
import { type Example, type TrainOptions, trainNetwork } from './train-network.ts';

const TEMPO: TrainOptions = { members: 4, hiddenUnits: 16, epochs: 25, rate: 0.01, decay: 0.04 };
const BAR: TrainOptions = { members: 4, hiddenUnits: 16, epochs: 25, rate: 0.01, decay: 0.04 };
/** Kinds to skip, since their label is the tempo of one part only. */
const LEFT_OUT = new Set(['tempo jump']);

const { values, positionals } = parseArgs({ allowPositionals: true, options: { keep: { type: 'string' } } });
const rows = await readRows(positionals);
const folds = assignFolds(rows.map(groupOf));
const pipeline = await createFeaturePipeline();
const fft = await createAutocorrelationFft();
const tempos: Example[] = [];
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
const tempoNetworks = await fit('tempo', tempos, TEMPO);
const barNetworks = await fit('bar', bars, BAR);
if (values.keep !== undefined) await analyzeLeftOut(values.keep);

async function fit(name: string, examples: Example[], options: TrainOptions): Promise<SmallNetwork[]> {
  const network = trainNetwork(examples, options);
  const without = fitWithout(examples, folds, options);
  const seen = shareRight(examples, () => network);
  const unseen = shareRight(examples, ({ group }) => without[folds.get(group) ?? 0]);
  console.log(`${name}: ${examples.length} tracks, right ${seen.toFixed(3)}, package left out ${unseen.toFixed(3)}`);
  await writeFile(new URL(`../src/tempo/${name}-model.json`, import.meta.url), `${JSON.stringify(network)}\n`);
  return without;
}

async function analyzeLeftOut(folder: string): Promise<void> {
  const analyzers = await Promise.all(
    tempoNetworks.map((tempo, fold) => createTempoAnalyzer({ tempo, bar: barNetworks[fold] })),
  );
  const lines: string[] = [];
  for (const row of rows) {
    try {
      const { features, chroma } = await cachedFeatures(row.file, pipeline, folder);
      const { analysis } = analyzers[folds.get(groupOf(row)) ?? 0].analyze(features, chroma);
      const { bpm, bpm_confidence: confidence, tempos: grid } = analysis;
      const metre = grid[0]?.metro;
      lines.push(JSON.stringify({ file: row.file, bpm, confidence, metre, seconds: 0, cpuSeconds: null }));
    } catch (error) {
      console.error(`skipped: ${errorMessage(error)}`);
    }
  }
  await writeFile(join(folder, 'rbassist left out.jsonl'), `${lines.join('\n')}\n`);
}
