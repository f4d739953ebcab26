import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { configDefaults, defineConfig } from 'vitest/config';
import { SlowestTests } from './testing/src/slowest-tests.ts';

const TESTS = [
  'packages/*/{src,fit,convert,page}/**/*.test.ts',
  'testing/src/**/*.test.ts',
  'benchmarks/src/**/*.test.ts',
  'tests/{,page/}*.test.ts',
];
const SLOW_TESTS = '**/*.slow.test.ts';
/** Tests that replace modules, which would stay replaced for later files of the same process. */
const ISOLATED_TESTS = '**/*.isolated.test.ts';

const named = (pattern: string) => TESTS.map((tests) => tests.replace('*.test.ts', pattern.replace('**/', '')));

export default defineConfig({
  test: {
    // a model that this machine's owner pulled must not become the one that tests scan with
    env: {
      HF_HOME: join(tmpdir(), 'rbassist-tests-have-no-models'),
      HF_HUB_CACHE: '',
      XDG_CONFIG_HOME: join(tmpdir(), 'rbassist-tests-have-no-configuration'),
    },
    testTimeout: 60_000,
    hookTimeout: 60_000,
    expect: { poll: { timeout: 20_000 } },
    // by default vitest leaves one core to itself, which is half of a machine of two
    maxWorkers: '100%',
    reporters: [...configDefaults.reporters, new SlowestTests(10)],
    setupFiles: ['./testing/src/set-up-file.ts'],
    projects: [
      {
        extends: true,
        test: {
          name: 'quick',
          include: TESTS,
          exclude: [...configDefaults.exclude, SLOW_TESTS, ISOLATED_TESTS],
          // a process per file takes as long as half of the tests of core
          isolate: false,
        },
      },
      { extends: true, test: { name: 'isolated', include: named(ISOLATED_TESTS) } },
      { extends: true, test: { name: 'slow', include: named(SLOW_TESTS) } },
    ],
  },
});
