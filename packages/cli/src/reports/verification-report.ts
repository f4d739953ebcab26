import { spaceDimensions } from '@rbassist/core';
import type { ClipComparison, ModelVerification } from '@rbassist/library';
import packageJson from '../../package.json' with { type: 'json' };
import { formatBytes } from '../output/byte-size.ts';
import { commandLine } from '../output/command-line.ts';
import { withRemedies } from '../output/remedy-text.ts';

/** Versions to name in a report of a comparison. */
export const RAN_WITH = `rbassist ${packageJson.version}, Node.js ${process.versions.node}, ${process.platform}-${process.arch}`;

const PADDED_WINDOWS =
  '  note        Newer versions of the Python rbassist pad the windows of a track. Compare one under 80 s to be sure.';
const CHECKSUMS = { known: 'the checksum rbassist knows', hub: 'the checksum the hub stated' };

/** A file and its checksum, in one line. */
export function fileText({ name, bytes, state, source, actual, expected }: ModelVerification['files'][number]): string {
  if (state === 'missing') return `✗ ${name} is missing`;
  const file = `${name} (${formatBytes(bytes)})`;
  if (state === 'unknown' || source === undefined) return `? ${file} has SHA-256 ${actual}; nothing to compare it with`;
  if (state === 'right') return `✓ ${file} has ${CHECKSUMS[source]}, ${expected}`;
  return `✗ ${file} has ${actual}, not ${CHECKSUMS[source]}, ${expected}`;
}

/** A comparison of a model's vector with a stored one, in lines to paste into a report. */
export function clipText(compared: ClipComparison, { id, commit }: ModelVerification): string[] {
  const { clip, reference, cosine, least, ranges, largestDifference, largestElement } = compared;
  const dimensions = spaceDimensions(compared.space);
  const parts = ranges.map(({ startS, durationS }) => `${startS.toFixed(1)}-${(startS + durationS).toFixed(1)}`);
  const verdict = compared.ok ? `at least ${least}: the same` : `below ${least}: not the same`;
  return [
    `${compared.ok ? '✓' : '✗'} clip: cosine ${cosine.toFixed(6)} with the stored vector, ${verdict}`,
    `  difference  ${largestDifference.toPrecision(3)} at most, in elements up to ${largestElement.toPrecision(3)}`,
    `  model       ${id}, commit ${commit}`,
    `  space       ${compared.space}, on ${compared.device ?? 'cpu'}`,
    `  clip        ${clip}`,
    `  windows     ${parts.join(', ')} of ${compared.durationS.toFixed(1)} s, by ${compared.decoder}, ${compared.resampler}`,
    `  reference   ${reference}, ${dimensions} × ${compared.referenceType}`,
    `  ran with    ${RAN_WITH}`,
    ...(compared.ok || ranges.length === 1 ? [] : [PADDED_WINDOWS]),
  ];
}

/** True if a file is not what was published, so that no clip was compared. */
export function isBroken({ files }: ModelVerification): boolean {
  return files.some(({ state }) => state === 'wrong' || state === 'missing');
}

/** Says which problem the files of a model have, and what to do. */
export function fileProblemText(model: ModelVerification): string {
  const { id, remedies } = model;
  const message = isBroken(model)
    ? `${id} is not what was published, and no clip was compared.`
    : `Not every file of ${id} has a checksum to compare with.`;
  return `rbassist: ${withRemedies(message, remedies)}`;
}

/** Says how to compare a clip if the library has none. */
export function clipHint(id: string, revision: string | undefined): string {
  const rest = revision === undefined ? [] : ['--revision', revision];
  const words = ['model', 'verify', id, ...rest, '--clip', 'TRACK', '--reference', 'VECTOR.npy'];
  return (
    'No clip was compared, because the library holds no vector that the Python rbassist made with this model. ' +
    `If you have one, run ${commandLine(words)}.`
  );
}
