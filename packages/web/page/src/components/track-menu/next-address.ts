/** Seeds of Next; so many tell it what tracks sound like. */
export const MOST_SEEDS = 20;

/** Returns the address of Next for tracks. Of many, it takes some, spread evenly. */
export function nextAddress(ids: readonly string[]): string {
  const count = Math.min(MOST_SEEDS, ids.length);
  const seeds = Array.from({ length: count }, (_, i) => ids[Math.floor((i * ids.length) / count)]!);
  return `/next?${new URLSearchParams(seeds.map((id) => ['seed', id]))}`;
}
