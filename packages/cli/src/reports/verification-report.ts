import { spaceDimensions } from '@rbassist/core';
import type { ClipComparison, ModelVerification } from '@rbassist/library';
import packageJson from '../../package.json' with { type: 'json' };
import { formatBytes } from '../output/byte-size.ts';
import { commandLine } from '../output/command-line.ts';
import { withRemedies } from '../output/remedy-text.ts';

/** Versions and system, for the report of a comparison. */
export const RAN_WITH = `rbassist ${packageJson.version}, Node.js ${process.versions.node}, ${process.platform}-${process.arch}`;

const PADDED_WINDOWS =
  '  note        Newer versions of the Python rbassist pad the windows of a track. Compare a track under 80 s to be sure.';
const CHECKSUMS = { known: 'the checksum rbassist knows', hub: 'the checksum from the hub' };

/** Returns the state and the checksum of a file in one line. */
export function fileText({ name, bytes, state, source, actual, expected }: ModelVerification['files'][number]): string {
  if (state === 'missing') return `✗ ${name} is missing`;
  const file = `${name} (${formatBytes(bytes)})`;
  if (state === 'unknown' || source === undefined)
    return `? ${file} has SHA-256 ${actual}; there is no published checksum`;
  if (state === 'right') return `✓ ${file} has ${CHECKSUMS[source]}, ${expected}`;
  return `✗ ${file} has ${actual}, not ${CHECKSUMS[source]}, ${expected}`;
}

/** Returns the comparison of a model's vector with a stored one, as lines for a report. */
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

/** Returns true if a file is missing or damaged, so that no clip was compared. */
export function isBroken({ files }: ModelVerification): boolean {
  return files.some(({ state }) => state === 'wrong' || state === 'missing');
}

/** Returns the problem of a model's files and its remedies. */
export function fileProblemText(model: ModelVerification): string {
  const { id, remedies } = model;
  const message = isBroken(model)
    ? `${id} differs from the published files, so no clip was compared.`
    : `Some files of ${id} have no published checksum.`;
  return `rbassist: ${withRemedies(message, remedies)}`;
}

/** Explains how to compare a clip if the library has none. */
export function clipHint(id: string, revision: string | undefined): string {
  const rest = revision === undefined ? [] : ['--revision', revision];
  const words = ['model', 'verify', id, ...rest, '--clip', 'TRACK', '--reference', 'VECTOR.npy'];
  return (
    'No clip was compared, because the library has no vector from the Python rbassist for this model. ' +
    `If you have one, run ${commandLine(words)}.`
  );
}
