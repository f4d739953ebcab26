export type { Waveform, WaveformPart } from './library-waveforms.ts';
