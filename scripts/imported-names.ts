import ts from 'typescript';

/** A name that code imports from a module, e.g. `parseKey` from `@rbassist/core`. */
export interface ImportedName {
  module: string;
  name: string;
}

/**
 * Returns the names that a program imports by `import`, `export … from`, `import(…)` and import types. Counts a name of
 * a namespace (`import * as core`) only if the program reads it.
 */
export function importedNames(path: string, code: string): ImportedName[] {
  const source = ts.createSourceFile(path, code, ts.ScriptTarget.Latest, true);
  const found: ImportedName[] = [];
  const namespaces = new Map<string, string>();

  const addAll = (module: string, names: readonly ts.Node[]) => {
    for (const name of names) found.push({ module, name: name.getText(source) });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) && ts.isStringLiteral(node.moduleSpecifier)) {
      const bindings = node.importClause?.namedBindings;
      if (bindings && ts.isNamespaceImport(bindings)) namespaces.set(bindings.name.text, node.moduleSpecifier.text);
      else addAll(node.moduleSpecifier.text, bindings?.elements.map(originalName) ?? []);
    } else if (ts.isExportDeclaration(node) && node.moduleSpecifier && ts.isStringLiteral(node.moduleSpecifier)) {
      const { exportClause } = node;
      if (exportClause && ts.isNamedExports(exportClause))
        addAll(node.moduleSpecifier.text, exportClause.elements.map(originalName));
    } else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument) && node.qualifier) {
      const { literal } = node.argument;
      if (ts.isStringLiteral(literal)) addAll(literal.text, [firstName(node.qualifier)]);
    } else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      const [module] = node.arguments;
      if (ts.isStringLiteral(module)) addAll(module.text, namesReadFrom(node));
    } else if (ts.isPropertyAccessExpression(node) && ts.isIdentifier(node.expression)) {
      const module = namespaces.get(node.expression.text);
      if (module) addAll(module, [node.name]);
    } else if (ts.isQualifiedName(node) && ts.isIdentifier(node.left)) {
      const module = namespaces.get(node.left.text);
      if (module) addAll(module, [node.right]);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function originalName({ propertyName, name }: ts.ImportSpecifier | ts.ExportSpecifier): ts.Node {
  return propertyName ?? name;
}

function firstName(name: ts.EntityName): ts.Node {
  return ts.isIdentifier(name) ? name : firstName(name.left);
}

/** Returns names in `const { a, b } = await import(…)` and `(await import(…)).a`. */
function namesReadFrom(call: ts.CallExpression): readonly ts.Node[] {
  let reader: ts.Node = call.parent;
  while (ts.isAwaitExpression(reader) || ts.isParenthesizedExpression(reader)) reader = reader.parent;
  if (ts.isPropertyAccessExpression(reader)) return [reader.name];
  if (!ts.isVariableDeclaration(reader) || !ts.isObjectBindingPattern(reader.name)) return [];
  return reader.name.elements.map(({ propertyName, name }) => propertyName ?? name);
}
