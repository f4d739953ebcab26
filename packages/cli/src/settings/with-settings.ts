import { OptionError } from '@rbassist/core';
import type { Settings } from '@rbassist/library';
import { ArgumentTable, camelCase, type FlagSpec, type OperandSpec } from '../arguments/argument-table.ts';

/**
 * Returns the arguments of a command with settings as their defaults, which typed flags override.
 *
 * @param preset Value of `--preset`.
 * @throws {OptionError} if no file has the preset.
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

/** Returns a preset's values by option, e.g. `tempoPct` and `weights.bass`. */
function presetOptions(name: string, presets: NonNullable<Settings['presets']>) {
  if (!Object.hasOwn(presets, name)) {
    const names = Object.keys(presets).sort();
    const known = names.length > 0 ? `Available presets: ${names.join(', ')}.` : 'No configuration file has presets.';
    throw new OptionError(`There is no preset "${name}". ${known} "rbassist config" shows the files.`);
  }
  const { weights = {}, ...options } = presets[name];
  return new Map<string, FlagSpec['default']>([
    ...Object.entries(options),
    ...Object.entries(weights).map(([trait, weight]): [string, number] => [`weights.${trait}`, weight]),
  ]);
}
