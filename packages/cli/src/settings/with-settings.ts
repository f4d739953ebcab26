import { OptionError, PRESET_NAMES, PRESETS } from '@rbassist/core';
import type { Settings } from '@rbassist/library';
import { ArgumentTable, camelCase, type FlagSpec, type OperandSpec } from '../arguments/argument-table.ts';
import { closestWord } from '../arguments/closest-word.ts';
import { quoteWord } from '../arguments/usage-error.ts';

/** Number of presets that a message lists. */
const MOST_NAMES = 10;

/**
 * Returns the arguments of a command with settings as their defaults, which typed flags override.
 *
 * @param preset Value of `--preset`.
 * @throws {OptionError} if neither rbassist nor a file has the preset.
 */
export function withSettings<Values>(
  table: ArgumentTable<Values>,
  settings: Settings,
  preset: string | undefined,
): ArgumentTable<Values> {
  const presets = preset === undefined ? new Map() : presetOptions(preset, settings.presets ?? {});
  const flags = [...table.flags].map(([name, spec]): [string, FlagSpec] => {
    const value = presets.get(spec.option ?? camelCase(name)) ?? (spec.setting && settings[spec.setting]);
    return [name, value === undefined ? spec : { ...spec, default: value }];
  });
  const operands = [...table.operands].map(([name, spec]): [string, OperandSpec] => {
    const value = spec.setting && settings[spec.setting];
    return [name, value === undefined ? spec : { ...spec, default: value }];
  });
  return new ArgumentTable<Values>(flags, operands);
}

/** Returns a preset's values by option, e.g. `tempoPct` and `weights.bass`. The user's own presets win. */
function presetOptions(name: string, own: NonNullable<Settings['presets']>) {
  const presets = [own, PRESETS as typeof own].find((each) => Object.hasOwn(each, name));
  if (presets === undefined) {
    const names = [...new Set([...PRESET_NAMES, ...Object.keys(own).sort()])];
    throw new OptionError(
      `There is no preset ${quoteWord(name)}. ${presetHint(name, names)} \`rbassist config\` shows your own.`,
    );
  }
  const { weights = {}, ...options } = presets[name];
  return new Map<string, FlagSpec['default']>([
    ...Object.entries(options),
    ...Object.entries(weights).map(([trait, weight]): [string, number] => [`weights.${trait}`, weight]),
  ]);
}

function presetHint(name: string, names: readonly string[]): string {
  const meant = closestWord(name, names);
  if (meant !== undefined) return `Did you mean "${meant}"?`;
  const others = names.length > MOST_NAMES ? ` and ${names.length - MOST_NAMES} others` : '';
  return `Available presets: ${names.slice(0, MOST_NAMES).join(', ')}${others}.`;
}
