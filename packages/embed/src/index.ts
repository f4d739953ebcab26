export { type Embedder, type EmbedTrackOptions, embedTrack } from './embedder.ts';
export { createSpectralEmbedder } from './spectral-embedder.ts';
export { createSpectralDescriber, type SpectralDescriber } from './spectral-v1/describe.ts';
export type { Slot, SlotGroup } from './spectral-v1/slot.ts';
export { SPECTRAL_V1_SLOTS } from './spectral-v1/slots.ts';
