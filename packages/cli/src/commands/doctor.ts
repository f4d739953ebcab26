import { arch, platform, release } from 'node:os';
import { errorMessage, RbassistError } from '@rbassist/core';
import type { StoredModel } from '@rbassist/embed';
import packageJson from '../../package.json' with { type: 'json' };
import { defineCommand } from '../command.ts';
import { EXIT } from '../exit-codes.ts';
import { print, printJson } from '../output.ts';
import { withRemedies } from '../remedy-text.ts';
import { withLibrary } from '../with-library.ts';

/** `rbassist doctor`: what this machine has, and what would help. */
export const doctor = defineCommand({
  spelling: 'doctor',
  summary: 'What this machine has: decoders, models, index engines, the library',
  flags: (yargs) => yargs,
  run: async (flags, output) => {
    const { describeDecoders } = await import('@rbassist/audio');
    const { describeEngines } = await import('@rbassist/library');
    const { describeRuntime, listModels } = await import('@rbassist/embed');
    const [decoders, engines, runtime] = await Promise.all([describeDecoders(), describeEngines(), describeRuntime()]);
    const models = await listModels().catch(problemOf);
    const library = await withLibrary(flags, (opened) => opened.stats()).catch(problemOf);
    const machine = {
      rbassist: packageJson.version,
      node: process.version,
      system: `${platform()} ${arch()} ${release()}`,
    };
    const healthy = !('problem' in library);
    if (output.json) {
      printJson({ ...machine, decoders, runtime, models, engines, library });
      return healthy ? EXIT.done : EXIT.failed;
    }
    print(`rbassist ${machine.rbassist}, Node ${machine.node}, ${machine.system}`);
    print('\nDecoders, best first');
    for (const { name, version, path, available, formats, remedy, reason } of decoders) {
      const found = available ? [version, path].filter(Boolean).join(' at ') : (reason ?? 'not found');
      print(`  ${mark(available)} ${name} ${found} (${formats.join(', ')})`);
      if (!available && remedy) print(`      ${remedy}`);
    }
    print('\nModels');
    const runs = runtime.available
      ? `onnxruntime-node ${runtime.version}, built for ${runtime.devices.join(', ')}`
      : withRemedies(runtime.reason ?? 'not available', runtime.remedies);
    print(`  ${mark(runtime.available)} ${runs}`);
    if ('problem' in models) print(`  ${mark(false)} ${models.problem}`);
    else for (const line of modelLines(models)) print(`  ${line}`);
    print('\nIndex engines, best first');
    for (const { name, available, version, reason = 'not found', remedies } of engines) {
      print(`  ${mark(available)} ${name} ${available ? (version ?? '') : withRemedies(reason, remedies)}`.trimEnd());
    }
    print('\nLibrary');
    if ('problem' in library) print(`  ${mark(false)} ${library.problem}`);
    else
      print(`  ${mark(true)} ${library.dataDir}: ${library.tracks} tracks, ${library.index?.tracks ?? 0} in the index`);
    return healthy ? EXIT.done : EXIT.failed;
  },
});

/** An error in place of a part, with what to do. */
function problemOf(error: unknown): { problem: string } {
  const remedies = RbassistError.isInstance(error) ? error.remedies : [];
  return { problem: withRemedies(errorMessage(error), remedies) };
}

function modelLines(models: readonly StoredModel[]): string[] {
  const lines = models.map(({ id, revisions }) => `${mark(revisions.some(({ usable }) => usable))} ${id}`);
  return lines.length > 0 ? lines : ['none pulled; "rbassist model pull m-a-p/MERT-v1-330M" fetches one'];
}

function mark(available: boolean): string {
  return available ? '✓' : '✗';
}
