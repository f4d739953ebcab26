import { parseKey, parseTempo } from '@rbassist/core';
import { keyOfComment } from './comment-key.ts';
import { FIELD_NAMES } from './field-names.ts';
import { genreNames } from './genre-names.ts';
import type { TagField } from './tag-field.ts';

type FieldKey = keyof typeof FIELD_NAMES;

export interface ChosenTags {
  /** Several artists are joined by ", ". */
  artist?: string;
  title?: string;
  album?: string;
  /** Several genres are joined by ", ". */
  genre?: string;
  year?: number;
  /** Beats per minute, 20..400; a tag like "12593" means 125.93. */
  bpm?: number;
  /** As written in the file, for example "8A", "Am" or "A minor". */
  key?: string;
  comments?: string;
}

/** Chooses tags from the fields of each tag in the file, most reliable tag first. */
export function chooseTags(tags: readonly (readonly TagField[])[]): ChosenTags {
  const index = tags.map(byName);
  const candidates = (key: FieldKey) => valuesOf(index, FIELD_NAMES[key]);
  const first = (key: FieldKey): string | undefined => candidates(key)[0]?.[0];
  const keys = candidates('key').flat();
  const comments = [...candidates('comments'), ...otherComments(index)].flat();
  return {
    artist: artistOf(candidates('artist')[0] ?? [], candidates('artists')[0] ?? []),
    title: first('title'),
    album: first('album'),
    genre: distinct((candidates('genre')[0] ?? []).flatMap(genreNames)).join(', ') || undefined,
    year: firstOf(candidates('year').flat(), yearOf),
    bpm: firstOf(candidates('bpm').flat(), parseTempo),
    key: keys.find((key) => parseKey(key) !== undefined) ?? firstOf(comments, keyOfComment) ?? keys[0],
    comments: comments.find((text) => !isMachineText(text)),
  };
}

/** Cleaned values of each field of a tag, by normalised name. */
type FieldIndex = ReadonlyMap<string, readonly string[]>;

function byName(fields: readonly TagField[]): FieldIndex {
  const index = new Map<string, string[]>();
  for (const { name, values } of fields) {
    const key = name.toLowerCase().replace(/^(?:----:[^:]*|track):/, '');
    const texts = [...(index.get(key) ?? []), ...values.map(clean).filter((text) => text !== '')];
    index.set(key, [...new Set(texts)]);
  }
  return index;
}

function clean(text: string): string {
  return text
    .replaceAll(/[\0\ufeff]/g, '')
    .normalize('NFC')
    .trim();
}

function valuesOf(index: readonly FieldIndex[], names: readonly string[]): (readonly string[])[] {
  return index.flatMap((fields) => names.map((name) => fields.get(name) ?? []).filter((values) => values.length > 0));
}

/** Does not split at a slash: "AC/DC" is one artist, but ID3v2.3 has no other separator. */
function artistOf(shown: readonly string[], all: readonly string[]): string | undefined {
  const text = shown.join(', ');
  const isShown = (name: string) => text.toLowerCase().includes(name.trim().toLowerCase());
  // a list may also be one text: "Ann/Bob" or "Ann; Bob"
  const missing = all.filter((names) => !names.split(/[/;]/).every(isShown));
  return [text, ...missing].filter((part) => part !== '').join(', ') || undefined;
}

/** Leaves out texts that differ from an earlier one only in case. */
function distinct(texts: readonly string[]): string[] {
  const seen = new Set<string>();
  return texts.filter((text) => seen.size < seen.add(text.toLowerCase()).size);
}

function firstOf<T>(texts: readonly string[], read: (text: string) => T | undefined): T | undefined {
  for (const text of texts) {
    const value = read(text);
    if (value !== undefined) return value;
  }
  return undefined;
}

function yearOf(text: string): number | undefined {
  const year = Number(/(?<!\d)[12]\d{3}(?!\d)/.exec(text)?.[0] ?? /^([12]\d{3})\d{4}$/.exec(text)?.[1]);
  return year > 0 ? year : undefined;
}

function otherComments(index: readonly FieldIndex[]): (readonly string[])[] {
  return index.flatMap((fields) =>
    [...fields].filter(([name]) => name.startsWith('comm:') && !PROGRAM_DATA.test(name)).map(([, values]) => values),
  );
}

/** Descriptions of comments with data of programs: iTunes, MediaMonkey, MusicMatch and DJ programs. */
const PROGRAM_DATA = /^comm:(itun|itunes_|songs-db|mm_|musicmatch|traktor|serato|engine|rekordbox)/;
/** Volume or gaplessness as iTunes writes it: groups of eight hexadecimal digits. */
const ITUNES_NUMBERS = /^(\s*[0-9a-f]{8}){3,}/i;

function isMachineText(text: string): boolean {
  return ITUNES_NUMBERS.test(text);
}
