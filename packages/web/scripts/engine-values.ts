import { fileURLToPath } from 'node:url';
import { CRATE_MODES, CRATE_PARTS, CRATE_PRESETS, PRESET_NAMES, SCORE_PARTS, WEIGHT_PRESETS } from '@rbassist/core';

/** File of the values of the engine that the page shows; the engine itself is no part of the page. */
export const ENGINE_FILE: string = fileURLToPath(new URL('../page/src/api/engine-values.ts', import.meta.url));

/** Returns the text of {@link ENGINE_FILE}. */
export function engineValues(): string {
  const values = { PRESET_NAMES, SCORE_PARTS, WEIGHT_PRESETS, CRATE_PARTS, CRATE_MODES, CRATE_PRESETS };
  const lines = Object.entries(values).map(
    ([name, value]) => `export const ${name} = ${JSON.stringify(value, null, 2)} as const;\n`,
  );
  return ['// Written by "npm run web:schema" from @rbassist/core.\n', ...lines].join('\n');
}
