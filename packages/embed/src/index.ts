export { type ClipAndReference, type ClipComparison, compareClip } from './embedders/compare-clip.ts';
export { embedEach } from './embedders/embed-each.ts';
export { type Embedder, embedTrack, type PreparedEmbedder } from './embedders/embedder.ts';
export {
  createMertEmbedder,
  MERT_DEFAULTS,
  MERT_RULES,
  MERT_WINDOWS,
  type MertEmbedderOptions,
  type MertWindows,
  mertOptionsOf,
  prepareMertEmbedder,
} from './embedders/mert-embedder.ts';
export {
  createOnnxEmbedder,
  ONNX_DEFAULTS,
  type OnnxEmbedderOptions,
  prepareOnnxEmbedder,
} from './embedders/onnx-embedder.ts';
export { createSpectralEmbedder, prepareSpectralEmbedder } from './embedders/spectral-embedder.ts';
export { createTrackBatcher, type TrackBatcher } from './embedders/track-batcher.ts';
export { createMertModel, type MertModel, type MertModelOptions } from './mert/mert-model.ts';
export { MERT_PRECISIONS, type MertPrecision } from './mert/mert-precision.ts';
export { type FindModelOptions, findModel, type RevisionOptions } from './model-store/find-model.ts';
export { listModels, type StoredModel } from './model-store/list-models.ts';
export { type ModelTerms, type PulledModel, type PullOptions, pullModel } from './model-store/pull-model.ts';
export { removeModel } from './model-store/remove-model.ts';
export {
  HubError,
  ModelBusyError,
  ModelCacheError,
  ModelChecksumError,
  ModelLicenseError,
} from './model-store/store-errors.ts';
export type { StoreOptions } from './model-store/store-settings.ts';
export { type VerifiedFile, type VerifiedModel, verifyModel } from './model-store/verify-model.ts';
export { DEVICES, type Device, type DeviceChoice, type NativeDevice } from './onnx/devices.ts';
export {
  describeLocalRuntime,
  type LocalRuntime,
  type LocalSessionOptions,
  openLocalSession,
} from './onnx/local-session.ts';
export { describeRuntime, type RuntimeDescription } from './onnx/onnx-runtime.ts';
export type { FloatTensor, OnnxSession, OnnxValue } from './onnx/onnx-session.ts';
export { OutOfMemoryError } from './onnx/out-of-memory-error.ts';
export { createSpectralDescriber, type SpectralDescriber } from './spectral-v1/describe.ts';
export type { Slot, SlotGroup } from './spectral-v1/slot.ts';
export { SPECTRAL_V1_SLOTS } from './spectral-v1/slots.ts';
