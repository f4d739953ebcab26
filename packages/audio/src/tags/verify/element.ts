import type { AudioFile } from '../../formats/audio-file.ts';
import type { TagFields } from '../tag-fields.ts';

export type Element =
  /** Bytes that must not change, as a range of the file or as a value. */
  | { name: string; range: readonly [start: number, end: number] }
  | { name: string; value: Uint8Array }
  | { tag: string; gain: string; text: string };

/** End of a tag after the audio, and its size with header and footer. */
export interface TagEnd {
  to: number;
  size: number;
}

/** Lists everything in a file except sizes, padding, and tags with only gain fields. */
export type ListElements = (file: AudioFile, fields: TagFields) => AsyncGenerator<Element>;

export function kept(name: string, value: Uint8Array): Element {
  return { name, value };
}

export function fact(name: string, text: string): Element {
  return { name, value: Buffer.from(text) };
}

export function isKept(element: Element): boolean {
  return !('gain' in element);
}

export function isGain(name: string, fields: TagFields): boolean {
  return Object.keys(fields).includes(name.toUpperCase());
}
