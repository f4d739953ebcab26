export { renderTrack } from './render-track.ts';
export type { Stereo } from './sound.ts';
export { STYLE_NAMES, type StyleName } from './styles.ts';
export { type SynthesizeLibraryOptions, type SynthTrack, synthesizeLibrary } from './synthesize-library.ts';
export { type SynthesizeSongOptions, synthesizeSong } from './synthesize-song.ts';
export { TRACKS, type TrackSpec } from './track-table.ts';
