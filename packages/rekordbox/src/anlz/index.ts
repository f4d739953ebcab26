export { type AnlzBeat, anchorsOf } from './beat-grid.ts';
export type { AnlzMood, AnlzPhrase } from './phrases.ts';
export { type AnlzFile, parseAnlz, readAnlz } from './read-anlz.ts';
