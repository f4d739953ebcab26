import { spaceDimensions } from '@rbassist/core';
import type { ClipComparison, VerifiedModel } from '@rbassist/embed';
import packageJson from '../package.json' with { type: 'json' };

/** What a report about a comparison must name besides its numbers. */
export const RAN_WITH = `rbassist ${packageJson.version}, Node.js ${process.versions.node}, ${process.platform}-${process.arch}`;

/** How near a model came to a stored vector, in lines that can be pasted into a report as they are. */
export function describeClip(compared: ClipComparison, { id, commit }: VerifiedModel): string {
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
    `  heard       ${parts.join(', ')} of ${compared.durationS.toFixed(1)} s, by ${compared.decoder}, ${compared.resampler}`,
    `  reference   ${reference}, ${dimensions} × ${compared.referenceType}`,
    `  ran with    ${RAN_WITH}`,
  ].join('\n');
}
