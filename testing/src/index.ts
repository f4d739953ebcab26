export { rate, ratingOf } from './rating.ts';
export { temporaryFolder } from './temporary-folder.ts';
