import type { Remedy } from '@rbassist/core';
import type { JournalContents } from '../journal/read-journal.ts';
import type { Snapshot } from '../snapshot/snapshot.ts';

/** A problem with the library's files, to show to the user. */
export interface MetaWarning {
  /**
   * Kind of problem.
   *
   * - `damaged`: Part of meta.json can't be read.
   * - `journal-damaged`: Some changes in the journal can't be read.
   * - `journal-torn`: The last change in the journal is incomplete.
   * - `journal-foreign`: The journal belongs to another meta.json.
   * - `journal-unwritable`: Changes are only in memory, because the journal can't be written.
   * - `replaced`: Another program replaced meta.json while it was open for writing.
   * - `odd-value`: A value has a wrong type. There may be more such values.
   */
  code:
    | 'damaged'
    | 'journal-damaged'
    | 'journal-torn'
    | 'journal-foreign'
    | 'journal-unwritable'
    | 'replaced'
    | 'odd-value';
  /** Says what happened and what to do, in a few sentences. */
  message: string;
  path: string;
  remedies?: readonly Remedy[];
  /** Path of a copy of the damaged file; absent if there is no copy. */
  keptAs?: string;
}

export function damageWarning({ path, damage, records }: Snapshot, keptAs: string | undefined): MetaWarning {
  const { reason = '', lostBytes = 0 } = damage ?? {};
  const saved =
    records.size === 0
      ? 'rbassist could not read any track in it'
      : `rbassist could read ${records.size} ${records.size === 1 ? 'track' : 'tracks'}, but not ${lostBytes} bytes`;
  const kept = keptAs
    ? `A copy of the damaged file is ${keptAs}`
    : 'The file stays unchanged until you write to the library';
  const remedy = 'Restore a backup, or scan the missing tracks again.';
  return { code: 'damaged', message: `${path} is damaged (${reason}). ${saved}. ${kept}. ${remedy}`, path, keptAs };
}

export function journalWarnings(path: string, journal: JournalContents, keptAs: string | undefined): MetaWarning[] {
  const { damaged, foreign, torn } = journal;
  const kept = keptAs === undefined ? '' : ` A copy of the file is ${keptAs}.`;
  const remedy = 'Scan the missing tracks again.';
  const warnings: MetaWarning[] = [];
  if (damaged > 0) {
    const message = `${path} is damaged: rbassist cannot read ${damaged} of the last updates before a crash. It keeps the others.${kept} ${remedy}`;
    warnings.push({ code: 'journal-damaged', message, path, keptAs });
  }
  if (foreign > 0) {
    const message = `${path} contains ${foreign} updates for another meta.json. rbassist ignores them, because they may be older than the current file.${kept} ${remedy}`;
    warnings.push({ code: 'journal-foreign', message, path, keptAs });
  }
  if (torn > 0) {
    const message = `${path} ends with an incomplete update of ${torn} bytes, after a crash. rbassist ignores it.`;
    warnings.push({ code: 'journal-torn', message, path });
  }
  return warnings;
}

export function replacedWarning(path: string): MetaWarning {
  const message = `Another program changed ${path} while rbassist had it open. rbassist reads the new file and keeps its own changes.`;
  return { code: 'replaced', message, path };
}

export function unwritableWarning(path: string, reason: string): MetaWarning {
  return { code: 'journal-unwritable', message: `Updates are not saved yet: ${reason}`, path };
}

export function oddValueWarning(path: string, track: string, place: string): MetaWarning {
  const message = `${path} has a value of the wrong type: "${place}" of ${track}. rbassist ignores such values and leaves them in the file.`;
  return { code: 'odd-value', message, path, remedies: [{ action: 'check' }] };
}
