export type { ContentChanges, GridChange, MarkChanges, ValueChange } from './compare-content.ts';
export type { PlaylistChange, PlaylistChanges, PlaylistPlace } from './compare-playlists.ts';
export { compareTracks } from './compare-tracks.ts';
export {
  type ChangedTrack,
  DIFF_DEFAULTS,
  type DiffTrack,
  type DiffXmlOptions,
  diffRekordboxXml,
  type XmlDiff,
} from './diff-rekordbox-xml.ts';
export type { MarkContent } from './track-content.ts';
