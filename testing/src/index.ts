export { rate, ratingOf } from './rating.ts';
export { beforeRemoval, temporaryFolder } from './temporary-folder.ts';
