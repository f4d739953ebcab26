/**
 * Fits the profiles that score keys, and prints their accuracy with each package left out in turn. Writes
 * src/key/key-model.json, and with --answers the keys of left-out packages for `npm run eval:key`. `--keep` names a
 * folder that caches the evidence of each file.
 *
 * npm run fit:key -- manifest.json [manifest.json ...] [--answers FILE] [--keep DIR]
 */
import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { camelotOf, errorMessage } from '@rbassist/core';
import { createFeaturePipeline } from '../src/features/feature-pipeline.ts';
import { CLASSES } from '../src/key/key-evidence.ts';
import { keyProbabilities } from '../src/key/key-model.ts';
import { calibrate, calibrated, leaveGroupsOut } from './cross-validate-key.ts';
import { keyExample, readKeyRows } from './key-examples.ts';
import { type KeyExample, trainKeyModel } from './train-key.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { answers: { type: 'string' }, keep: { type: 'string' } },
});
const rows = await readKeyRows(positionals);
const pipeline = await createFeaturePipeline();
const examples: KeyExample[] = [];
for (const [i, row] of rows.entries()) {
  try {
    examples.push(await keyExample(row, pipeline, values.keep));
  } catch (error) {
    console.error(`skipped: ${errorMessage(error)}`);
  }
  if ((i + 1) % 50 === 0) console.error(`${i + 1} of ${rows.length} tracks`);
}
pipeline.close();

const heldOut = leaveGroupsOut(examples);
const calibration = calibrate(heldOut);
const answers = heldOut.map(({ example, model }) => {
  const probabilities = keyProbabilities(example.evidence, calibrated(model, calibration));
  const confidence = Math.max(...probabilities);
  const best = probabilities.indexOf(confidence);
  return { ...example, best, confidence };
});
for (const [group, members] of Map.groupBy(answers, (answer) => answer.group)) {
  console.log(`${group}: ${members.length} tracks, right ${shareRight(members).toFixed(3)}`);
}
const { factor, doubt } = calibration;
console.log(`all: ${answers.length} tracks, right ${shareRight(answers).toFixed(3)}`);
console.log(`weights times ${factor.toFixed(2)}, doubt ${doubt}`);
const url = new URL('../src/key/key-model.json', import.meta.url);
await writeFile(url, `${JSON.stringify(calibrated(trainKeyModel(examples), calibration))}\n`);
if (values.answers) {
  const lines = answers.map(({ file, best, confidence }) => [
    file,
    { key: camelotOf(best % CLASSES, best >= CLASSES), confidence },
  ]);
  await writeFile(values.answers, `${JSON.stringify(Object.fromEntries(lines), null, 1)}\n`);
}

function shareRight(members: readonly { key: number; best: number }[]): number {
  return members.filter(({ key, best }) => key === best).length / members.length;
}
