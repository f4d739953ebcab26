import { distance } from 'fastest-levenshtein';

const LONGEST_WORD = 40;
const SHORTEST_START = 3;
/** Letters of a part, such as "dir" of "data-dir". */
const SHORTEST_PART = 3;
/** Letters that two forms of a word share, such as "fail" of "failures" and "failed". */
const SHORTEST_STEM = 4;
const STEM_SHARE = 2 / 3;
/** Ranks of words that are no mistyped letters. A part is more likely meant than a word with two mistakes. */
const RANKS = { part: 1.5, start: 3, stem: 4 } as const;
const SEPARATORS = /[\s_.-]+/g;

/**
 * Returns the candidate that a mistyped word most likely means, or undefined if none is close. Ignores case and
 * separators, and counts two swapped letters as one mistake.
 */
export function closestWord(word: string, candidates: readonly string[]): string | undefined {
  const typed = letters(word);
  if (typed === '' || typed.length > LONGEST_WORD) return undefined;
  let best: string | undefined;
  let fewest = Number.POSITIVE_INFINITY;
  for (const candidate of candidates) {
    const mistakes = mistakesIn(typed, candidate);
    if (mistakes >= fewest) continue;
    fewest = mistakes;
    best = candidate;
  }
  return best;
}

/** Returns the number of mistakes, or Infinity if the words differ too much. */
function mistakesIn(typed: string, candidate: string): number {
  const meant = letters(candidate);
  const found = Math.min(distance(typed, meant), 1 + Math.min(...swapped(typed).map((word) => distance(word, meant))));
  const isPart = typed.length >= SHORTEST_PART && candidate.toLowerCase().split(SEPARATORS).includes(typed);
  if (isPart) return Math.min(found, RANKS.part);
  const longest = Math.max(typed.length, meant.length);
  // "gpu" does not mean "cpu"
  const isOther = longest <= SHORTEST_START && typed[0] !== meant[0] && !swapped(typed).includes(meant);
  if (found <= allowedMistakes(longest) && !isOther) return found;
  if (typed.length >= SHORTEST_START && meant.startsWith(typed)) return RANKS.start;
  // two commands of a group begin with its name
  const shared = candidate.includes(' ') ? 0 : sharedStart(typed, meant);
  const isStem = shared >= SHORTEST_STEM && shared >= meant.length * STEM_SHARE;
  return isStem ? RANKS.stem : Number.POSITIVE_INFINITY;
}

/** Number of letters that two words begin with. */
function sharedStart(a: string, b: string): number {
  let shared = 0;
  while (shared < a.length && a[shared] === b[shared]) shared++;
  return shared;
}

/** Allows up to three mistakes in a long word, one in a short word and none in two letters. */
function allowedMistakes(length: number): number {
  return Math.min(3, Math.max(length > 2 ? 1 : 0, Math.floor(length / 3)));
}

function swapped(word: string): string[] {
  return Array.from(word.slice(1), (_, i) => word.slice(0, i) + word[i + 1] + word[i] + word.slice(i + 2));
}

function letters(word: string): string {
  return word.toLowerCase().replace(SEPARATORS, '');
}
