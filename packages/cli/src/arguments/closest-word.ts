import { distance } from 'fastest-levenshtein';

const LONGEST_WORD = 40;
const SHORTEST_START = 3;
/** Minimum length of a part, such as "lufs" in "target-lufs". */
const SHORTEST_PART = 4;
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
  if (found <= allowedMistakes(Math.max(typed.length, meant.length))) return found;
  // an abbreviation is less likely than a mistyped letter
  if (typed.length >= SHORTEST_START && meant.startsWith(typed)) return SHORTEST_START;
  const isPart = typed.length >= SHORTEST_PART && candidate.toLowerCase().split(SEPARATORS).includes(typed);
  return isPart ? SHORTEST_PART : Number.POSITIVE_INFINITY;
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
