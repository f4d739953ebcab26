export {
  isStreamLocation,
  type LocationOptions,
  locationKey,
  locationOfPath,
  pathOfLocation,
} from './location/location.ts';
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
export { clockShiftS } from './time/clock-shift.ts';
export type { ContainerTest, XmlItem, XmlParent, XmlReadOptions } from './xml/read-items.ts';
export { readXmlItems } from './xml/read-items.ts';
export { readRekordboxXml } from './xml/read-rekordbox-xml.ts';
export { readRekordboxItems } from './xml/rekordbox-items.ts';
export { readTrack } from './xml/track-values.ts';
export { XmlAttributes, type XmlElement, type XmlSpan, xmlElement } from './xml/xml-element.ts';
export { XmlError } from './xml/xml-error.ts';
export type { XmlSource } from './xml/xml-source.ts';
