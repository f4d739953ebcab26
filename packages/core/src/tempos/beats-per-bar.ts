const METRE = /^(\d{1,2})\/(\d{1,2})$/;

/**
 * Returns the beats of a bar as the BPM counts them: 3 for "3/4", 7 for "7/8", 2 for "6/8", whose beats have three
 * notes each. Undefined for an unreadable metre.
 */
export function beatsPerBar(metre: string): number | undefined {
  const [, count = '0', unit] = METRE.exec(metre) ?? [];
  const beats = Number(count);
  if (beats === 0) return undefined;
  return unit === '8' && beats > 3 && beats % 3 === 0 ? beats / 3 : beats;
}
