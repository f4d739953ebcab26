/** A command line that the documentation shows, with its output. */
export interface Recording {
  /** Name by which a page asks for it: a block that starts with "```console run=stats". */
  id: string;
  command: string;
  /** A sentence about it. */
  note: string;
}

/** Command lines in the order in which they run: an earlier one fills the library for a later one. */
export const RECORDINGS: readonly Recording[] = [
  { id: 'help', command: 'rbassist --help', note: 'The list of commands.' },
  { id: 'typo', command: 'rbassist recomend perihelion', note: 'A mistyped command.' },
  { id: 'scan', command: 'rbassist scan ~/Music', note: 'The first scan. One of the files is damaged.' },
  { id: 'rescan', command: 'rbassist scan ~/Music', note: 'The second scan skips what is done.' },
  { id: 'failed', command: 'rbassist failed', note: 'The files that failed, and why.' },
  { id: 'recommend', command: 'rbassist recommend perihelion --top 6', note: 'Tracks that mix with one track.' },
  { id: 'no-match', command: 'rbassist recommend "peri helium"', note: 'A name that no track has.' },
  { id: 'stats', command: 'rbassist stats', note: 'The contents of the library.' },
  { id: 'analyze', command: 'rbassist analyze ~/Music --force', note: 'BPM, key, loudness and cues.' },
  { id: 'library-check', command: 'rbassist library check', note: 'A library without problems.' },
  {
    id: 'moved',
    command: 'mv ~/Music/Downloads ~/Music/Inbox && rbassist library check',
    note: 'The same after a folder was renamed.',
  },
  { id: 'repair', command: 'rbassist library repair ~/Music', note: 'What a repair would do.' },
  { id: 'repair-apply', command: 'rbassist library repair ~/Music --apply', note: 'The repair.' },
  { id: 'dup-check', command: 'rbassist dup-check', note: 'Duplicates, and which copy to keep.' },
  { id: 'dup-stage', command: 'rbassist dup-stage --move --dry-run', note: 'What dup-stage would move.' },
  { id: 'normalize', command: 'rbassist normalize ~/Music --dry-run', note: 'What normalize would tag.' },
  { id: 'doctor', command: 'rbassist doctor', note: 'Decoders, models and index engines of this computer.' },
];
