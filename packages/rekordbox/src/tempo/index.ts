export { type GridTempo, type GridTempoOptions, gridTempo } from './grid-tempo.ts';
