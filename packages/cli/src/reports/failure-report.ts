import type { TrackErrorKind } from '@rbassist/core';
import type { FailedTrack } from '@rbassist/library';
import { formatBytes } from '../output/byte-size.ts';
import { counted } from '../output/count.ts';
import { type Output, print } from '../output/output.ts';
import { withRemedies } from '../output/remedy-text.ts';

const WORDS: Readonly<Record<TrackErrorKind, string>> = {
  missing: 'the file does not exist',
  unreadable: 'no access to the file, or no decoder for its format',
  'not-audio': 'not an audio file rbassist can read',
  corrupt: 'damaged audio',
  partial: 'the file ends too early; rbassist used the part it could read',
  'too-short': 'too short to analyse',
  timeout: 'slower than the time limit',
  unwritable: 'rbassist could not write the tags',
  internal: 'an error in rbassist',
};

/** Every kind of failure. */
export const FAILURE_KINDS = Object.keys(WORDS) as readonly TrackErrorKind[];

/** Describes a kind of failure, e.g. "corrupt: damaged audio". */
export function failureKindText(kind: string): string {
  const words = Object.hasOwn(WORDS, kind) ? `: ${WORDS[kind as TrackErrorKind]}` : '';
  return `${kind}${words}`;
}

/** Prints failed tracks by kind, each with the reason and what to do. */
export function printFailures(failures: readonly FailedTrack[], output: Output): void {
  for (const [kind, tracks] of Map.groupBy(failures, ({ error }) => error.kind)) {
    print(`${counted(tracks.length, 'file')}, ${failureKindText(kind)}`);
    for (const track of tracks) {
      const { message, remedies } = track.error;
      print(`  ${withRemedies(message, remedies, output)}${factsText(track)}`);
    }
  }
}

/** Returns the size and date of the file that failed, and its state now. */
function factsText({ bytes, modified, file }: FailedTrack): string {
  const size = bytes === undefined ? [] : [formatBytes(bytes)];
  const date = modified === undefined ? [] : [`last changed ${modified.slice(0, 10)}`];
  const now = file === 'unchanged' ? [] : [NOW[file]];
  const facts = [...size, ...date, ...now];
  return facts.length === 0 ? '' : ` (${facts.join(', ')})`;
}

const NOW: Readonly<Record<Exclude<FailedTrack['file'], 'unchanged'>, string>> = {
  changed: 'changed since then; the next scan retries it',
  missing: 'missing now',
  unreadable: "can't be read now",
};
