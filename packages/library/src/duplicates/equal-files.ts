import { extname } from 'node:path';
import { hashAudioStream } from '@rbassist/audio';
import { errorMessage, fileSignature, mapConcurrent, type RunOptions, TrackError } from '@rbassist/core';
import type { DuplicateProblem } from './compared-file.ts';
import type { DescribedFile } from './described-file.ts';

/** Files read at once: enough to keep a disk busy while another is hashed, too few to make it seek without end. */
const AT_ONCE = 4;
/** Declared durations of equal sound are equal; programs of other times may have counted them otherwise. */
const DURATION_TOLERANCE_S = 1;

/** Files that are linked, by their places in the list. */
export interface FoundLinks {
  links: [a: number, b: number][];
  problems: DuplicateProblem[];
}

/** Links files whose bytes are all the same. Only files of the size of another are read. */
export function equalBytes(files: readonly DescribedFile[], run: RunOptions): Promise<FoundLinks> {
  const bySize = Map.groupBy(files.keys(), (at) => files[at].bytes);
  const suspects = [...bySize.values()].filter((places) => places.length > 1).flat();
  return linkEqual(files, suspects, (path) => fileSignature(path, 'content'), run);
}

/** Links files whose sound is the same bit by bit, whatever their tags are. Only files of about another's duration and of its ending are read. */
export function equalSound(files: readonly DescribedFile[], run: RunOptions): Promise<FoundLinks> {
  const byEnding = Map.groupBy(files.keys(), (at) => extname(files[at].path).toLowerCase());
  const suspects = [...byEnding.values()].flatMap((places) => nearAnother(files, places));
  return linkEqual(files, suspects, (path) => hashAudioStream(path), run);
}

/** The places whose duration is near that of another; unknown ones are near all. */
function nearAnother(files: readonly DescribedFile[], places: readonly number[]): number[] {
  const durationOf = (at: number) => files[at].durationS ?? 0;
  const unknown = places.filter((at) => durationOf(at) <= 0);
  if (unknown.length > 0) return places.length > 1 ? [...places] : [];
  const sorted = places.toSorted((a, b) => durationOf(a) - durationOf(b));
  return sorted.filter((at, i) => {
    const nearBefore = i > 0 && durationOf(at) - durationOf(sorted[i - 1]) <= DURATION_TOLERANCE_S;
    const nearAfter = i + 1 < sorted.length && durationOf(sorted[i + 1]) - durationOf(at) <= DURATION_TOLERANCE_S;
    return nearBefore || nearAfter;
  });
}

async function linkEqual(
  files: readonly DescribedFile[],
  suspects: readonly number[],
  nameOf: (path: string) => Promise<string>,
  run: RunOptions,
): Promise<FoundLinks> {
  const found: FoundLinks = { links: [], problems: [] };
  const firstOf = new Map<string, number>();
  const name = async (at: number) => ({ at, named: await nameUnchanged(files[at].path, nameOf) });
  const pathOf = (at: number) => files[at].path;
  const options = { concurrency: AT_ONCE, stage: 'hash', nameOf: pathOf, ...run } as const;
  for await (const { at, named } of mapConcurrent(suspects, name, options)) {
    const { path } = files[at];
    if (named instanceof TrackError) found.problems.push({ path, error: named });
    else {
      const first = firstOf.get(named);
      if (first === undefined) firstOf.set(named, at);
      else found.links.push([first, at]);
    }
  }
  run.signal?.throwIfAborted();
  return found;
}

/** What names a file's contents, of one state of it. */
async function nameUnchanged(path: string, nameOf: (path: string) => Promise<string>): Promise<string | TrackError> {
  try {
    const before = await fileSignature(path);
    const name = await nameOf(path);
    if ((await fileSignature(path)) === before) return name;
    return new TrackError('unreadable', path, `${path} changed while it was read. Run the same command again.`);
  } catch (error) {
    if (error instanceof TrackError) return error;
    return new TrackError('unreadable', path, `${path} cannot be read: ${errorMessage(error)}`, { cause: error });
  }
}
