import { File, Id3v2FrameIdentifiers, type Id3v2Tag, TagTypes } from 'node-taglib-sharp';
import type { TrackSpec } from './track-table.ts';

/** WAV and AIFF files store ID3v2 tags in a chunk. */
export function writeTags(path: string, spec: TrackSpec): void {
  const file = File.createFromPath(path);
  try {
    const tag = file.getTag(TagTypes.Id3v2, true) as Id3v2Tag;
    // the version that every DJ program reads
    tag.version = 3;
    tag.performers = [spec.artist];
    tag.title = spec.title;
    tag.album = spec.album;
    tag.genres = [spec.genre];
    tag.year = spec.year;
    tag.initialKey = spec.key;
    tag.setTextFrame(Id3v2FrameIdentifiers.TBPM, String(spec.bpm));
    file.save();
  } finally {
    file.dispose();
  }
}
