import type { ScanSummary, SkippedPath } from '@rbassist/library';
import { counted } from '../output/count.ts';
import { type Output, tell } from '../output/output.ts';

type Reason = SkippedPath['reason'];

const WORDS: Readonly<Record<Reason, { one: string; many: string; why: string }>> = {
  hidden: { one: 'hidden name', many: 'hidden names', why: 'hidden' },
  system: { one: 'system folder or file', many: 'system folders and files', why: 'belongs to the system' },
  staged: { one: 'folder of staged duplicates', many: 'folders of staged duplicates', why: 'staged duplicates' },
  video: { one: 'video', many: 'videos', why: 'a video, or an .mp4 without sound' },
  unfinished: { one: 'unfinished download', many: 'unfinished downloads', why: 'a download that has not finished' },
  'bad-name': {
    one: 'name that is not UTF-8',
    many: 'names that are not UTF-8',
    why: "its name is not UTF-8, so rbassist can't open it; rename it",
  },
  'broken-link': { one: 'broken link', many: 'broken links', why: 'a link whose target is missing' },
  other: { one: 'file that is not audio', many: 'files that are not audio', why: 'not audio' },
};

/** Returns the line of a skipped file or folder, for `--verbose`. */
export function skippedFileLine({ path, reason }: SkippedPath): string {
  return `skipped: ${path}: ${WORDS[reason].why}`;
}

/** Returns a line that counts skipped files; undefined if there are none. */
export function skippedFilesLine(skipped: ScanSummary['skipped'], { verbose }: Output): string | undefined {
  const order = Object.keys(WORDS) as Reason[];
  const counts = order.flatMap((reason) => {
    const count = skipped[reason] ?? 0;
    return count > 0 ? [counted(count, WORDS[reason].one, WORDS[reason].many)] : [];
  });
  if (counts.length === 0) return undefined;
  const isOne = Object.values(skipped).reduce((sum, count) => sum + count, 0) === 1;
  return `Skipped ${counts.join(', ')}${verbose ? '' : `; --verbose ${isOne ? 'names it' : 'lists them'}`}.`;
}

/** Prints the number of skipped files, with `--verbose` also their paths. */
export function tellSkipped(skipped: readonly SkippedPath[], output: Output): void {
  const counts: ScanSummary['skipped'] = {};
  for (const { reason } of skipped) counts[reason] = (counts[reason] ?? 0) + 1;
  const line = skippedFilesLine(counts, output);
  if (line) tell(output, line);
  if (output.verbose) for (const each of skipped) tell(output, skippedFileLine(each));
}
