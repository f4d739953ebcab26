export { isStreamLocation, type LocationOptions, locationKey, locationOfPath, pathOfLocation } from './location.ts';
