export type { Artwork } from './track-artwork.ts';
