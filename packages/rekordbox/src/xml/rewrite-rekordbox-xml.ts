import { checkOptions, type OptionRule, optionRules } from '@rbassist/core';
import { replaceUserFile } from '../model/replace-user-file.ts';
import { editedBytes } from './edit-rekordbox-xml.ts';
import type { XmlReadOptions } from './read-items.ts';
import { textFromValues } from './rewrite-from-values.ts';
import { requireOtherFile } from './same-file.ts';
import { SourceBytes } from './source-bytes.ts';

/** Options of {@link rewriteRekordboxXml}. */
export interface RewriteXmlOptions extends Pick<XmlReadOptions, 'signal'> {
  /** True to lay out every value anew instead of copying bytes. */
  fromValues?: boolean;
}

/** Result of {@link rewriteRekordboxXml}. */
export interface RewrittenXml {
  bytes: number;
  isIdentical: boolean;
  /** First byte that differs, counted from 0, and its line in the input; absent if the files are identical. */
  difference?: { byte: number; line: number };
}

const RULES = {
  fromValues: optionRules.flag,
  signal: optionRules.signal,
} satisfies Record<keyof RewriteXmlOptions, OptionRule>;

/**
 * Reads a Rekordbox XML file and writes it again, to another file, so that anyone can try the codec on their own file.
 * Compares both files byte for byte.
 *
 * @throws {OptionError} if both are one file, or one can't be read or written.
 * @throws {XmlError} if the input is malformed.
 */
export async function rewriteRekordboxXml(
  input: string,
  output: string,
  options: RewriteXmlOptions = {},
): Promise<RewrittenXml> {
  checkOptions(options, RULES);
  const { fromValues = false, signal } = options;
  await requireOtherFile(input, output);
  const pieces = fromValues ? valuePieces(input, signal) : editedBytes(input, {}, { signal });
  await replaceUserFile(output, pieces);
  return compareFiles(input, output);
}

async function* valuePieces(input: string, signal?: AbortSignal): AsyncGenerator<string> {
  await using source = await SourceBytes.open(input);
  const lineEnd = await source.lineEnd();
  yield* textFromValues(input, { lineEnd, signal });
}

async function compareFiles(input: string, output: string): Promise<RewrittenXml> {
  await using before = await SourceBytes.open(input);
  await using after = await SourceBytes.open(output);
  const [length, bytes] = await Promise.all([before.size(), after.size()]);
  let at = 0;
  let line = 1;
  for await (const piece of before.range(0, length)) {
    const written = await after.read(at, at + piece.length);
    const same = firstDifference(piece, written);
    line += lineBreaks(piece.subarray(0, same));
    at += same;
    if (same < piece.length) return { bytes, isIdentical: false, difference: { byte: at, line } };
  }
  return length === bytes
    ? { bytes, isIdentical: true }
    : { bytes, isIdentical: false, difference: { byte: at, line } };
}

function firstDifference(one: Buffer, other: Buffer): number {
  if (one.equals(other)) return one.length;
  const most = Math.min(one.length, other.length);
  for (let at = 0; at < most; at++) if (one[at] !== other[at]) return at;
  return most;
}

function lineBreaks(bytes: Buffer): number {
  let count = 0;
  for (let at = bytes.indexOf(10); at >= 0; at = bytes.indexOf(10, at + 1)) count++;
  return count;
}
