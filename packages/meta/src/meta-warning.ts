import type { JournalContents } from './read-journal.ts';
import type { WholeFile } from './whole-file.ts';

/** Something that the person at the keyboard must be told about the library's memory. */
export interface MetaWarning {
  /**
   * `damaged`: part of meta.json can't be read. `journal-damaged`, `journal-torn`: updates of the journal can't be read, in its middle or at its
   * end. `journal-foreign`: a journal belongs to another meta.json. `journal-unwritable`: updates wait in memory. `replaced`: another program
   * replaced meta.json while it was open for writing.
   */
  code: 'damaged' | 'journal-damaged' | 'journal-torn' | 'journal-foreign' | 'journal-unwritable' | 'replaced';
  /** What happened and what to do, in a sentence or two. */
  message: string;
  /** The file that it is about. */
  path: string;
  /** Where a copy of the file as it was is kept; absent where nothing was changed. */
  keptAs?: string;
}

/** That part of a meta.json can't be read. */
export function damageWarning({ path, damage, records }: WholeFile, keptAs: string | undefined): MetaWarning {
  const { reason = '', lostBytes = 0 } = damage ?? {};
  const saved =
    records.size === 0
      ? 'No track in it could be read'
      : `${records.size} ${records.size === 1 ? 'track' : 'tracks'} could be read, ${lostBytes} bytes could not`;
  const kept = keptAs
    ? `The file as it was is kept as ${keptAs}`
    : 'It is left as it is until something is written to the library';
  const remedy = 'Restore a backup over it, or scan again what is missing.';
  return { code: 'damaged', message: `${path} is damaged (${reason}). ${saved}. ${kept}. ${remedy}`, path, keptAs };
}

/** What must be said of a journal. */
export function journalWarnings(path: string, journal: JournalContents, keptAs: string | undefined): MetaWarning[] {
  const { damaged, foreign, torn } = journal;
  const kept = keptAs === undefined ? '' : ` The file as it was is kept as ${keptAs}.`;
  const warnings: MetaWarning[] = [];
  if (damaged > 0) {
    const message = `${path} is damaged: ${damaged} of the last updates before a crash cannot be read, the others are kept.${kept} Scan again what is missing.`;
    warnings.push({ code: 'journal-damaged', message, path, keptAs });
  }
  if (foreign > 0) {
    const message = `${path} holds ${foreign} updates to another meta.json than the one beside it. They are not used, since they may be older.${kept} Scan again what is missing.`;
    warnings.push({ code: 'journal-foreign', message, path, keptAs });
  }
  if (torn > 0) {
    const message = `${path} ends in an update that a crash cut short (${torn} bytes). It is left out.`;
    warnings.push({ code: 'journal-torn', message, path });
  }
  return warnings;
}
