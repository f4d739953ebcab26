/** The model that a command is about. */
export const MODEL_ID = {
  type: 'string',
  demandOption: true,
  describe: 'The model as its hub calls it, e.g. m-a-p/MERT-v1-95M',
} as const;

/** One of the model's revisions. */
export const REVISION_FLAG = {
  revision: {
    type: 'string',
    describe: 'Branch, tag or commit [the one rbassist knows, else main]',
  },
} as const;
