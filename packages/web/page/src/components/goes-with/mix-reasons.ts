import type { Recommendation } from '../../api/types.ts';

type Reason = Recommendation['reasons'][number];

/** Reasons that a DJ asks for first. */
const FIRST: readonly string[] = ['tempo', 'key'];
const MOST_WORDS = 4;

const gain = ({ weight, value }: Reason): number => weight * (value ?? 0);

/** Returns the reasons to say: tempo and key always, then what speaks for the track, the strongest first. */
export function mixReasons(reasons: readonly Reason[]): Reason[] {
  const said = reasons.filter(({ text }) => text !== '');
  const first = FIRST.flatMap((part) => said.filter((reason) => reason.part === part));
  const others = said.filter(({ part, effect }) => effect === 'for' && !FIRST.includes(part));
  return [...first, ...others.toSorted((a, b) => gain(b) - gain(a))].slice(0, MOST_WORDS);
}
