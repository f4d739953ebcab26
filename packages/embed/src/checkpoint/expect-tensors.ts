import type { Checkpoint, CheckpointTensor } from './checkpoint.ts';
import { failureOf, quoted } from './checkpoint-error.ts';
import type { ElementType } from './element-type.ts';

/** What a model needs a tensor to be. */
export interface ExpectedTensor {
  /** Length of each axis. */
  readonly shape: readonly number[];
  /** Types that will do; any when left out. */
  readonly dtypes?: readonly ElementType[];
  /** Whether the model can do without it. */
  readonly optional?: boolean;
}

const SHOWN = 5;

/**
 * Holds a checkpoint against what a model needs.
 *
 * @param expected By name, as the checkpoint names them.
 * @throws {FileFormatError} naming tensors that are missing, that are unexpected, and those of another shape or type; five of each.
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
    `its tensors are not those of the model (${problems.join('; ')})`,
    'It may belong to another model, or to another config.json than the one beside it.',
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
  const rest = found.length > SHOWN ? ', …' : '';
  return [`${found.length} ${what}: ${found.slice(0, SHOWN).join(', ')}${rest}`];
}
