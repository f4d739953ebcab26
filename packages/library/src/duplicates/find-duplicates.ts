import {
  groupDuplicates,
  isAsLong,
  type KeeperCriterion,
  mapConcurrent,
  metadataLinks,
  untilAborted,
} from '@rbassist/core';
import type { LibraryContext } from '../library-context.ts';
import { type AlikeSound, alikeSound } from './alike-sound.ts';
import { type ComparedFile, comparedFiles, type DuplicateProblem } from './compared-file.ts';
import { type DescribedFile, describeFile } from './described-file.ts';
import {
  type DuplicateMode,
  type DuplicateOptions,
  type DuplicateSettings,
  duplicateSettings,
} from './duplicate-options.ts';
import { equalBytes, equalSound, type FoundLinks } from './equal-files.ts';

/** Files described at once. */
const AT_ONCE = 8;
/** Whole seconds are compared, which may round two copies of one length apart. */
const METADATA_TOLERANCE_S = 1;

/** Copies of one recording: the one to keep, and those that may go by path. */
export interface FoundGroup {
  keeper: DescribedFile;
  duplicates: FoundCopy[];
}

/** A copy, and with `acoustic` the share of its fingerprint that differs from the keeper's, 0..1. */
export interface FoundCopy extends DescribedFile {
  difference?: number;
}

/** Result of `Library.findDuplicates`. */
export interface DuplicateReport {
  mode: DuplicateMode;
  /** Files that were compared. */
  compared: number;
  /** By the keepers' paths. */
  groups: FoundGroup[];
  /** Files with several names, which are no copies: moving one name away frees nothing. By path. */
  sameFiles: { path: string; otherNames: string[] }[];
  /** Files that could not be compared. */
  problems: DuplicateProblem[];
  /** True if the search was aborted; there are no groups then. */
  interrupted: boolean;
}

/** See `Library.findDuplicates`. */
export async function findDuplicates(context: LibraryContext, options: DuplicateOptions): Promise<DuplicateReport> {
  const settings = duplicateSettings(options);
  const report: DuplicateReport = {
    mode: settings.mode,
    compared: 0,
    groups: [],
    sameFiles: [],
    problems: [],
    interrupted: false,
  };
  const finished = await untilAborted(settings.signal, async () => {
    await groupCopies(context, settings, report);
    return true;
  });
  report.problems.sort((a, b) => (a.path < b.path ? -1 : 1));
  return { ...report, interrupted: finished === undefined };
}

/** Fills in a report. Throws the signal's reason after an abort. */
async function groupCopies(
  context: LibraryContext,
  settings: DuplicateSettings,
  report: DuplicateReport,
): Promise<void> {
  const { files, problems } = await comparedFiles(context.meta, settings.paths, settings);
  report.problems.push(...problems);
  report.sameFiles = files
    .filter(({ otherNames }) => otherNames.length > 0)
    .map(({ path, otherNames }) => ({ path, otherNames }));
  const described = await describeFiles(files, settings, report);
  report.compared = files.length;
  const { links, problems: unread, isCopyOf, differenceOf } = await linked(described, context, settings);
  report.problems.push(...unread);
  const groups = groupDuplicates(described, links, { isCopyOf, criteria: decidingCriteria(settings) });
  report.groups = differenceOf ? groups.map((group) => withDifferences(group, differenceOf)) : groups;
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
  const concurrent = { concurrency: AT_ONCE, stage: 'describe', nameOf, signal, onProgress } as const;
  for await (const result of mapConcurrent(files, describe, concurrent)) {
    if ('error' in result) problems.push(result);
    else described.push(result);
  }
  signal?.throwIfAborted();
  return described.sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** Where the sound is the same, no copy sounds better, whatever bitrate was stored. */
function decidingCriteria({ mode, criteria }: DuplicateSettings): KeeperCriterion[] {
  const sameSound = mode === 'exact' || mode === 'audio';
  return criteria.filter((criterion) => !sameSound || (criterion !== 'lossless' && criterion !== 'bitrate'));
}

function withDifferences({ keeper, duplicates }: FoundGroup, differenceOf: AlikeSound['differenceOf']): FoundGroup {
  return { keeper, duplicates: duplicates.map((copy) => ({ ...copy, difference: differenceOf(copy, keeper) })) };
}

type Linked = FoundLinks & Partial<Pick<AlikeSound, 'isCopyOf' | 'differenceOf'>>;

async function linked(files: DescribedFile[], context: LibraryContext, settings: DuplicateSettings): Promise<Linked> {
  switch (settings.mode) {
    case 'exact':
      return equalBytes(files, settings);
    case 'audio':
      return equalSound(files, settings);
    case 'acoustic':
      return alikeSound(files, context, settings);
    case 'metadata':
      return {
        links: metadataLinks(files, METADATA_TOLERANCE_S),
        problems: [],
        isCopyOf: (other, keeper) => isAsLong(other, keeper, METADATA_TOLERANCE_S),
      };
  }
}
