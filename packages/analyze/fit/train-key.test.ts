import { expect, it } from 'vitest';
import { KEY_EVIDENCE, type KeyEvidence, standardised } from '../src/key/key-evidence.ts';
import { keyProbabilities } from '../src/key/key-model.ts';
import { calibrate, calibrated, leaveGroupsOut } from './cross-validate-key.ts';
import { type KeyExample, trainKeyModel } from './train-key.ts';

/** Returns invented tracks whose bass plays the tonic, and whose other notes are the same in all keys of a scale. */
function inventedTracks(): KeyExample[] {
  const scale = [0, 2, 4, 5, 7, 9, 11];
  return Array.from({ length: 24 }, (_, i) => {
    const tonic = (5 * i) % 12;
    const isMinor = i % 3 === 0;
    const major = isMinor ? (tonic + 3) % 12 : tonic;
    const flat = standardised(Array.from({ length: 12 }, (_, c) => Number(scale.includes((c - major + 12) % 12))));
    const bass = standardised(Array.from({ length: 12 }, (_, c) => Number(c === tonic)));
    const evidence = Object.fromEntries(KEY_EVIDENCE.map((name) => [name, name === 'bass' ? bass : flat]));
    return {
      file: `${i}.wav`,
      group: `package ${i % 2}`,
      key: tonic + (isMinor ? 12 : 0),
      evidence: evidence as KeyEvidence,
    };
  });
}

const best = (probabilities: Float64Array) => probabilities.indexOf(Math.max(...probabilities));

it('learns what decides the key, and applies it to groups that it was not fitted to', () => {
  const tracks = inventedTracks();
  const heldOut = leaveGroupsOut(tracks);
  expect(heldOut).toHaveLength(tracks.length);
  for (const { example, model } of heldOut) expect(best(keyProbabilities(example.evidence, model))).toBe(example.key);
  expect(trainKeyModel(tracks)).toEqual(trainKeyModel(tracks));
});

it('makes a model less sure if its keys are often wrong', () => {
  const model = trainKeyModel(inventedTracks());
  const near = inventedTracks().map((example, i) =>
    i % 2 === 0 ? { ...example, key: (example.key + 7) % 12 } : example,
  );
  const calibration = calibrate(near.map((example) => ({ example, model })));
  const [{ evidence }] = near;
  expect(Math.max(...keyProbabilities(evidence, calibrated(model, calibration)))).toBeLessThan(
    Math.max(...keyProbabilities(evidence, model)) - 0.1,
  );
});

it('doubts sure keys of which a few are wrong, and makes the others surer', () => {
  const model = trainKeyModel(inventedTracks());
  const heldOut = inventedTracks().map((example) => ({ example, model }));
  const misled = heldOut.map((track, i) =>
    i === 0 ? { ...track, example: { ...track.example, key: (track.example.key + 6) % 12 } } : track,
  );
  expect(calibrate(heldOut).doubt).toBe(0);
  const { factor, doubt } = calibrate(misled);
  expect(doubt).toBeGreaterThan(0);
  expect(factor).toBeGreaterThan(1);
});
