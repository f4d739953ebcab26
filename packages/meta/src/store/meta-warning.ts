import type { Remedy } from '@rbassist/core';
import type { JournalContents } from '../journal/read-journal.ts';
import type { Snapshot } from '../snapshot/snapshot.ts';

/** A problem with the files of a library that its user must know. */
export interface MetaWarning {
  /**
   * - `damaged`: part of meta.json can't be read.
   * - `journal-damaged`: updates inside the journal can't be read.
   * - `journal-torn`: the last update of the journal was cut short.
   * - `journal-foreign`: the journal belongs to another meta.json.
   * - `journal-unwritable`: updates wait in memory, because the journal can't be written.
   * - `replaced`: another program replaced meta.json while it was open for writing.
   * - `odd-value`: a value has another type than its key; there may be more.
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
  /** Path of the file with the problem. */
  path: string;
  /** Ways to learn more. Absent if there are none. */
  remedies?: readonly Remedy[];
  /** Path of a copy of the damaged file. Absent when the file itself is unchanged. */
  keptAs?: string;
}

/** Builds the warning about a damaged meta.json. */
export function damageWarning({ path, damage, records }: Snapshot, keptAs: string | undefined): MetaWarning {
  const { reason = '', lostBytes = 0 } = damage ?? {};
  const saved =
    records.size === 0
      ? 'No track in it could be read'
      : `${records.size} ${records.size === 1 ? 'track' : 'tracks'} could be read, ${lostBytes} bytes could not`;
  const kept = keptAs
    ? `A copy of the damaged file is in ${keptAs}`
    : 'The file stays as it is until you write to the library';
  const remedy = 'Restore a backup, or scan the missing tracks again.';
  return { code: 'damaged', message: `${path} is damaged (${reason}). ${saved}. ${kept}. ${remedy}`, path, keptAs };
}

/** Builds the warnings about a journal. */
export function journalWarnings(path: string, journal: JournalContents, keptAs: string | undefined): MetaWarning[] {
  const { damaged, foreign, torn } = journal;
  const kept = keptAs === undefined ? '' : ` A copy of the file is in ${keptAs}.`;
  const remedy = 'Scan the missing tracks again.';
  const warnings: MetaWarning[] = [];
  if (damaged > 0) {
    const message = `${path} is damaged: ${damaged} of the last updates before a crash cannot be read. rbassist keeps the others.${kept} ${remedy}`;
    warnings.push({ code: 'journal-damaged', message, path, keptAs });
  }
  if (foreign > 0) {
    const message = `${path} holds ${foreign} updates for another meta.json. rbassist ignores them, because they may be older than this one.${kept} ${remedy}`;
    warnings.push({ code: 'journal-foreign', message, path, keptAs });
  }
  if (torn > 0) {
    const message = `${path} ends in an update that a crash cut short (${torn} bytes). rbassist ignores it.`;
    warnings.push({ code: 'journal-torn', message, path });
  }
  return warnings;
}

/** Builds the warning about a meta.json that another program replaced. */
export function replacedWarning(path: string): MetaWarning {
  const message = `Another program changed ${path} while it was open here. rbassist reads the new file and keeps the changes made here.`;
  return { code: 'replaced', message, path };
}

/** Builds the warning about a journal that can't be written. */
export function unwritableWarning(path: string, reason: string): MetaWarning {
  return { code: 'journal-unwritable', message: `Updates are not saved yet: ${reason}`, path };
}

/** Builds the warning about a value that is passed over. */
export function oddValueWarning(path: string, track: string, place: string): MetaWarning {
  const message = `${path} holds a value that can't be read as what it should be: "${place}" of ${track}. rbassist passes over such values and leaves them in the file.`;
  return { code: 'odd-value', message, path, remedies: [{ action: 'check' }] };
}
