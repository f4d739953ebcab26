import { extname } from 'node:path';
import type { AudioTags } from '@rbassist/audio';
import { fileNameOf, parseFastSignature, pathKey, pathSystem, type TrackRecord } from '@rbassist/core';
import type { MoveEvidence } from './move-evidence.ts';
import { foldText, type StoredFileFacts, storedFileFacts } from './stored-file-facts.ts';

export interface CandidateFile {
  path: string;
  size: number;
  signature: string;
  hasRecord: boolean;
}

/** Never throws; returns undefined for an unreadable file or a missing record. */
export interface FileReader {
  record: (path: string) => TrackRecord | undefined;
  sha1: (path: string) => Promise<string | undefined>;
  tags: (path: string) => Promise<AudioTags | undefined>;
}

export interface MoveQuery {
  path: string;
  facts: StoredFileFacts;
  nameKey: string;
}

export function moveQuery(path: string, record: TrackRecord): MoveQuery {
  return { path, facts: storedFileFacts(record), nameKey: nameKey(path) };
}

/** Tag readers disagree about the last frame of a file. */
const DURATION_TOLERANCE_S = 0.2;

export class MoveCandidates {
  readonly #byPath: ReadonlyMap<string, CandidateFile[]>;
  readonly #byName: ReadonlyMap<string, CandidateFile[]>;
  readonly #bySignature: ReadonlyMap<string, CandidateFile[]>;
  readonly #bySize: ReadonlyMap<number, CandidateFile[]>;
  readonly #newByExtension: ReadonlyMap<string, CandidateFile[]>;
  readonly #reader: FileReader;

  constructor(files: readonly CandidateFile[], reader: FileReader) {
    this.#byPath = Map.groupBy(files, ({ path }) => pathKey(path));
    this.#byName = Map.groupBy(files, ({ path }) => nameKey(path));
    this.#bySignature = Map.groupBy(files, ({ signature }) => signature);
    this.#bySize = Map.groupBy(files, ({ size }) => size);
    this.#newByExtension = Map.groupBy(
      files.filter(({ hasRecord }) => !hasRecord),
      ({ path }) => extname(path).toLowerCase(),
    );
    this.#reader = reader;
  }

  record({ path, hasRecord }: CandidateFile): TrackRecord | undefined {
    return hasRecord ? this.#reader.record(path) : undefined;
  }

  async matching(by: MoveEvidence, query: MoveQuery): Promise<readonly CandidateFile[]> {
    const { path, facts } = query;
    const named = this.#byName.get(query.nameKey) ?? [];
    switch (by) {
      case 'spelling':
        return pathSystem(path) === 'none' ? [] : (this.#byPath.get(pathKey(path)) ?? []);
      case 'name and signature':
        return named.filter(({ signature }) => facts.signatures.has(signature));
      case 'signature and duration': {
        const same = [...facts.signatures].flatMap((signature) => this.#bySignature.get(signature) ?? []);
        return this.#ofDuration(same, facts, (file) => this.#isUnchanged(file, facts));
      }
      case 'sha-1':
        return this.#ofBytes(named, query);
      case 'name and size':
        return named.filter(({ size }) => size === facts.last?.size);
      case 'name and duration':
        return this.#ofDuration(named, facts);
      case 'name and tags':
        return facts.durationS === undefined ? this.#ofTags(named, facts) : [];
    }
  }

  /** Hashes only files of the same size, else of the same name, else new ones: hashing all music takes hours. */
  async #ofBytes(named: readonly CandidateFile[], { path, facts }: MoveQuery): Promise<CandidateFile[]> {
    const { sha1, last } = facts;
    if (sha1 === undefined) return [];
    const ofSize = last && (this.#bySize.get(last.size) ?? []);
    const newFiles = this.#newByExtension.get(extname(fileNameOf(path)).toLowerCase()) ?? [];
    for (const likely of ofSize ? [ofSize] : [named, newFiles]) {
      const matching: CandidateFile[] = [];
      for (const file of likely) if ((await this.#reader.sha1(file.path)) === sha1) matching.push(file);
      if (matching.length > 0) return matching;
    }
    return [];
  }

  async #ofDuration(
    files: readonly CandidateFile[],
    { durationS, artist, title }: StoredFileFacts,
    isSame: (file: CandidateFile) => Promise<boolean> = async () => false,
  ): Promise<CandidateFile[]> {
    if (durationS === undefined) return [];
    const matching: CandidateFile[] = [];
    for (const file of files) {
      const tags = await this.#reader.tags(file.path);
      if (tags?.durationS === undefined || Math.abs(tags.durationS - durationS) > DURATION_TOLERANCE_S) continue;
      const isOther = contradicts(title, tags.title) || contradicts(artist, tags.artist);
      if (!isOther || (await isSame(file))) matching.push(file);
    }
    return matching;
  }

  /** The title of a renamed file may come from its new name. */
  async #isUnchanged(file: CandidateFile, { sha1 }: StoredFileFacts): Promise<boolean> {
    return sha1 === undefined ? isTimedFinely(file) : (await this.#reader.sha1(file.path)) === sha1;
  }

  async #ofTags(files: readonly CandidateFile[], { artist, title }: StoredFileFacts): Promise<CandidateFile[]> {
    if (artist === '' || title === '') return [];
    const matching: CandidateFile[] = [];
    for (const file of files) {
      const tags = await this.#reader.tags(file.path);
      if (foldText(tags?.artist) === artist && foldText(tags?.title) === title) matching.push(file);
    }
    return matching;
  }
}

/** Many files of an archive may share a whole second. */
function isTimedFinely({ signature }: CandidateFile): boolean {
  const time = parseFastSignature(signature)?.mtimeNs;
  return time !== undefined && time % 1_000_000_000n !== 0n;
}

function nameKey(path: string): string {
  return foldText(fileNameOf(path));
}

function contradicts(stored: string, found: string | undefined): boolean {
  const tag = foldText(found);
  return stored !== '' && tag !== '' && !stored.includes(tag) && !tag.includes(stored);
}
