export { listMusicFolder, type MusicFolder } from '@rbassist/audio';
export { type MusicPlace, musicPlaces, type PlacesOptions } from './music-places.ts';
