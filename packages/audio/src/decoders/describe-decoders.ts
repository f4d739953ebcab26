import { AUDIO_FORMATS, type AudioFormat } from '../formats/audio-format.ts';
import { PCM_DECODERS, WASM_DECODERS } from './available-decoders.ts';
import { type FfmpegOptions, ffmpegInstallCommand, findFfmpeg } from './find-ffmpeg.ts';

/** A decoder that this machine has or lacks. */
export interface DecoderDescription {
  /** As in `AudioStream.decoder`, without the version. */
  name: string;
  /** Absent if the decoder is not available. */
  version?: string;
  /** Path of the program, for ffmpeg. */
  path?: string;
  available: boolean;
  formats: readonly AudioFormat[];
  /** Reason why it is not available. */
  reason?: string;
  /** Command that installs it, for example `brew install ffmpeg`. */
  remedy?: string;
}

/** Lists every decoder that this machine could have, in the order in which they are tried. */
export async function describeDecoders(options: FfmpegOptions = {}): Promise<DecoderDescription[]> {
  const search = await findFfmpeg(options);
  const ffmpeg: DecoderDescription = search.found
    ? { name: 'ffmpeg', version: search.version, path: search.path, available: true, formats: AUDIO_FORMATS }
    : {
        name: 'ffmpeg',
        available: false,
        formats: AUDIO_FORMATS,
        reason: search.reason,
        remedy: ffmpegInstallCommand(),
      };
  const own = (decoders: typeof PCM_DECODERS): DecoderDescription[] =>
    decoders.map((decoder) => ({
      name: decoder.name,
      version: decoder.version,
      available: true,
      formats: AUDIO_FORMATS.filter((format) => decoder.supports(format)),
    }));
  return [...own(PCM_DECODERS), ffmpeg, ...own(WASM_DECODERS)];
}
