/** Name of a saved set. */
export const SET_NAME = {
  type: 'string',
  demandOption: true,
  isName: true,
  describe: 'Name of the set',
} as const;
