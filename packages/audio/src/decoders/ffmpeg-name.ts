/** Name of the decoder that runs ffmpeg. */
export const FFMPEG = 'ffmpeg';
