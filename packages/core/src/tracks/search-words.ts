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
const APOSTROPHES = /['`]+/g;
const BETWEEN_WORDS = /[^\p{L}\p{M}\p{N}]+/gu;
const INSIDE_WORD = /(?<=[\p{L}\p{M}\p{N}])[^\s_\p{L}\p{M}\p{N}]+(?=[\p{L}\p{N}])/gu;
/** Words that are written in several ways or left out. "&" is removed as punctuation. */
const OPTIONAL_WORDS = / (?:and|feat|ft|featuring)(?= )/g;

/** Words of a text, folded so that all spellings are equal. */
export interface SearchWords {
  /** Words with a space on each side: " ac dc " for "AC/DC". */
  apart: string;
  /** The same words without signs inside a word: " acdc ". */
  joined: string;
}

/**
 * Folds a text for a search: the spellings that `foldName` makes equal, and also accents, letters such as "ø",
 * apostrophes, punctuation, and "and" or "&".
 */
export function searchWords(text: string): SearchWords {
  // only letters that are not ASCII need the slow steps
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
