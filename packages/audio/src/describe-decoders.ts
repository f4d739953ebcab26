import { AUDIO_FORMATS, type AudioFormat } from './audio-decoder.ts';
import { PCM_DECODERS, WASM_DECODERS } from './decoders.ts';
import { type FfmpegOptions, findFfmpeg, installFfmpeg } from './find-ffmpeg.ts';

/** One decoder as a person may want to know of it. */
export interface DecoderDescription {
  name: string;
  /** Absent where it is not there. */
  version?: string;
  /** Of its program, if it is one. */
  path?: string;
  available: boolean;
  formats: readonly AudioFormat[];
  /** Why it is not available. */
  reason?: string;
  /** The line that installs it. */
  remedy?: string;
}

/** Every decoder there could be on this machine, in the order in which a file is offered to them. */
export async function describeDecoders(options: FfmpegOptions = {}): Promise<DecoderDescription[]> {
  const search = await findFfmpeg(options);
  const ffmpeg: DecoderDescription = search.found
    ? { name: 'ffmpeg', version: search.version, path: search.path, available: true, formats: AUDIO_FORMATS }
    : { name: 'ffmpeg', available: false, formats: AUDIO_FORMATS, reason: search.reason, remedy: installFfmpeg() };
  const own = (decoders: typeof PCM_DECODERS): DecoderDescription[] =>
    decoders.map((decoder) => ({
      name: decoder.name,
      version: decoder.version,
      available: true,
      formats: AUDIO_FORMATS.filter((format) => decoder.supports(format)),
    }));
  return [...own(PCM_DECODERS), ffmpeg, ...own(WASM_DECODERS)];
}
