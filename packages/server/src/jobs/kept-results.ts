import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { isSealedLine, readRegularFile, replaceFile, sealLine, systemErrorCode, type TrackError } from '@rbassist/core';
import type {
  DuplicateReport,
  LibraryCheck,
  PruneReport,
  RepairReport,
  StageReport,
  UnstageReport,
} from '@rbassist/library';

/** Version of the files. Raise it when a report changes, so that earlier files are not used. */
const VERSION = 1;
const LARGEST_FILE = 2 ** 28;

/** Reports of the jobs whose results requests can ask for later. */
interface Reports {
  check: LibraryCheck;
  repair: RepairReport;
  prune: PruneReport;
  duplicates: DuplicateReport;
  'stage-duplicates': StageReport;
  'unstage-duplicates': UnstageReport;
}

/** A kind of job whose last result is kept. */
export type KeptKind = keyof Reports;

/** A report as JSON: without the records of files, and with errors as data. */
type Plain<Value> = Value extends TrackError
  ? Pick<TrackError, 'kind' | 'message' | 'remedies'>
  : Value extends readonly (infer Item)[]
    ? Plain<Item>[]
    : Value extends object
      ? { [Key in Exclude<keyof Value, 'record'>]: Plain<Value[Key]> }
      : Value;

/** The last result of a kind of job. */
export interface JobResult<Kind extends KeptKind = KeptKind> {
  job: string;
  endedAt: string;
  result: Plain<Reports[Kind]>;
}

const KEPT: Readonly<Record<KeptKind, true>> = {
  check: true,
  repair: true,
  prune: true,
  duplicates: true,
  'stage-duplicates': true,
  'unstage-duplicates': true,
};

/** Last results of a library's jobs, in `job-results` in its data folder, so that the next server has them too. */
export class KeptResults {
  readonly #folder: string;
  readonly #known = new Map<string, JobResult | undefined>();

  constructor(dataDir: string) {
    this.#folder = join(dataDir, 'job-results');
  }

  /** Keeps the result of a job if requests can ask for its kind. Never fails: the job itself is done. */
  async keep(kind: string, job: string, endedAt: string, report: unknown): Promise<void> {
    if (!Object.hasOwn(KEPT, kind)) return;
    const members = JSON.stringify({ version: VERSION, job, endedAt, result: report }, withoutRecords).slice(1);
    const line = sealLine(members);
    this.#known.set(kind, JSON.parse(line));
    try {
      // not recursive: a data folder that is gone gets no new one from here
      await mkdir(this.#folder).catch(unlessThere);
      await replaceFile(this.#path(kind), line);
    } catch {
      // a full disk ends jobs with its own error
    }
  }

  /** Returns the last result of a kind of job; undefined if there is none, or if its file can't be used. */
  async last<Kind extends KeptKind>(kind: Kind): Promise<JobResult<Kind> | undefined> {
    if (!this.#known.has(kind)) {
      const read = await this.#read(kind);
      // a job may have ended meanwhile
      if (!this.#known.has(kind)) this.#known.set(kind, read);
    }
    return this.#known.get(kind) as JobResult<Kind> | undefined;
  }

  async #read(kind: KeptKind): Promise<JobResult | undefined> {
    try {
      const line = (await readRegularFile(this.#path(kind), LARGEST_FILE)).subarray(0, -1);
      if (!isSealedLine(line)) return undefined;
      const { version, ...result } = JSON.parse(line.toString());
      return version === VERSION ? result : undefined;
    } catch {
      return undefined;
    }
  }

  #path(kind: string): string {
    return join(this.#folder, `${kind}.json`);
  }
}

/** Leaves out the records of files, which are long. */
function withoutRecords(key: string, value: unknown): unknown {
  return key === 'record' ? undefined : value;
}

function unlessThere(error: unknown): void {
  if (systemErrorCode(error) !== 'EEXIST') throw error;
}
