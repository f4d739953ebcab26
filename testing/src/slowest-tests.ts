import type { Reporter, TestModule } from 'vitest/node';

export class SlowestTests implements Reporter {
  readonly #count: number;
  readonly #startMs = performance.now();

  constructor(count: number) {
    this.#count = count;
  }

  onTestRunEnd(modules: readonly TestModule[]): void {
    const tests = modules.flatMap((module) =>
      [...module.children.allTests()].map((test) => ({
        name: `${module.relativeModuleId} > ${test.fullName}`,
        ms: test.diagnostic()?.duration ?? 0,
      })),
    );
    const slowest = tests.toSorted((a, b) => b.ms - a.ms).slice(0, this.#count);
    const lines = slowest.map(({ name, ms }) => `${seconds(ms).padStart(8)}  ${name}`);
    const total = `${tests.length} tests in ${seconds(performance.now() - this.#startMs)}. The slowest:`;
    process.stdout.write(`\n${[total, ...lines].join('\n')}\n`);
  }
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}
