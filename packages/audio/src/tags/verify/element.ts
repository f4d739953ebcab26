import type { AudioFile } from '../../formats/audio-file.ts';
import type { TagFields } from '../tag-fields.ts';

/** A part of a file, in order, or a field of gain in one of its tags. */
export type Element =
  /** Bytes that must stay, as a range of the file or as a value. */
  | { name: string; range: readonly [start: number, end: number] }
  | { name: string; value: Uint8Array }
  | { tag: string; gain: string; text: string };

/** Place at which a tag behind the sound ends, and its size, header and footer included. */
export interface TagEnd {
  to: number;
  size: number;
}

/** Lists everything in a file but sizes, padding, and tags that hold nothing but gain. */
export type ListElements = (file: AudioFile, fields: TagFields) => AsyncGenerator<Element>;

/** Builds an element of bytes. */
export function kept(name: string, value: Uint8Array): Element {
  return { name, value };
}

/** Builds an element of text, for what is derived from bytes. */
export function fact(name: string, text: string): Element {
  return { name, value: Buffer.from(text) };
}

/** Returns true for an element that must stay. */
export function isKept(element: Element): boolean {
  return !('gain' in element);
}

/** Returns true if a tag's field is one of gain, whatever the case of its name. */
export function isGain(name: string, fields: TagFields): boolean {
  return Object.keys(fields).includes(name.toUpperCase());
}
