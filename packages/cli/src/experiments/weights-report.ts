import { type PresetName, SCORE_PARTS, type ScoreWeights, WEIGHT_PRESETS } from '@rbassist/core';
import type { Interval, OptimizedWeights } from '@rbassist/experiments';
import { counted } from '../output/count.ts';
import { type Column, formatTable } from '../output/table.ts';

/** Name of the preset to paste. */
const PRESET = 'learned';
const DIGITS = 3;

/** Returns weights with as many digits as the text has, so that text and JSON agree. */
export function roundWeights(weights: ScoreWeights): ScoreWeights {
  return Object.fromEntries(SCORE_PARTS.map((part) => [part, Number(weights[part].toFixed(DIGITS))])) as ScoreWeights;
}

/** Returns weights as options of a command line. */
export function weightFlags(weights: ScoreWeights): string {
  return SCORE_PARTS.map((part) => `--w-${part} ${weights[part]}`).join(' ');
}

/** Returns weights as a preset of the configuration file. */
export function weightPreset(weights: ScoreWeights) {
  return { presets: { [PRESET]: { weights } } };
}

/** Describes learned weights: how often they agree with the judgements, the weights, and how to use them. */
export function weightsReport(learned: OptimizedWeights, initial: PresetName): string[] {
  const { weights } = learned;
  return [
    ...countLines(learned),
    '',
    ...agreementTable(learned, initial),
    verdictText(learned, initial),
    '',
    ...weightTable(weights, initial),
    ...untestedLines(learned),
    '',
    'As options:',
    weightFlags(weights),
    'As a preset in rbassist.config.json:',
    JSON.stringify(weightPreset(weights)),
  ];
}

function countLines({ judgements, seeds, duplicates, contradictions, equal }: OptimizedWeights): string[] {
  return [
    `Learned from ${counted(judgements, 'answer')} about ${counted(seeds, 'track')}.`,
    ...(duplicates > 0 ? [`${counted(duplicates, 'answer')} repeated others, and counted once.`] : []),
    ...(contradictions > 0 ? [`${counted(contradictions, 'pair')} had different answers.`] : []),
    ...(equal > 0 ? [`${counted(equal, 'answer')} did not count, because both tracks have the same values.`] : []),
  ];
}

const AGREEMENT_COLUMNS: readonly Column[] = [
  { heading: 'Weights' },
  { heading: 'Agreement', align: 'right' },
  { heading: '95 % interval', align: 'right' },
];

function agreementTable({ agreement }: OptimizedWeights, initial: PresetName): string[] {
  if (agreement === undefined) return [];
  const row = (name: string, { value, low, high }: Interval) => [
    name,
    percent(value),
    `${percent(low)} to ${percent(high)}`,
  ];
  return formatTable(AGREEMENT_COLUMNS, [
    row('learned', agreement.learned),
    row(initial, agreement.initial),
    ['chance', percent(0.5), ''],
  ]);
}

function verdictText({ verdict, agreement }: OptimizedWeights, initial: PresetName): string {
  switch (verdict) {
    case 'better':
      return `The learned weights agree with you more often than ${initial}: ${gainText(agreement?.gain)}.`;
    case 'no-better':
      return `The learned weights do not beat ${initial} for certain: ${gainText(agreement?.gain)}. Keep ${initial}, or answer more questions.`;
    case 'chance':
      return `Nothing was learned: the learned weights do not beat chance for certain. Keep ${initial}, or answer more questions.`;
    case 'unmeasured':
      return `All answers are about one track, so the agreement can't be measured. Keep ${initial}, or answer more questions.`;
  }
}

function gainText(gain: Interval = { value: 0, low: 0, high: 0 }): string {
  const { value, low, high } = gain;
  return `${points(value)} points (95 % interval ${points(low)} to ${points(high)})`;
}

function weightTable(weights: ScoreWeights, initial: PresetName): string[] {
  const rows = SCORE_PARTS.map((part) => [
    part,
    weights[part].toFixed(DIGITS),
    WEIGHT_PRESETS[initial][part].toFixed(DIGITS),
  ]);
  return formatTable(
    [{ heading: 'Part' }, { heading: 'Learned', align: 'right' }, { heading: initial, align: 'right' }],
    rows,
  );
}

function untestedLines({ untested }: OptimizedWeights): string[] {
  return untested.length === 0 ? [] : [`No answer says anything about: ${untested.join(', ')}.`];
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}

function points(share: number): string {
  const text = (100 * share).toFixed(1);
  return share > 0 ? `+${text}` : text;
}
