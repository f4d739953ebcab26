export type { RatedPair } from './mix-stars.ts';
