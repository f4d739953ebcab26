/** Name of a model. */
export const MODEL_ID = {
  type: 'string',
  demandOption: true,
  isName: true,
  describe: 'Name of the model on its hub, e.g. m-a-p/MERT-v1-95M',
} as const;

/** Revision of a model. */
export const REVISION_FLAG = {
  revision: {
    type: 'string',
    defaultText: 'the one that rbassist knows, else main',
    describe: 'Branch, tag or commit of the model',
  },
} as const;
