export { readTraktorNml } from './read-traktor-nml.ts';
export { type NmlSummary, type TraktorContent, type WriteNmlOptions, writeTraktorNml } from './write-traktor-nml.ts';
