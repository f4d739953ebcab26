import { TrackError } from '@rbassist/core';
import { without } from '../dsp/without-ranges.ts';
import { audioEnd } from '../formats/audio-end.ts';
import type { AudioFile } from '../formats/audio-file.ts';
import { frameRuns } from '../formats/frame-runs.ts';
import { paddingRanges } from '../formats/info-tag.ts';
import { type MpegFrameHeader, parseMpegFrame } from '../formats/mpeg-frame.ts';
import { findMpegStream } from '../formats/mpeg-stream.ts';
import type { AudioDecoder } from './audio-decoder.ts';
import { type DecodedPiece, decodePieces, decodeStep, freeDecoder } from './decode-pieces.ts';

const PIECE_BYTES = 1 << 16;

/** The decoder gets whole frames of one kind, because it does not report a new rate. Cuts the LAME tag's padding. */
export const mp3Decoder: AudioDecoder = {
  name: 'mpg123-decoder',
  version: '1.0.3',
  supports: (format) => format === 'mp3',
  decode: (path, request) => decodePieces(path, request, (file) => decodeMp3(file)),
};

async function* decodeMp3(file: AudioFile): AsyncGenerator<DecodedPiece> {
  const { path } = file;
  const stream = await findMpegStream(file);
  if (!stream) throw new TrackError('corrupt', path, `${path} contains no MP3 frames.`);
  const { MPEGDecoder } = await import('mpg123-decoder');
  const padding = stream.info ? paddingRanges(stream.info, stream.header.samples) : [];
  let decoder: InstanceType<typeof MPEGDecoder> | null = null;
  let current: MpegFrameHeader | null = null;
  let frame = 0;
  try {
    const { start } = stream;
    const end = await audioEnd(file);
    for await (const run of frameRuns(file, { start, end, parse: parseMpegFrame, pieceBytes: PIECE_BYTES })) {
      const { header, bytes } = run;
      if (!header) continue;
      if (!decoder || header.kind !== current?.kind || header.channelCount !== current.channelCount) {
        await freeDecoder(decoder);
        decoder = new MPEGDecoder({ enableGapless: false });
        await decoder.ready;
        current = header;
      }
      const started = decoder;
      const { channelData, samplesDecoded } = await decodeStep(path, () => started.decode(bytes));
      // mpg123 turns mono into stereo
      const planes = channelData.slice(0, header.channelCount).map((plane) => without(plane, frame, padding));
      frame += samplesDecoded;
      yield { planes, sampleRate: header.sampleRate };
    }
  } finally {
    await freeDecoder(decoder);
  }
}
