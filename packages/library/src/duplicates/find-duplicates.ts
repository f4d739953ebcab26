import { decidingCriterion, groupDuplicates, type KeeperCriterion, mapConcurrent, untilAborted } from '@rbassist/core';
import type { SkippedPath } from '../files/walk-music.ts';
import type { LibraryContext } from '../library-context.ts';
import { type AcousticLinks, linkByFingerprint } from './acoustic-links.ts';
import { type ComparedFile, comparedFiles, type DuplicateProblem } from './compared-file.ts';
import { type DescribedFile, describeFile } from './described-file.ts';
import {
  type DuplicateMode,
  type DuplicateOptions,
  type DuplicateSettings,
  duplicateSettings,
} from './duplicate-options.ts';
import { type FoundLinks, linkByAudio, linkByBytes } from './hash-links.ts';
import { linkByMetadata } from './metadata-copies.ts';
import { areMarkedApart, readNotCopies } from './not-copies.ts';
import { type UserFact, userWorkOf } from './user-facts.ts';

const CONCURRENCY = 8;

const OF_SOUND: ReadonlySet<KeeperCriterion> = new Set(['intact', 'lossless', 'bitrate']);

/** Copies of one recording: the one to keep, and its duplicates sorted by path. */
export interface FoundGroup {
  keeper: DescribedFile;
  duplicates: FoundCopy[];
}

/** A copy of a kept file. */
export interface FoundCopy extends DescribedFile {
  /** Your work on this copy that the kept one lacks. */
  keeperLacks: UserFact[];
  /** Criterion by which the kept copy is better; absent if only its path decided. */
  keptFor?: KeeperCriterion;
  /** Share of fingerprint bits that differ from the kept copy's, 0..1; for `acoustic`. */
  difference?: number;
}

/** Result of `Library.findDuplicates`. */
export interface DuplicateReport {
  mode: DuplicateMode;
  /** Largest share of fingerprint bits that may differ, 0..1; for `acoustic`. */
  maxDifference: number;
  compared: number;
  /** Sorted by the kept copy's path. */
  groups: FoundGroup[];
  /** Files with several paths, such as links; they are not copies. Sorted by path. */
  sameFiles: { path: string; otherNames: string[] }[];
  problems: DuplicateProblem[];
  /** Pairs that a person said are no copies of each other, and that this search would have listed. */
  markedApart: number;
  /** Skipped files and folders under the compared paths: not music, or hidden. */
  skipped: SkippedPath[];
  /** True if the search was aborted; `groups` is then empty. */
  interrupted: boolean;
}

export async function findDuplicates(context: LibraryContext, options: DuplicateOptions): Promise<DuplicateReport> {
  const settings = duplicateSettings(options);
  const report: DuplicateReport = {
    mode: settings.mode,
    maxDifference: settings.maxDifference,
    compared: 0,
    groups: [],
    sameFiles: [],
    problems: [],
    markedApart: 0,
    skipped: [],
    interrupted: false,
  };
  const finished = await untilAborted(settings.signal, async () => {
    await groupCopies(context, settings, report);
    return true;
  });
  report.problems.sort((a, b) => (a.path < b.path ? -1 : 1));
  return { ...report, interrupted: finished === undefined };
}

async function groupCopies(
  context: LibraryContext,
  settings: DuplicateSettings,
  report: DuplicateReport,
): Promise<void> {
  const { files, problems, skipped } = await comparedFiles(context.meta, settings.paths, settings);
  report.skipped = skipped;
  report.problems.push(...problems);
  report.sameFiles = files
    .filter(({ otherNames }) => otherNames.length > 0)
    .map(({ path, otherNames }) => ({ path, otherNames }));
  const described = await describeFiles(files, settings, report);
  report.compared = files.length;
  const { links, problems: failures, isCopyOf, differenceOf } = await linkFiles(described, context, settings);
  report.problems.push(...failures);
  const criteria = criteriaFor(settings);
  const areApart = areMarkedApart(await readNotCopies(context));
  const isUnmarkedCopy = (other: DescribedFile, keeper: DescribedFile) => {
    if (!(isCopyOf?.(other, keeper) ?? true)) return false;
    if (!areApart(other.path, keeper.path)) return true;
    report.markedApart++;
    return false;
  };
  const groups = groupDuplicates(described, links, { isCopyOf: isUnmarkedCopy, criteria });
  report.groups = groups.map(({ keeper, duplicates }) => ({
    keeper,
    duplicates: duplicates.map((copy) => foundCopy(copy, keeper, { criteria, differenceOf })),
  }));
}

async function describeFiles(
  files: readonly ComparedFile[],
  settings: DuplicateSettings,
  { problems }: DuplicateReport,
): Promise<DescribedFile[]> {
  const { signal, onProgress } = settings;
  const described: DescribedFile[] = [];
  const describe = (file: ComparedFile) => describeFile(file, settings);
  const nameOf = ({ path }: ComparedFile) => path;
  const concurrent = { concurrency: CONCURRENCY, stage: 'describe', nameOf, signal, onProgress } as const;
  for await (const result of mapConcurrent(files, describe, concurrent)) {
    if ('error' in result) problems.push(result);
    else described.push(result);
  }
  signal?.throwIfAborted();
  return described.sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** Leaves out the criteria of sound quality if the sound is identical. */
function criteriaFor({ mode, criteria }: DuplicateSettings): KeeperCriterion[] {
  const sameSound = mode === 'exact' || mode === 'audio';
  return criteria.filter((criterion) => !(sameSound && OF_SOUND.has(criterion)));
}

function foundCopy(
  copy: DescribedFile,
  keeper: DescribedFile,
  { criteria, differenceOf }: { criteria: readonly KeeperCriterion[]; differenceOf?: AcousticLinks['differenceOf'] },
): FoundCopy {
  const ofKeeper = userWorkOf(keeper);
  const keeperLacks = userWorkOf(copy).filter((fact) => !ofKeeper.includes(fact));
  const keptFor = decidingCriterion(keeper.facts, copy.facts, criteria);
  return {
    ...copy,
    keeperLacks,
    ...(keptFor && { keptFor }),
    ...(differenceOf && { difference: differenceOf(copy, keeper) }),
  };
}

type Links = FoundLinks & Partial<Pick<AcousticLinks, 'isCopyOf' | 'differenceOf'>>;

async function linkFiles(files: DescribedFile[], context: LibraryContext, settings: DuplicateSettings): Promise<Links> {
  switch (settings.mode) {
    case 'exact':
      return linkByBytes(files, settings);
    case 'audio':
      return linkByAudio(files, settings);
    case 'acoustic':
      return linkByFingerprint(files, context, settings);
    case 'metadata':
      return linkByMetadata(files, context, settings);
  }
}
