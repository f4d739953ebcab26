import {
  checkOptions,
  numberFrom,
  OptionError,
  optionRules,
  requireRule,
  SCORE_PARTS,
  type ScorePartName,
} from '@rbassist/core';

/** Values of score parts, 0..1 each, as `scorePart` of `@rbassist/core` computes them. */
export type PartValues = Partial<Record<ScorePartName, number>>;

/** A judgement: one candidate goes better with a seed than another. Both candidates have values of the same parts. */
export interface Judgement {
  /**
   * Name of the seed. Cross-validation never learns from a seed and tests on it.
   *
   * @default its own, which no other judgement has
   */
  seed?: string;
  better: PartValues;
  worse: PartValues;
}

/** A judgement as the better candidate's values minus the worse one's, in the order of `SCORE_PARTS`. */
export interface Difference {
  seed: string;
  values: number[];
}

const RULES = {
  seed: optionRules.text,
  better: optionRules.options,
  worse: optionRules.options,
};
const PART_RULES = Object.fromEntries(SCORE_PARTS.map((part) => [part, numberFrom(0, 1)]));

/** Returns the differences of judgements that can be used, in an order that doesn't depend on theirs. */
export function differencesOf(judgements: readonly Judgement[]) {
  if (!Array.isArray(judgements)) throw new OptionError('judgements must be a list.', { option: 'judgements' });
  const known = new Map<string, Difference>();
  const opposites = new Set<string>();
  const unnamed = new Map<string, number>();
  // numbered among judgements of the same values, so that their order doesn't matter
  const unnamedSeed = (content: string) => {
    const count = (unnamed.get(content) ?? 0) + 1;
    unnamed.set(content, count);
    return `\0${content}${count}`;
  };
  let [equal, contradictions] = [0, 0];
  for (const [i, judgement] of judgements.entries()) {
    checkJudgement(judgement, `judgements[${i}]`);
    const { better, worse } = judgement;
    const values = SCORE_PARTS.map((part) => (better[part] ?? 0) - (worse[part] ?? 0));
    if (values.every((value) => value === 0)) {
      equal++;
      continue;
    }
    const [a, b] = [keyOf(better), keyOf(worse)];
    const seed = judgement.seed ?? unnamedSeed(JSON.stringify([a, b]));
    const key = JSON.stringify([seed, a, b]);
    if (!known.has(key) && opposites.has(key)) contradictions++;
    opposites.add(JSON.stringify([seed, b, a]));
    known.set(key, { seed, values });
  }
  const differences = [...known].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, difference]) => difference);
  const duplicates = judgements.length - equal - differences.length;
  return { differences, duplicates, contradictions, equal };
}

function checkJudgement(judgement: Judgement, name: string): void {
  requireRule(name, judgement, optionRules.options);
  checkOptions(judgement, RULES, `${name}.`);
  checkValues(judgement.better, judgement.worse, `${name}.`);
}

/**
 * Checks values of two candidates.
 *
 * @param prefix Text before names in messages.
 */
export function checkValues(better: unknown, worse: unknown, prefix = ''): void {
  const sides = Object.entries({ better, worse });
  for (const [side, values] of sides) {
    requireRule(prefix + side, values, optionRules.options);
    checkOptions(values, PART_RULES, `${prefix}${side}.`);
  }
  const [one, other] = sides.map(([, values]) => values as PartValues);
  const lone = SCORE_PARTS.find((part) => (one[part] === undefined) !== (other[part] === undefined));
  if (lone === undefined) return;
  const name = `${prefix}${one[lone] === undefined ? 'better' : 'worse'}.${lone}`;
  throw new OptionError(`${name} is missing, but the other candidate has it.`, { option: name });
}

function keyOf(values: PartValues): (number | undefined)[] {
  return SCORE_PARTS.map((part) => values[part]);
}
