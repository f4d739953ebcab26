/** What a model's folder calls its weights, best first; the first that is there is used. */
export const WEIGHTS_NAMES = ['model.safetensors', 'pytorch_model.bin'] as const;
/** Says how the network is built; no model is without. */
export const CONFIG_NAME = 'config.json';
/** Says how sound is prepared; some models have none. */
const PREPROCESSOR_NAME = 'preprocessor_config.json';

/** The files of a model that are used, of all that it has; the weights last, so that their being there says that the rest is too. */
export function neededFiles(names: readonly string[]): string[] {
  const weights = WEIGHTS_NAMES.find((name) => names.includes(name));
  const settings = [CONFIG_NAME, PREPROCESSOR_NAME].filter((name) => names.includes(name));
  return weights === undefined ? settings : [...settings, weights];
}
