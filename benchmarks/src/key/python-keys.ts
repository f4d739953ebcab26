import { type CamelotKey, parseKey } from '@rbassist/core';
import { startPython } from '../peers/python-process.ts';
import type { KeyResult } from './key-figures.ts';

/** Python libraries that `peers/key.py` can use. Each name is also the package name. */
export const PYTHON_LIBRARIES = ['librosa', 'essentia'] as const;

export interface PythonKeys {
  /** Returns the results of its systems for a file, by name; null if it can't read the file. */
  analyze(file: string): Promise<Map<string, KeyResult> | null>;
  close(): Promise<void>;
}

interface Answers {
  answers?: { system: string; key: string; seconds: number }[];
}

export async function startPythonKeys(library: string, python: string): Promise<PythonKeys | null> {
  const started = await startPython(python, 'key.py', library);
  if (!started) return null;
  return {
    async analyze(file) {
      const { answers } = (await started.ask(file)) as Answers;
      if (!answers) return null;
      return new Map(answers.map(({ system, key, seconds }) => [system, { key: readKey(key), seconds }]));
    },
    close: () => started.close(),
  };
}

function readKey(text: string): CamelotKey {
  const key = parseKey(text);
  if (!key) throw new Error(`A peer returned "${text}", which is not a key.`);
  return key;
}
