import { foldName } from './fold-name.ts';

/** Plain forms of letters that Unicode does not split into a letter and a mark. */
const PLAIN_LETTERS: Readonly<Record<string, string>> = {
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  ħ: 'h',
  ł: 'l',
  ŋ: 'n',
  þ: 'th',
  ŧ: 't',
  // two forms of one Greek letter; this one ends a word
  ς: 'σ',
};
const SPECIAL_LETTER = new RegExp(`[${Object.keys(PLAIN_LETTERS).join('')}]`, 'g');
/** Accents, and vowel marks of Hebrew and Arabic. Marks of Japanese and Indic scripts are letters. */
const ACCENTS = /[\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u064b-\u065f\u0670]+/g;
const NOT_ASCII = /[^\0-\x7f\s]+/g;
const IS_ASCII = /^[\0-\x7f]*$/;
const APOSTROPHES = /['`]+/g;
/** Signs that artists write for a letter: "A$AP", "Ke$ha", "P!nk"; but not those of "Gimme!Gimme!". */
const SIGNS_FOR_LETTERS = /\$(?=\p{L})|(?<=\p{L})\$|(?<=(?<!\p{L})\p{L}{1,2})!(?=\p{L})/gu;
const BETWEEN_WORDS = /[^\p{L}\p{M}\p{N}]+/gu;
/** The same for ASCII, which most names are once they are folded; many times faster. */
const BETWEEN_ASCII_WORDS = /[^a-z0-9]+/g;
/** Words that are written in several ways or left out. "&" is removed as punctuation. */
const OPTIONAL_WORDS = / (?:and|feat|ft|featuring)(?= )/g;

/**
 * Folds a text for a search: the spellings that `foldName` makes equal, and also accents, letters such as "ø",
 * apostrophes, punctuation, "$" for "s" in names, and "and" or "&".
 *
 * @returns words with a blank on each side: " ac dc " for "AC/DC".
 */
export function searchWords(text: string): string {
  const plain = plainText(text);
  const words = ` ${plain} `.replace(betweenWords(plain), ' ');
  const rest = words.replace(OPTIONAL_WORDS, '');
  // "And" is also a title
  return rest === ' ' ? words : rest;
}

/** Returns the letters and digits of a text, folded like {@link searchWords}, without any blanks. */
export function searchLetters(text: string): string {
  const plain = plainText(text);
  return plain.replace(betweenWords(plain), '');
}

function plainText(text: string): string {
  // only letters that are not ASCII need the slow steps
  const plain = text.toLowerCase().replace(NOT_ASCII, plainLetters).replace(APOSTROPHES, '');
  return plain.includes('$') || plain.includes('!') ? plain.replace(SIGNS_FOR_LETTERS, letterOf) : plain;
}

function betweenWords(plain: string): RegExp {
  return IS_ASCII.test(plain) ? BETWEEN_ASCII_WORDS : BETWEEN_WORDS;
}

const letterOf = (sign: string): string => (sign === '$' ? 's' : 'i');

/** Words that were folded last, since the names of a library have most words several times. */
const FOLDED = new Map<string, string>();
const FOLDED_WORDS = 10_000;

function plainLetters(text: string): string {
  const known = FOLDED.get(text);
  if (known !== undefined) return known;
  const plain = foldName(text).normalize('NFD').replace(ACCENTS, '').normalize('NFC');
  const letters = plain.replace(SPECIAL_LETTER, (letter) => PLAIN_LETTERS[letter]);
  if (FOLDED.size === FOLDED_WORDS) FOLDED.clear();
  FOLDED.set(text, letters);
  return letters;
}
