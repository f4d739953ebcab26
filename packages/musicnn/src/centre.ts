import centre from './centre.json' with { type: 'json' };

/** Mean of the model's vectors over music. Without it, all tracks would be close to each other. */
export const CENTRE: Readonly<Float32Array> = Float32Array.from(centre);
