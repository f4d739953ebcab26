import { groupDuplicates, isAsLong, type KeeperCriterion, mapConcurrent, metadataLinks } from '@rbassist/core';
import type { MetaStore } from '@rbassist/meta';
import type { DataFolder } from '../files/data-folder.ts';
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

/** Copies of one recording: the one to keep and those that may go, by path. */
export interface FoundGroup {
  keeper: DescribedFile;
  duplicates: FoundCopy[];
}

/** A copy, and with `acoustic` the share of its fingerprint that differs from the keeper's, 0..1. */
export interface FoundCopy extends DescribedFile {
  difference?: number;
}

/** Where a library's records and vectors are. */
export interface LibraryParts {
  meta: MetaStore;
  folder: DataFolder;
}

/** What looking for copies came to. */
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
}

/**
 * Finds the files that are copies of another, and says which of each group to keep. Nothing is changed.
 *
 * @throws {OptionError} when an option cannot be meant.
 * @throws the signal's reason when the run is stopped.
 */
export async function findDuplicates(library: LibraryParts, options: DuplicateOptions = {}): Promise<DuplicateReport> {
  const settings = duplicateSettings(options);
  const { files, problems } = await comparedFiles(library.meta, settings.paths, settings);
  const described: DescribedFile[] = [];
  const { signal, onProgress } = settings;
  const describe = (file: ComparedFile) => describeFile(file, settings);
  const nameOf = ({ path }: ComparedFile) => path;
  const concurrent = { concurrency: AT_ONCE, stage: 'describe', nameOf, signal, onProgress } as const;
  for await (const result of mapConcurrent(files, describe, concurrent)) {
    if ('error' in result) problems.push(result);
    else described.push(result);
  }
  settings.signal?.throwIfAborted();
  described.sort((a, b) => (a.path < b.path ? -1 : 1));
  const { links, problems: unread, isCopyOf, differenceOf } = await linked(described, library, settings);
  const groups = groupDuplicates(described, links, { isCopyOf, criteria: decidingCriteria(settings) });
  return {
    mode: settings.mode,
    compared: files.length,
    groups: differenceOf ? groups.map((group) => withDifferences(group, differenceOf)) : groups,
    sameFiles: files
      .filter(({ otherNames }) => otherNames.length > 0)
      .map(({ path, otherNames }) => ({ path, otherNames })),
    problems: [...problems, ...unread].sort((a, b) => (a.path < b.path ? -1 : 1)),
  };
}

/** Where the sound is the same there is no better one, whatever bitrates were read at some time. */
function decidingCriteria({ mode, criteria }: DuplicateSettings): KeeperCriterion[] {
  const sameSound = mode === 'exact' || mode === 'audio';
  return criteria.filter((criterion) => !sameSound || (criterion !== 'lossless' && criterion !== 'bitrate'));
}

function withDifferences({ keeper, duplicates }: FoundGroup, differenceOf: AlikeSound['differenceOf']): FoundGroup {
  return { keeper, duplicates: duplicates.map((copy) => ({ ...copy, difference: differenceOf(copy, keeper) })) };
}

type Linked = FoundLinks & Partial<Pick<AlikeSound, 'isCopyOf' | 'differenceOf'>>;

async function linked(files: DescribedFile[], library: LibraryParts, settings: DuplicateSettings): Promise<Linked> {
  switch (settings.mode) {
    case 'exact':
      return equalBytes(files, settings);
    case 'audio':
      return equalSound(files, settings);
    case 'acoustic':
      return alikeSound(files, library, settings);
    case 'metadata':
      return {
        links: metadataLinks(files, METADATA_TOLERANCE_S),
        problems: [],
        isCopyOf: (other, keeper) => isAsLong(other, keeper, METADATA_TOLERANCE_S),
      };
  }
}
