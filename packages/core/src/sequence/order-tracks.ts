import { OptionError } from '../errors.ts';
import { checkOptions, optionRules, requireRule } from '../options/check-options.ts';
import { PLAN_RULES } from './plan-request.ts';
import { planSet } from './plan-set.ts';
import type { PlanInput, PlanOptions, SetPlan } from './set-plan.ts';

/** Options of {@link orderTracks}. */
export type OrderOptions = Omit<PlanOptions, 'seeds' | 'length' | 'durationS' | 'exclude'>;

const { seeds: _seeds, length: _length, durationS: _durationS, exclude: _exclude, ...ORDER_RULES } = PLAN_RULES;

/**
 * Orders tracks like a set, without adding or leaving out any. A path given twice counts once.
 *
 * @throws {OptionError} for an invalid option, an empty list, an unknown path, or options that contradict each other.
 */
export async function orderTracks(
  input: PlanInput,
  paths: readonly string[],
  options: OrderOptions = {},
): Promise<SetPlan> {
  requireRule('paths', paths, optionRules.textList);
  if (paths.length === 0) throw new OptionError('paths is empty. Name the tracks to order.', { option: 'paths' });
  checkOptions(options, ORDER_RULES);
  return planSet(input, { ...options, seeds: paths, length: new Set(paths).size });
}
