export { readSeratoLibrary, type SeratoLibraryOptions } from './read-serato-library.ts';
export { readSeratoObjects, type SeratoObject } from './serato-objects.ts';
