export { CLICK_S, clickAt, clickFile } from './click.ts';
export { MP3_HEADERS, type Mp3Header, mp3With } from './mp3-headers.ts';
