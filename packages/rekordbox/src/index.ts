export * from './anlz/index.ts';
export * from './check/index.ts';
export { TRACK_COLORS, type TrackColor } from './colors/track-colors.ts';
export * from './diff/index.ts';
export { readEngineLibrary } from './engine/read-engine-library.ts';
export * from './export/index.ts';
export { type ImportStep, type ImportStepsRequest, importSteps, type StepSource } from './import-steps/import-steps.ts';
export {
  isStreamLocation,
  type LocationOptions,
  locationKey,
  locationOfPath,
  pathOfLocation,
} from './location/location.ts';
export * from './marks/index.ts';
export * from './master-db/index.ts';
export type {
  DjClock,
  DjCollection,
  DjEntry,
  DjGridAnchor,
  DjMark,
  DjPlaylist,
  DjTrack,
  RgbColor,
} from './model/dj-track.ts';
export * from './my-tags/index.ts';
export { playlistTree } from './playlist-tree/playlist-tree.ts';
export * from './pro-link/index.ts';
export * from './serato/index.ts';
export { type GridTempo, type GridTempoOptions, gridTempo } from './tempo/grid-tempo.ts';
export { clockShiftS } from './time/clock-shift.ts';
export { shiftTrack } from './time/shift-track.ts';
export * from './track-attributes/index.ts';
export * from './traktor/index.ts';
export * from './watch/index.ts';
export type { XmlEdits } from './xml/edit-plan.ts';
export { editedBytes, editRekordboxXml } from './xml/edit-rekordbox-xml.ts';
export type { ContainerTest, XmlItem, XmlParent, XmlReadOptions } from './xml/read-items.ts';
export { readXmlItems } from './xml/read-items.ts';
export { readRekordboxXml } from './xml/read-rekordbox-xml.ts';
export { readRekordboxItems } from './xml/rekordbox-items.ts';
export { textFromValues } from './xml/rewrite-from-values.ts';
export { requireOtherFile } from './xml/same-file.ts';
export { readTrack } from './xml/track-values.ts';
export {
  folderNode,
  playlistNode,
  type RekordboxXml,
  rekordboxXmlText,
  writeRekordboxXml,
  type XmlProduct,
} from './xml/write-rekordbox-xml.ts';
export { XmlAttributes, type XmlElement, type XmlSpan, xmlElement } from './xml/xml-element.ts';
export { XmlError } from './xml/xml-error.ts';
export { isUnwritable, type LineEnd } from './xml/xml-layout.ts';
export type { XmlSource } from './xml/xml-source.ts';
export { XmlWriter, type XmlWriterOptions } from './xml/xml-writer.ts';
