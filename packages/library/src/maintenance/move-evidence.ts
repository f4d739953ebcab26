/** Evidence that a file is a missing track's, strongest first. */
export const MOVE_EVIDENCE = [
  /** The same path, spelled as the file system spells it. */
  'spelling',
  /** Name, modification time and size. */
  'name and signature',
  /** Modification time, size and duration: a renamed file. */
  'signature and duration',
  /** SHA-1 of the bytes. */
  'sha-1',
  'name and size',
  'name and duration',
  /** Name, artist and title, if the record has no duration. */
  'name and tags',
] as const;

/** One of {@link MOVE_EVIDENCE}. */
export type MoveEvidence = (typeof MOVE_EVIDENCE)[number];
