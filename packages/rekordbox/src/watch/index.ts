export type { WaitReason } from './export-state.ts';
export { WATCH_DEFAULTS, type WatchXmlEvent, type WatchXmlOptions, watchRekordboxXml } from './watch-rekordbox-xml.ts';
