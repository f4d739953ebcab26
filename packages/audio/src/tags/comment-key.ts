import { parseKey } from '@rbassist/core';

const TEMPO = String.raw`\s+-\s+\d{2,3}(?:[.,]\d+)?(?:\s*(?:bpm|BPM))?`;
const ENERGY = String.raw`\s+-\s+(?:[Ee]nergy|ENERGY)\s*(?:[Ll]evel\s*)?(?:10|[1-9])`;
/** The earlier comment of a program or a person, which stays behind it. */
const EARLIER = String.raw`(?:\s+-\s+.+|\s*[\r\n].*)?`;
/** A position on a wheel, alone or with what Mixed In Key adds: tempo and energy of 1..10. */
const ON_WHEEL = new RegExp(
  String.raw`^((?:0?[1-9]|1[0-2])[ABabmd])(?:${TEMPO})?(?:${ENERGY}${EARLIER}|\s+-\s+(?:10|[1-9]))?$`,
  's',
);
/** The name of a key, which may as well be a word or a grade, needs the energy behind it. */
const NAMED = new RegExp(
  String.raw`^([A-G][#b♯♭]?\s?(?:m|maj|min|major|minor)?)(?:${TEMPO})?${ENERGY}${EARLIER}$`,
  's',
);

/**
 * Reads the key that Mixed In Key wrote into a comment: "8A", "8A - 126", "8A - Energy 6", "8A - 126 - 6", "Am - Energy
 * 6". Returns undefined for any other comment, such as "8A" within a sentence.
 */
export function keyOfComment(comment: string): string | undefined {
  const text = comment.trim();
  const key = ON_WHEEL.exec(text)?.[1] ?? NAMED.exec(text)?.[1];
  return parseKey(key) && key;
}
