/** Tracks of a saved set. */
export const SET_TRACKS = {
  type: 'string',
  array: true,
  demandOption: true,
  isName: true,
  describe: 'Numbers of tracks in the set, or words of their names',
} as const;
