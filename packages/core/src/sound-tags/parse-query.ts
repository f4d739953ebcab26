import { OptionError } from '../errors.ts';
import { searchWords } from '../tracks/search-words.ts';

/** One wish of a query, e.g. "metal" or "no vocals". */
export interface QueryTerm {
  /** The wish in plain words, e.g. "no vocals". */
  text: string;
  isNegated: boolean;
  /** Known phrases in the form of `searchWords` without outer blanks; any of them is meant. */
  phrases: readonly string[];
}

/** A query in words. */
export interface TagQuery {
  terms: QueryTerm[];
  /** Words without a meaning, as phrases. */
  unknown: string[];
}

/** Longest query, in characters. */
const LONGEST_QUERY = 2000;
/** Most words of a phrase. */
const LONGEST_PHRASE = 6;
const BETWEEN_PARTS = /[,;\r\n]+/;
const SIGN = /^[-−–!]+(?=\S)/;
const NEGATIONS = new Set(['no', 'not', 'non', 'without', 'minus', 'except']);
const ALTERNATIVES = new Set(['or', 'nor']);
const FILLERS = new Set(
  'a an the some any very more but with only music sound sounds sounding song songs track tracks tune tunes'.split(' '),
);

interface Word {
  text: string;
  /** True behind a minus sign. */
  isSigned: boolean;
  /** True behind "and", which continues a negation. */
  isJoined: boolean;
}

/**
 * Reads a query in words: terms between commas or blanks, "no", "not", "without" or "-" before what is not wanted, "or"
 * between alternatives. The longest known phrase counts, so that "hard rock" is one term.
 *
 * @param isKnown Tells if a phrase has a meaning.
 * @throws {OptionError} for a query without a word, or with more than 2,000 characters.
 */
export function parseTagQuery(query: string, isKnown: (phrase: string) => boolean): TagQuery {
  if (query.length > LONGEST_QUERY) {
    throw new OptionError(`The query must have ${LONGEST_QUERY} characters at most, not ${query.length}.`);
  }
  const parsed: TagQuery = { terms: [], unknown: [] };
  for (const part of query.split(BETWEEN_PARTS)) parsePart(wordsOf(part), isKnown, parsed);
  if (parsed.terms.length === 0 && parsed.unknown.length === 0) {
    throw new OptionError('The query has no word to search for. Type words such as "metal, no vocals".');
  }
  const distinct = new Map(parsed.terms.map((term) => [term.text, term]));
  return { terms: [...distinct.values()], unknown: [...new Set(parsed.unknown)] };
}

function parsePart(words: readonly Word[], isKnown: (phrase: string) => boolean, { terms, unknown }: TagQuery): void {
  let last: QueryTerm | undefined;
  let isNegated = false;
  let isAlternative = false;
  let unknownWords: string[] = [];
  const endUnknown = () => {
    if (unknownWords.length > 0) unknown.push(unknownWords.join(' '));
    unknownWords = [];
  };
  for (let i = 0; i < words.length; ) {
    const { text, isSigned, isJoined } = words[i];
    const phrase = longestPhrase(words, i, isKnown);
    if (phrase === undefined) {
      i++;
      if (NEGATIONS.has(text)) isNegated = true;
      else if (ALTERNATIVES.has(text)) isAlternative = true;
      else if (!FILLERS.has(text)) {
        unknownWords.push(isJoined && unknownWords.length > 0 ? `and ${text}` : text);
        [last, isNegated, isAlternative] = [undefined, false, false];
        continue;
      }
      endUnknown();
      continue;
    }
    endUnknown();
    i += phrase.split(' ').length;
    const negated = isNegated || isSigned || ((isJoined || isAlternative) && last?.isNegated === true);
    if (isAlternative && last !== undefined && last.isNegated === negated) {
      terms.pop();
      last = term([...last.phrases, phrase], negated);
    } else last = term([phrase], negated);
    terms.push(last);
    [isNegated, isAlternative] = [false, false];
  }
  endUnknown();
}

function term(phrases: readonly string[], isNegated: boolean): QueryTerm {
  return { text: `${isNegated ? 'no ' : ''}${phrases.join(' or ')}`, isNegated, phrases };
}

function longestPhrase(words: readonly Word[], from: number, isKnown: (phrase: string) => boolean): string | undefined {
  const found = words.slice(from, from + LONGEST_PHRASE);
  const end = found.findIndex(({ isSigned }, i) => i > 0 && isSigned);
  if (end > 0) found.length = end;
  for (; found.length > 0; found.pop()) {
    const phrase = found.map(({ text }) => text).join(' ');
    const isGrammar = found.length === 1 && (NEGATIONS.has(phrase) || ALTERNATIVES.has(phrase));
    if (!isGrammar && isKnown(phrase)) return phrase;
  }
  return undefined;
}

function wordsOf(part: string): Word[] {
  const words: Word[] = [];
  let isJoined = false;
  for (const token of part.split(/\s+/)) {
    const isSigned = SIGN.test(token);
    for (const [i, text] of searchWords(token.replace(SIGN, '')).split(' ').filter(Boolean).entries()) {
      // `searchWords` drops "and" from names, such as "drum and bass"
      if (text === 'and') isJoined = true;
      else {
        words.push({ text, isSigned: isSigned && i === 0, isJoined });
        isJoined = false;
      }
    }
  }
  return words;
}
