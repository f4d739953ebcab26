export { arrange } from './arrangement.ts';
export { encodeAiff, encodeWav, type Recording } from './audio-file.ts';
export { renderSong, type Song } from './render-song.ts';
export { renderTrack } from './render-track.ts';
export { STYLE_NAMES, STYLES } from './styles.ts';
export { type SynthTrack, synthesizeLibrary } from './synthesize-library.ts';
export { synthesizeSong } from './synthesize-song.ts';
export { TRACKS } from './track-table.ts';
