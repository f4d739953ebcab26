export { playlistTree } from './playlist-tree.ts';
