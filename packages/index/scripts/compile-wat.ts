/** Compiles scan.wat into scan-wasm.ts: `npx tsx packages/index/scripts/compile-wat.ts`. */
import { readFile, writeFile } from 'node:fs/promises';
import wabt from 'wabt';

const source = new URL('../src/engines/exact/scan.wat', import.meta.url);
const target = new URL('../src/engines/exact/scan-wasm.ts', import.meta.url);

const { parseWat } = await wabt();
const features = { simd: true, relaxed_simd: true };
const module = parseWat('scan.wat', await readFile(source, 'utf8'), features);
module.validate();
const { buffer } = module.toBinary({});
const lines = Buffer.from(buffer)
  .toString('base64')
  .match(/.{1,112}/g)!
  .map((line) => `  '${line}'`);
const text = `/** scan.wat, compiled by scripts/compile-wat.ts. */
export const SCAN_WASM = Buffer.from(
${lines.join(' +\n')},
  'base64',
);
`;
await writeFile(target, text);
