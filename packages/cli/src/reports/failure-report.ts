import type { TrackErrorKind } from '@rbassist/core';
import type { FailedTrack } from '@rbassist/library';
import { formatBytes } from '../output/byte-size.ts';
import { counted } from '../output/count.ts';
import { type Output, print } from '../output/output.ts';
import { withRemedies } from '../output/remedy-text.ts';

/** Kinds of failure in words. */
const WORDS: Readonly<Record<TrackErrorKind, string>> = {
  missing: 'no file',
  unreadable: 'no access to the file, or no decoder for it',
  'not-audio': 'not an audio file rbassist can read',
  corrupt: 'damaged audio',
  partial: 'a file that ends too early; rbassist used what is there',
  'too-short': 'too short to analyse',
  timeout: 'more work than the time limit allows',
  unwritable: 'tags that could not be written',
  internal: 'an error in rbassist',
};

/** Every kind of failure. */
export const FAILURE_KINDS = Object.keys(WORDS) as readonly TrackErrorKind[];

/** Describes a kind of failure, e.g. "corrupt: the audio is damaged". */
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

/** Says which state of the file failed, and what has become of it. */
function factsText({ bytes, modified, file }: FailedTrack): string {
  const size = bytes === undefined ? [] : [formatBytes(bytes)];
  const date = modified === undefined ? [] : [`last changed ${modified.slice(0, 10)}`];
  const now = file === 'unchanged' ? [] : [NOW[file]];
  const facts = [...size, ...date, ...now];
  return facts.length === 0 ? '' : ` (${facts.join(', ')})`;
}

const NOW: Readonly<Record<Exclude<FailedTrack['file'], 'unchanged'>, string>> = {
  changed: 'changed since, so the next scan tries it again',
  missing: 'now gone',
  unreadable: "can't be read now",
};
