import { bootstrapMean, type Estimate } from '../bootstrap.ts';
import type { AnsweredKey } from './key-figures.ts';
import { judgeKey, MIREX_WEIGHTS } from './key-verdict.ts';

/** Estimates the lead of one system over another: the mean difference of their MIREX scores on the tracks of both. */
export function keyLead(ours: readonly AnsweredKey[], theirs: readonly AnsweredKey[]): Estimate {
  const others = new Map(theirs.map(({ track, answer }) => [track.file, answer]));
  const outcomes = ours.flatMap(({ track, answer }) => {
    const other = others.get(track.file);
    if (!answer || !other) return [];
    const [value, theirValue] = [answer, other].map(({ key }) => MIREX_WEIGHTS[judgeKey(key, track.key)]);
    return [{ group: track.package, value: value - theirValue }];
  });
  return bootstrapMean(outcomes);
}

/** Says which system has the higher score, with the interval of the difference. */
export function leadText(name: string, leads: readonly { name: string; lead: Estimate }[]): string {
  const closest = leads.reduce((least, other) => (other.lead.mean < least.lead.mean ? other : least));
  const { mean, interval } = closest.lead;
  const [winner, loser] = mean >= 0 ? [name, closest.name] : [closest.name, name];
  const [low, high] = mean >= 0 ? interval : [-interval[1], -interval[0]];
  return `${winner} is ahead of ${loser} by ${points(Math.abs(mean))} points (${points(low)} to ${points(high)}).`;
}

function points(difference: number): string {
  return (100 * difference).toFixed(1);
}
