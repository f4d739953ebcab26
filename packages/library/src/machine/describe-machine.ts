import { arch, platform, release } from 'node:os';
import { type DecoderDescription, describeDecoders } from '@rbassist/audio';
import { RbassistError, type Remedy } from '@rbassist/core';
import {
  describeLocalRuntime,
  describeRuntime,
  type LocalRuntime,
  listModels,
  type RuntimeDescription,
  type StoredModel,
} from '@rbassist/embed';
import { describeEngines, type EngineDescription } from '@rbassist/index';

interface DecoderState extends Omit<DecoderDescription, 'remedy'> {
  /** Ways to get it, if it is not available. */
  remedies?: readonly Remedy[];
}

/** The parts of a machine that rbassist uses. A missing part comes with its reason and remedies. */
export interface MachineDescription {
  /** Version of Node.js, e.g. `v24.1.0`. */
  node: string;
  /** System, architecture and release, e.g. `darwin arm64 24.5.0`. */
  system: string;
  /** Decoders, best first. */
  decoders: DecoderState[];
  /** The runtime of built-in models that are learned, such as `blend-v1`. */
  builtInRuntime: LocalRuntime;
  /** The runtime of models that are not built in. */
  runtime: RuntimeDescription;
  /** Models in the cache, including those of other programs; empty if the cache can't be read. */
  models: StoredModel[];
  modelsError?: RbassistError;
  /** Engines that search the index, best first. */
  engines: EngineDescription[];
}

/** Describes this machine. Changes nothing. A missing part is reported, not thrown. */
export async function describeMachine(): Promise<MachineDescription> {
  const [decoders, builtInRuntime, runtime, models, engines] = await Promise.all([
    describeDecoders(),
    describeLocalRuntime(),
    describeRuntime(),
    storedModels(),
    describeEngines(),
  ]);
  const system = `${platform()} ${arch()} ${release()}`;
  return {
    node: process.version,
    system,
    decoders: decoders.map(decoderState),
    builtInRuntime,
    runtime,
    ...models,
    engines,
  };
}

function decoderState({ remedy: command, ...decoder }: DecoderDescription): DecoderState {
  if (command === undefined) return decoder;
  return { ...decoder, remedies: [{ action: 'install-program', program: decoder.name, command }] };
}

async function storedModels(): Promise<Pick<MachineDescription, 'models' | 'modelsError'>> {
  try {
    return { models: await listModels() };
  } catch (error) {
    if (!RbassistError.isInstance(error)) throw error;
    return { models: [], modelsError: error };
  }
}
