export { MissingDependencyError, OptionError, type TimeRange, TrackError, type TrackErrorKind } from '@rbassist/core';
export { hashAudioStream } from './audio-hash/hash-audio-stream.ts';
export type { AudioDecoder, DecodeRequest, PcmStream } from './decoders/audio-decoder.ts';
export { availableDecoders } from './decoders/available-decoders.ts';
export { type DecodeAudioOptions, type DecodedAudio, decodeAudio } from './decoders/decode-audio.ts';
export { type DecoderDescription, describeDecoders } from './decoders/describe-decoders.ts';
export type { FfmpegOptions } from './decoders/find-ffmpeg.ts';
export { type AudioStream, type OpenAudioOptions, openAudio, type StreamOutcome } from './decoders/open-audio.ts';
export { createRealFft, type RealFft } from './dsp/fft.ts';
export { hannWindow } from './dsp/hann-window.ts';
export { type MelFilterbank, type MelOptions, melFilterbank } from './dsp/mel-filterbank.ts';
export { mixToMono, monoBlocks } from './dsp/mix-to-mono.ts';
export { RESAMPLER, type ResampleRange, Resampler, resample } from './dsp/resample.ts';
export { type EncoderDelayOptions, readEncoderDelay } from './encoder-delay/read-encoder-delay.ts';
export type { AudioFormat } from './formats/audio-format.ts';
export type { AudioInput } from './formats/audio-input.ts';
export { browserType } from './formats/browser-type.ts';
export { sniffFormat } from './formats/sniff-format.ts';
export { type PictureType, pictureType } from './tags/picture-type.ts';
export { type Picture, readPicture } from './tags/read-picture.ts';
export { type AudioTags, readTags } from './tags/read-tags.ts';
export { type ReplayGain, replayGainDb } from './tags/replay-gain.ts';
export { readTagObjects, type TagObject } from './tags/tag-objects.ts';
export { type WriteReplayGainOptions, writeReplayGain } from './tags/write-replay-gain.ts';
export { partialError } from './track-errors.ts';
export { listMusicFolder, type MusicFolder } from './walk/list-music-folder.ts';
export { AUDIO_EXTENSIONS } from './walk/music-names.ts';
export {
  fileSkipReason,
  folderSkipReason,
  type SkipReason,
  type WalkEvent,
  type WalkOptions,
  walkAudio,
} from './walk/walk-audio.ts';
export {
  type DecodedWindows,
  type DecodeWindowsOptions,
  decodeWindows,
  type TrackListener,
} from './windows/decode-windows.ts';
export {
  INTRO_CORE_LATE,
  INTRO_CORE_LATE_120S,
  introCoreLate,
  introCoreLate120s,
  introCoreLateInPieces,
  type TrackOutline,
  type WindowRule,
  windowRule,
} from './windows/listening-windows.ts';
