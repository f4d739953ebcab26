export { readSeratoLibrary, type SeratoLibraryOptions } from './read-serato-library.ts';
export type { SeratoObject } from './serato-objects.ts';
