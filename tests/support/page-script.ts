import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const PAGE = fileURLToPath(new URL('../../packages/web/page/src/', import.meta.url));

/** Bundles a module of the page as a script that a browser can run on its own. */
export async function pageScript(module: string): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'error',
    define: { 'process.env.NODE_ENV': '"production"' },
    build: {
      write: false,
      minify: false,
      lib: { entry: `${PAGE}${module}`, formats: ['iife'], name: 'script', fileName: 'script' },
    },
  });
  const [{ output }] = built as { output: { code: string }[] }[];
  return output[0].code;
}
