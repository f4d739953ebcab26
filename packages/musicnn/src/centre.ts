import centre from './centre.json' with { type: 'json' };

/**
 * Mean of the model's vectors over recorded music of 22 packages. Without it, all tracks would be close to each other.
 * Written by `benchmarks/src/similarity/fit-centre.ts`. Another centre is another space.
 */
export const CENTRE: Readonly<Float32Array> = Float32Array.from(centre);
