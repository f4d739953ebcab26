import { ascii } from './ascii.ts';
import { AudioFile } from './audio-file.ts';
import { matroskaTrackTypes } from './matroska-tracks.ts';
import { boxesAt } from './mp4-boxes.ts';

const EBML = '\x1a\x45\xdf\xa3';
const MATROSKA_PICTURE = 1;
const MATROSKA_SOUND = 2;
/** Offset of the handler's type in its MP4 box. */
const HANDLER_OFFSET = 8;

/** False for a damaged file. Throws TrackError `missing` or `unreadable` if the file cannot be opened. */
export async function isSoundOnly(path: string): Promise<boolean> {
  const file = await AudioFile.open(path);
  try {
    if (ascii(await file.read(0, 4), 0, 4) === EBML) {
      const types = await matroskaTrackTypes(file);
      return types.includes(MATROSKA_SOUND) && !types.includes(MATROSKA_PICTURE);
    }
    const handlers = await boxesAt(file, ['moov', 'trak', 'mdia', 'hdlr']);
    const kinds = await Promise.all(handlers.map(({ content }) => file.read(content + HANDLER_OFFSET, 4)));
    const types = kinds.map((kind) => ascii(kind, 0, 4));
    return types.includes('soun') && !types.includes('vide');
  } finally {
    await file.close();
  }
}
