/** `mp4` is AAC or ALAC, `adts` raw AAC, `ogg` any other codec. Only ffmpeg decodes the formats from `mp4` on. */
export const AUDIO_FORMATS = [
  'wav',
  'rf64',
  'aiff',
  'flac',
  'ogg-flac',
  'mp3',
  'ogg-vorbis',
  'ogg-opus',
  'mp4',
  'adts',
  'asf',
  'matroska',
  'avi',
  'w64',
  'caf',
  'au',
  'ogg',
  'wavpack',
  'ape',
  'musepack',
  'tta',
  'dsf',
  'dsdiff',
  'ac3',
  'dts',
  'amr',
  'flv',
  'mpeg',
] as const;

/** A file format, found by content: `wav`, `mp3`, `flac`, `ogg-opus`, `mp4` (AAC or ALAC), `asf` (WMA) and so on. */
export type AudioFormat = (typeof AUDIO_FORMATS)[number];
