import type { Checkpoint, CheckpointTensor } from './checkpoint.ts';
import { failureOf, quoted } from './checkpoint-error.ts';
import type { ElementType } from './element-type.ts';

export interface ExpectedTensor {
  readonly shape: readonly number[];
  /** Accepted types; any type if absent. */
  readonly dtypes?: readonly ElementType[];
  readonly optional?: boolean;
}

const MAX_SHOWN = 5;

/**
 * Checks that a checkpoint has the `expected` tensors, by name. Throws {@link FileFormatError} with up to five that are
 * missing, five that are unexpected, and five of another shape or type.
 */
export function expectTensors(
  checkpoint: Pick<Checkpoint, 'path' | 'tensors'>,
  expected: ReadonlyMap<string, ExpectedTensor>,
): void {
  const missing: string[] = [];
  const different: string[] = [];
  for (const [name, expectation] of expected) {
    const tensor = checkpoint.tensors.get(name);
    if (tensor) {
      const difference = differenceOf(tensor, expectation);
      if (difference) different.push(`${quoted(name)} ${difference}`);
    } else if (!expectation.optional) {
      missing.push(quoted(name));
    }
  }
  const unexpected = [...checkpoint.tensors.keys()].filter((name) => !expected.has(name)).map(quoted);
  const problems = [
    ...listed(missing, 'missing'),
    ...listed(unexpected, 'unexpected'),
    ...listed(different, 'not as expected'),
  ];
  if (problems.length === 0) return;
  throw failureOf(checkpoint.path)(
    `its tensors don't match the model (${problems.join('; ')})`,
    'It may belong to another model or to another config.json. Download both again.',
  );
}

function differenceOf({ shape, dtype }: CheckpointTensor, expected: ExpectedTensor): string | undefined {
  if (shape.length !== expected.shape.length || shape.some((length, axis) => length !== expected.shape[axis])) {
    return `of shape [${shape.slice(0, 8)}], expected [${expected.shape}]`;
  }
  if (expected.dtypes && !expected.dtypes.includes(dtype))
    return `of ${dtype}, expected ${expected.dtypes.join(' or ')}`;
  return undefined;
}

function listed(found: readonly string[], what: string): string[] {
  if (found.length === 0) return [];
  const rest = found.length > MAX_SHOWN ? ', …' : '';
  return [`${found.length} ${what}: ${found.slice(0, MAX_SHOWN).join(', ')}${rest}`];
}
