export {
  commentFrame,
  type Id3Encoding,
  type Id3Frame,
  type Id3Layout,
  id3v2,
  pictureFrame,
  syncsafe,
  textFrame,
  unsynchronise,
  userTextFrame,
} from './id3v2.ts';
export { mp4Box, mp4FreeformItem, mp4Item, withMp4Items } from './mp4.ts';
export { withSecondPacket } from './ogg.ts';
export { apeTag, id3v1 } from './trailing-tags.ts';
export { vorbisComment, withVorbisComment } from './vorbis.ts';
