/**
 * Compiles a WebAssembly text file into a TypeScript file with its bytes.
 *
 *   npx tsx scripts/compile-wat.ts packages/index/src/engines/exact/scan.wat
 */
import { readFile, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import wabt from 'wabt';

const [source] = process.argv.slice(2);
const name = basename(source, '.wat');
const { parseWat } = await wabt();
const module = parseWat(basename(source), await readFile(source, 'utf8'), { simd: true, relaxed_simd: true });
module.validate();
const { buffer } = module.toBinary({});
const lines = Buffer.from(buffer)
  .toString('base64')
  .match(/.{1,112}/g)!
  .map((line) => `  '${line}'`);
const text = `/** ${name}.wat, compiled by scripts/compile-wat.ts. */
export const ${name.toUpperCase()}_WASM = Buffer.from(
${lines.join(' +\n')},
  'base64',
);
`;
await writeFile(join(dirname(source), `${name}-wasm.ts`), text);
