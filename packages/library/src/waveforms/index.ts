export type { StripOptions, Waveform, WaveformPart } from './library-waveforms.ts';
