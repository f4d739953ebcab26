export type { ClipComparison, DeviceChoice, ModelTerms, PulledModel, PullOptions, StoredModel } from '@rbassist/embed';
export { findModel, listModels, pullModel, removeModel } from '@rbassist/embed';

// choices of a model

export { DEVICES, MERT_DEFAULTS, MERT_PRECISIONS, MERT_WINDOWS } from '@rbassist/embed';
export { DOWNLOADABLE_MODELS } from './choose-model.ts';
export { BUILT_IN_MODELS, DEFAULT_MODEL, type EmbeddingOptions } from './prepare-embedder.ts';
export { type ModelVerification, type VerifyModelOptions, verifyModel } from './verify-model.ts';
