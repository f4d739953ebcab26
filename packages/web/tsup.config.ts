import { defineConfig } from 'tsup';
import { buildOptions } from '../../tsup.base.ts';

// vite has just written the page below the same folder
export default defineConfig({ ...buildOptions(), clean: false });
