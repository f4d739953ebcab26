/** A command line of the documentation. */
export interface Recording {
  /** Name of the command in a page, in a block that starts with "```console run=stats". */
  id: string;
  command: string;
  /** Heading in the pages. */
  title: string;
}

/** Command lines in the order in which they run; earlier ones fill the library for later ones. */
export const RECORDINGS: readonly Recording[] = [
  { id: 'help', command: 'rbassist --help', title: 'The list of commands' },
  { id: 'typo', command: 'rbassist recomend perihelion', title: 'A mistyped command' },
  { id: 'scan', command: 'rbassist scan ~/Music', title: 'The first scan, with a damaged file' },
  { id: 'rescan', command: 'rbassist scan ~/Music', title: 'The second scan, which skips finished tracks' },
  { id: 'failed', command: 'rbassist failed', title: 'The files that failed, and why' },
  { id: 'recommend', command: 'rbassist recommend perihelion --top 6', title: 'Tracks that mix with a track' },
  {
    id: 'recommend-explain',
    command: 'rbassist recommend perihelion --top 1 --preset balanced --explain',
    title: 'The reasons for a recommendation',
  },
  { id: 'no-match', command: 'rbassist recommend "peri helium"', title: 'A name that matches no track' },
  { id: 'mix', command: 'rbassist mix perihelion "iron lung"', title: 'A mix of two tracks' },
  {
    id: 'set-plan',
    command: 'rbassist set plan friday perihelion --length 5 --energy rise',
    title: 'A set, planned and saved',
  },
  {
    id: 'export-xml',
    command: 'rbassist export-xml --set friday --name Gigs --out friday.xml',
    title: 'A set for Rekordbox',
  },
  { id: 'xml-check', command: 'rbassist xml check friday.xml', title: 'A file that Rekordbox accepts' },
  { id: 'stats', command: 'rbassist stats', title: 'The contents of the library' },
  { id: 'analyze', command: 'rbassist analyze ~/Music', title: 'BPM, key, loudness and cues' },
  { id: 'library-check', command: 'rbassist library check', title: 'A library without problems' },
  {
    id: 'moved',
    command: 'mv ~/Music/Downloads ~/Music/Inbox && rbassist library check',
    title: 'A library after a folder was renamed',
  },
  { id: 'repair', command: 'rbassist library repair ~/Music', title: 'A repair without --apply' },
  { id: 'repair-apply', command: 'rbassist library repair ~/Music --apply', title: 'The repair' },
  { id: 'dup-check', command: 'rbassist dup-check', title: 'Duplicates, and which copy to keep' },
  { id: 'dup-stage', command: 'rbassist dup-stage --move --dry-run', title: 'A dry run of dup-stage' },
  { id: 'normalize', command: 'rbassist normalize ~/Music --dry-run', title: 'A dry run of normalize' },
  { id: 'config', command: 'rbassist config', title: 'Settings, and where they come from' },
  { id: 'doctor', command: 'rbassist doctor', title: 'Decoders, models and index engines of a computer' },
];
