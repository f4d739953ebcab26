export { readEngineLibrary } from './read-engine-library.ts';
