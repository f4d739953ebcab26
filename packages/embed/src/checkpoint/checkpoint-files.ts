/** Names of the weights in a model's folder, best first. */
export const WEIGHTS_NAMES = ['model.safetensors', 'pytorch_model.bin'] as const;
/** Describes the network; every model has it. */
export const CONFIG_NAME = 'config.json';
/** Describes the preparation of the samples; some models lack it. */
export const PREPROCESSOR_NAME = 'preprocessor_config.json';

/** Picks the files that rbassist uses. The weights come last, so that a folder with weights is complete. */
export function neededFiles(names: readonly string[]): string[] {
  const weights = WEIGHTS_NAMES.find((name) => names.includes(name));
  const settings = [CONFIG_NAME, PREPROCESSOR_NAME].filter((name) => names.includes(name));
  return weights === undefined ? settings : [...settings, weights];
}
