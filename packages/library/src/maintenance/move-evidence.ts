/** Kinds of evidence that a file belongs to a missing track, strongest first. */
export const MOVE_EVIDENCE = [
  /** The same path in the spelling of the file system. */
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

export type MoveEvidence = (typeof MOVE_EVIDENCE)[number];
