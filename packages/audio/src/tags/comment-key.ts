import { parseKey } from '@rbassist/core';

const TEMPO = String.raw`\s+-\s+\d{2,3}(?:[.,]\d+)?(?:\s*(?:bpm|BPM))?`;
const ENERGY = String.raw`\s+-\s+(?:[Ee]nergy|ENERGY)\s*(?:[Ll]evel\s*)?(?:10|[1-9])`;
/** An earlier comment, which Mixed In Key keeps after its own. */
const EARLIER = String.raw`(?:\s+-\s+.+|\s*[\r\n].*)?`;
/** A position on the Camelot wheel, alone or followed by the tempo and energy (1..10) of Mixed In Key. */
const ON_WHEEL = new RegExp(
  String.raw`^((?:0?[1-9]|1[0-2])[ABabmd])(?:${TEMPO})?(?:${ENERGY}${EARLIER}|\s+-\s+(?:10|[1-9]))?$`,
  's',
);
/** The name of a key. It needs the energy after it, because it may also be a word or a grade. */
const NAMED = new RegExp(
  String.raw`^([A-G][#b♯♭]?\s?(?:m|maj|min|major|minor)?)(?:${TEMPO})?${ENERGY}${EARLIER}$`,
  's',
);

/** Reads "8A", "8A - 126", "8A - Energy 6", "8A - 126 - 6" or "Am - Energy 6", but not "8A" within a sentence. */
export function keyOfComment(comment: string): string | undefined {
  const text = comment.trim();
  const key = ON_WHEEL.exec(text)?.[1] ?? NAMED.exec(text)?.[1];
  return parseKey(key) && key;
}
