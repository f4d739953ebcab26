/** Writes the API of the importable packages to docs/api, from their built declarations. */
import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { Application } from 'typedoc';
import type { PluginOptions } from 'typedoc-plugin-markdown';
import { headingAnchors } from '../../scripts/heading-anchors.ts';
import { importablePackages } from '../../scripts/workspace.ts';

const OUT = 'docs/api';
const MARKDOWN: Partial<PluginOptions> = {
  outputFileStrategy: 'modules',
  // "index" is a package
  entryFileName: 'overview',
  hideBreadcrumbs: true,
  hidePageHeader: true,
  parametersFormat: 'table',
  interfacePropertiesFormat: 'table',
  classPropertiesFormat: 'table',
  typeAliasPropertiesFormat: 'table',
  propertyMembersFormat: 'table',
  tableColumnSettings: { hideInherited: true, hideOverrides: true },
};

const app = await Application.bootstrapWithPlugins({
  name: 'API',
  plugin: ['typedoc-plugin-markdown'],
  entryPoints: importablePackages().map((folder) => `packages/${folder}/dist/index.d.ts`),
  tsconfig: resolve('docs/tsconfig.json'),
  out: OUT,
  readme: 'none',
  disableSources: true,
  excludeInternal: true,
  // what a class inherits from Error is on Node's own pages
  excludeExternals: true,
  logLevel: 'Warn',
});
for (const [name, value] of Object.entries(MARKDOWN)) app.options.setValue(name as never, value as never);

const project = await app.convert();
if (!project) throw new Error('TypeDoc could not read the packages. Run "npm run build" first.');
// an entry point is named after its path
for (const module of project.children ?? []) module.name = module.name.replace(/\/dist.*$/, '');
app.validate(project);
await app.generateOutputs(project);
for (const page of globSync(`${OUT}/*.md`)) finishPage(page);
// TypeDoc warns about links in comments to names that the package does not export
if (app.logger.hasErrors() || app.logger.hasWarnings()) process.exitCode = 1;

/**
 * Gives a page the name of its package. Removes the numbers of links that TypeDoc adds because a method and a type have
 * the same letters.
 */
function finishPage(page: string): void {
  const anchors = headingAnchors(page);
  const text = readFileSync(page, 'utf8')
    .replace(/^# ([a-z]+)$/m, '# API of @rbassist/$1')
    .replace(/\(#(\w+)-\d+\)/g, (link, name) =>
      !anchors.has(link.slice(2, -1)) && anchors.has(name) ? `(#${name})` : link,
    );
  writeFileSync(page, text);
}
