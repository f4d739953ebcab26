export { type MusicPlace, musicPlaces, type PlacesOptions } from './music-places.ts';
