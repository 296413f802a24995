/**
 * Files that import each other in a circle. Imports of types are exempt: they vanish when compiled,
 * so no order of loading depends on them.
 *
 * Lint has a rule for this, which took two fifths of its time; here one pass over syntax trees that
 * are there already is enough.
 */
import { dirname, join } from 'node:path';
import ts from 'typescript';
import type { Tree } from './dead-exports.js';
import type { TidyFinding } from './finding.js';

/** Says whether anything is left of an import or re-export when it is compiled. */
function survives(node: ts.ImportDeclaration | ts.ExportDeclaration): boolean {
  if (ts.isExportDeclaration(node)) return !node.isTypeOnly;
  return node.importClause?.phaseModifier !== ts.SyntaxKind.TypeKeyword;
}

/** The specifiers that a file loads, deferred imports included. */
function loadedBy(source: ts.SourceFile): readonly string[] {
  const specifiers: string[] = [];
  const visit = (node: ts.Node): void => {
    const from =
      ts.isImportDeclaration(node) || ts.isExportDeclaration(node)
        ? survives(node)
          ? node.moduleSpecifier
          : undefined
        : ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword
          ? node.arguments[0]
          : undefined;
    if (from !== undefined && ts.isStringLiteral(from)) specifiers.push(from.text);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return specifiers;
}

/** A circle as it reads from the first of its files in order of path. */
function fromFirst(circle: readonly string[]): readonly string[] {
  const first = circle.reduce((least, path) => (path < least ? path : least));
  const at = circle.indexOf(first);
  return [...circle.slice(at), ...circle.slice(0, at), first];
}

/** Each circle that one pass meets, as the path that leads back to its first file. */
export function cycles({ program, pathOf }: Tree): readonly TidyFinding[] {
  const sources = program.getSourceFiles().filter((one) => !pathOf(one).includes('node_modules/'));
  const known = new Set(sources.map(pathOf));
  const imports = new Map(
    sources.map((source) => {
      const path = pathOf(source);
      const targets = loadedBy(source)
        .filter((specifier) => specifier.startsWith('.'))
        .map((specifier) =>
          join(dirname(path), specifier).replaceAll('\\', '/').replace(/\.js$/, '.ts'),
        );
      return [path, targets.filter((target) => known.has(target))] as const;
    }),
  );
  const findings: TidyFinding[] = [];
  const done = new Set<string>();
  const trail: string[] = [];
  const follow = (path: string): void => {
    const at = trail.indexOf(path);
    if (at !== -1) {
      const circle = fromFirst(trail.slice(at));
      findings.push({
        place: circle[0] ?? path,
        what: `imports itself: ${circle.join(' → ')}`,
        instead: 'move what both need into a file of its own',
      });
      return;
    }
    if (done.has(path)) return;
    trail.push(path);
    for (const target of imports.get(path) ?? []) follow(target);
    trail.pop();
    done.add(path);
  };
  for (const path of imports.keys()) follow(path);
  return findings;
}
