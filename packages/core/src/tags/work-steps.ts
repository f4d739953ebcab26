/** Progress of a calculation that a caller can pause or leave between its steps. */
export interface WorkStep {
  done: number;
  total: number;
}

/** A calculation in steps of some milliseconds, and its result. */
export type WorkSteps<Result> = Generator<WorkStep, Result, void>;

/** Does all steps at once. */
export function finish<Result>(steps: WorkSteps<Result>): Result {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

/** Computes a value for each item, with a step after every `perStep` items. */
export function* mapInSteps<Item, Value>(
  items: readonly Item[],
  perStep: number,
  compute: (item: Item) => Value,
): WorkSteps<Value[]> {
  const values: Value[] = [];
  for (const item of items) {
    values.push(compute(item));
    if (values.length % perStep === 0) yield { done: values.length, total: items.length };
  }
  return values;
}
