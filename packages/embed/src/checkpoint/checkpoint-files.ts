/** Names of the weights file in a model's folder, the preferred one first. */
export const WEIGHTS_NAMES = ['model.safetensors', 'pytorch_model.bin'] as const;
export const CONFIG_NAME = 'config.json';
/** Description of how to prepare the samples. Some models lack it. */
export const PREPROCESSOR_NAME = 'preprocessor_config.json';

/** Returns the names that rbassist uses. The weights come last, so that a folder with weights is complete. */
export function neededFiles(names: readonly string[]): string[] {
  const weights = WEIGHTS_NAMES.find((name) => names.includes(name));
  const settings = [CONFIG_NAME, PREPROCESSOR_NAME].filter((name) => names.includes(name));
  return weights === undefined ? settings : [...settings, weights];
}
