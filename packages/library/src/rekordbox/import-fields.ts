import type { KnownField } from '@rbassist/core';

/** Values that an import brings, and the record keys that hold them. */
export const IMPORT_KEYS = {
  bpm: ['bpm'],
  key: ['key'],
  grid: ['tempos'],
  cues: ['cues'],
  rating: ['rating'],
  color: ['color'],
  plays: ['play_count', 'last_played'],
  added: ['added'],
  comments: ['comments'],
  tags: ['mytags'],
} as const satisfies Record<string, readonly KnownField[]>;

/** A value of a track that an import brings. */
export type ImportField = keyof typeof IMPORT_KEYS;

/** Every {@link ImportField}. */
export const IMPORT_FIELDS = Object.keys(IMPORT_KEYS) as ImportField[];

/** One of the record keys in {@link IMPORT_KEYS}. */
export type ImportKey = (typeof IMPORT_KEYS)[ImportField][number];

/** Field of each record key. */
export const FIELD_OF_KEY = Object.fromEntries(
  IMPORT_FIELDS.flatMap((field) => IMPORT_KEYS[field].map((key) => [key, field])),
) as Readonly<Record<ImportKey, ImportField>>;
