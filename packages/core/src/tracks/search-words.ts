import { foldName } from './fold-name.ts';

/** Letters that Unicode does not split into a plain letter and a mark, as people type them without the mark. */
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
  // both forms of the Greek letter, since one stands at the end of a word only
  ς: 'σ',
};
const SPECIAL_LETTER = new RegExp(`[${Object.keys(PLAIN_LETTERS).join('')}]`, 'g');
/** Accents of all alphabets, and vowel marks of Hebrew and Arabic; those of Japanese and Indic scripts are letters. */
const ACCENTS = /[\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u064b-\u065f\u0670]+/g;
const NOT_ASCII = /[^\0-\x7f\s]+/g;
const APOSTROPHES = /['`]+/g;
const BETWEEN_WORDS = /[^\p{L}\p{M}\p{N}]+/gu;
const INSIDE_WORD = /(?<=[\p{L}\p{M}\p{N}])[^\s_\p{L}\p{M}\p{N}]+(?=[\p{L}\p{N}])/gu;
/** Words that people write in several ways or leave out. Punctuation is left out, and so is "&". */
const OPTIONAL_WORDS = / (?:and|feat|ft|featuring)(?= )/g;

/** The words of a text, folded so that its spellings are equal. */
export interface SearchWords {
  /** Words with a blank on each side: " ac dc " for "AC/DC". */
  apart: string;
  /** The same, with signs inside a word left out: " acdc ". */
  joined: string;
}

/**
 * Folds a text for a search: the spellings that `foldName` makes equal, and also accents, letters such as "ø",
 * apostrophes, punctuation, and "and" or "&".
 */
export function searchWords(text: string): SearchWords {
  // only what is not ASCII needs the slow steps, and of most names that is one letter
  const plain = text.toLowerCase().replace(NOT_ASCII, plainLetters).replace(APOSTROPHES, '');
  const apart = wordsOf(plain);
  const joined = plain.replace(INSIDE_WORD, '');
  return { apart, joined: joined === plain ? apart : wordsOf(joined) };
}

function wordsOf(plain: string): string {
  const words = ` ${plain} `.replace(BETWEEN_WORDS, ' ');
  const rest = words.replace(OPTIONAL_WORDS, '');
  // "And" is also a title
  return rest === ' ' ? words : rest;
}

function plainLetters(text: string): string {
  const plain = foldName(text).normalize('NFD').replace(ACCENTS, '').normalize('NFC');
  return plain.replace(SPECIAL_LETTER, (letter) => PLAIN_LETTERS[letter]);
}
