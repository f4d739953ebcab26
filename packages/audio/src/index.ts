export {
  AUDIO_FORMATS,
  type AudioDecoder,
  type AudioFormat,
  type DecodeRequest,
  type PcmStream,
} from './audio-decoder.ts';
export { audioFingerprint } from './audio-fingerprint.ts';
export { type DecodeAudioOptions, type DecodedAudio, decodeAudio } from './decode-audio.ts';
export { type BlockListener, type DecodedWindows, type DecodeWindowsOptions, decodeWindows } from './decode-windows.ts';
export { availableDecoders } from './decoders.ts';
export { type DecoderDescription, describeDecoders } from './describe-decoders.ts';
export { createRealFft, type RealFft } from './fft.ts';
export { type FfmpegOptions, installFfmpeg } from './find-ffmpeg.ts';
export { hannWindow } from './hann.ts';
export {
  FIRST_SOUND_THRESHOLD,
  INTRO_CORE_LATE,
  introCoreLate,
  introCoreLateInPieces,
  type TrackOutline,
  type WindowRule,
  windowRule,
} from './listening-windows.ts';
export { type MelFilterbank, type MelOptions, melFilterbank } from './mel.ts';
export { mixToMono, monoBlocks } from './mono-blocks.ts';
export { type AudioStream, type OpenAudioOptions, openAudio, type StreamOutcome } from './open-audio.ts';
export { partialError } from './partial-error.ts';
export { type AudioTags, readTags } from './read-tags.ts';
export { type ReplayGain, replayGainDb } from './replay-gain.ts';
export { RESAMPLER, type ResampleRange, Resampler, resample } from './resample.ts';
export { sniffFormat } from './sniff-format.ts';
export { AUDIO_EXTENSIONS, type WalkEvent, type WalkOptions, walkAudio } from './walk-audio.ts';
export { type CollectedWindows, WindowCollector, type WindowCollectorOptions } from './window-collector.ts';
export { type WriteReplayGainOptions, writeReplayGain } from './write-replay-gain.ts';
