/**
 * The public interface as a document: each name of each door with its declaration and docstring, read
 * from the declarations that the package ships. A changed signature changes docs/api.md.
 */
import { existsSync } from 'node:fs';
import { join, relative } from 'node:path';
import ts from 'typescript';
import { ROOT, textAt } from './markdown.js';
import { firstSentence } from './files.js';

/** One entry of `exports` in package.json. */
export interface Door {
  /** As it is imported: `skewproof/sim`. */
  readonly name: string;
  /** Its declarations, relative to the root. */
  readonly types: string;
}

/** A name that a door shows. */
export interface ApiName {
  readonly name: string;
  readonly kind: 'value' | 'type';
  /** The docstring without its tags. */
  readonly text: string;
  /** Tags in order, for instance `['since', '0.1.0']`. */
  readonly tags: readonly (readonly [string, string])[];
  /** The declaration as shipped, without the docstring. */
  readonly declaration: string;
  /** Doors that show it, in the order of package.json. */
  readonly doors: readonly string[];
}

export interface Api {
  readonly names: readonly ApiName[];
  /** Types that these declarations mention and that no door shows. */
  readonly mentioned: readonly ApiName[];
}

/** Doors that have types, in the order of package.json. */
export function doorsOf(manifest: string = textAt('package.json')): readonly Door[] {
  const { name, exports } = JSON.parse(manifest) as {
    name: string;
    exports: Record<string, string | { types?: string }>;
  };
  return Object.entries(exports).flatMap(([path, target]) =>
    typeof target === 'string' || target.types === undefined
      ? []
      : [{ name: path.replace(/^\./, name), types: target.types.replace(/^\.\//, '') }],
  );
}

const OPTIONS: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
  types: [],
  // The declarations are printed, not checked: nothing of the language's own library is needed.
  noLib: true,
  skipLibCheck: true,
};

const isOurs = (source: ts.SourceFile): boolean => !source.fileName.includes('/node_modules/');

/** The statement that holds a declaration, docstring and all. */
const statementOf = (node: ts.Declaration): ts.Node =>
  ts.isVariableDeclaration(node) ? node.parent.parent : node;

const withoutMarks = (text: string): string => text.replace(/^export (declare )?/, '');

class Reader {
  readonly #checker: ts.TypeChecker;

  constructor(checker: ts.TypeChecker) {
    this.#checker = checker;
  }

  original(symbol: ts.Symbol): ts.Symbol {
    const isAlias = (symbol.flags & ts.SymbolFlags.Alias) !== 0;
    return isAlias ? this.#checker.getAliasedSymbol(symbol) : symbol;
  }

  read(symbol: ts.Symbol, name: string, doors: readonly string[]): ApiName {
    return {
      name,
      kind: (symbol.flags & ts.SymbolFlags.Value) === 0 ? 'type' : 'value',
      text: ts.displayPartsToString(symbol.getDocumentationComment(this.#checker)),
      tags: symbol
        .getJsDocTags(this.#checker)
        .map((tag) => [tag.name, ts.displayPartsToString(tag.text)] as const),
      declaration: (symbol.declarations ?? []).map((node) => this.#printed(node)).join('\n'),
      doors,
    };
  }

  /** As shipped; where that is `typeof` another value, with the type of that value. */
  #printed(node: ts.Declaration): string {
    if (
      !ts.isVariableDeclaration(node) ||
      node.type === undefined ||
      !ts.isTypeQueryNode(node.type)
    )
      return withoutMarks(statementOf(node).getText());
    const type = this.#checker.getTypeAtLocation(node);
    const text = this.#checker.typeToString(type, node, ts.TypeFormatFlags.NoTruncation);
    return `const ${node.name.getText()}: ${text};`;
  }

  /** Types of this package that the declarations of a symbol refer to. */
  mentions(symbol: ts.Symbol): readonly ts.Symbol[] {
    const found: ts.Symbol[] = [];
    const visit = (node: ts.Node): void => {
      if (ts.isIdentifier(node)) {
        const at = this.#checker.getSymbolAtLocation(node);
        const target = at === undefined ? undefined : this.original(at);
        const declaration = target?.declarations?.[0];
        if (
          target !== undefined &&
          declaration !== undefined &&
          !ts.isSourceFile(declaration) &&
          ts.isSourceFile(statementOf(declaration).parent) &&
          isOurs(declaration.getSourceFile())
        )
          found.push(target);
      }
      ts.forEachChild(node, visit);
    };
    for (const declaration of symbol.declarations ?? []) visit(statementOf(declaration));
    return found;
  }
}

const byName = (a: ApiName, b: ApiName): number => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0);

/** Reads the doors' declarations; `host` stands for the file system. */
export function apiOf(
  doors: readonly Door[],
  root: string = ROOT,
  host: ts.CompilerHost = ts.createCompilerHost(OPTIONS),
): Api {
  const program = ts.createProgram(
    doors.map(({ types }) => join(root, types)),
    OPTIONS,
    host,
  );
  const checker = program.getTypeChecker();
  const reader = new Reader(checker);
  const shown = new Map<ts.Symbol, { name: string; doors: string[] }>();
  for (const { name: door, types } of doors) {
    const source = program.getSourceFile(join(root, types));
    const module = source && checker.getSymbolAtLocation(source);
    if (module === undefined) throw new Error(`${types}: no declarations; build first`);
    for (const entry of checker.getExportsOfModule(module)) {
      const symbol = reader.original(entry);
      const known = shown.get(symbol);
      if (known === undefined) shown.set(symbol, { name: entry.name, doors: [door] });
      else known.doors.push(door);
    }
  }
  const mentioned = new Set<ts.Symbol>();
  const follow = (symbol: ts.Symbol): void => {
    for (const next of reader.mentions(symbol)) {
      if (shown.has(next) || mentioned.has(next)) continue;
      mentioned.add(next);
      follow(next);
    }
  };
  for (const symbol of shown.keys()) follow(symbol);
  return {
    names: [...shown]
      .map(([symbol, { name, doors: by }]) => reader.read(symbol, name, by))
      .sort(byName),
    mentioned: [...mentioned].map((symbol) => reader.read(symbol, symbol.name, [])).sort(byName),
  };
}

/** Names without a docstring, or without the version that they have been in since. */
export const undocumented = ({ names }: Api): readonly string[] =>
  names.flatMap(({ name, text, tags }) => [
    ...(text.trim() === '' ? [`${name}: no docstring`] : []),
    ...(tags.some(([tag, value]) => tag === 'since' && /^\d+\.\d+\.\d+$/.test(value))
      ? []
      : [`${name}: no @since`]),
  ]);

/** A docstring may hold a `<` or a `|` outside code: in Markdown they would be markup. */
const prose = (text: string): string => text.replaceAll(/\s*\n\s*/g, ' ').replaceAll('<', '&lt;');

const tagLine = ([tag, value]: readonly [string, string]): string => {
  if (tag === 'since') return `Since ${value}.`;
  if (tag === 'throws') return `Throws ${prose(value)}`;
  return `\`${tag}\` ${prose(value)}`;
};

const entry = (level: string, { name, text, tags, declaration, doors }: ApiName): string =>
  [
    `${level} ${name}`,
    ...(text === '' ? [] : [prose(text)]),
    ...(tags.length === 0 ? [] : [tags.map(tagLine).join('\n\n')]),
    ...(doors.length > 1
      ? [
          `Also in ${doors
            .slice(1)
            .map((door) => `\`${door}\``)
            .join(', ')}.`,
        ]
      : []),
    `\`\`\`ts\n${declaration}\n\`\`\``,
  ].join('\n\n');

/** The document's generated part: a section for each door, each name under the first that shows it. */
export function apiDocument(doors: readonly Door[], { names, mentioned }: Api): string {
  const sections = doors.flatMap(({ name: door }) => {
    const here = names.filter(({ doors: [first] }) => first === door);
    const again = names.filter(({ doors: by }) => by[0] !== door && by.includes(door));
    return [
      `## ${door}`,
      ...(again.length === 0
        ? []
        : [`Also here, described above: ${again.map(({ name }) => `\`${name}\``).join(', ')}.`]),
      ...here.map((name) => entry('###', name)),
    ];
  });
  return [
    ...sections,
    '## Types that these mention',
    'They cannot be imported by name, and may be renamed in any version.',
    ...mentioned.map((name) => entry('###', name)),
  ].join('\n\n');
}

let read: Api | undefined;
/** The interface of the package as it is built; read once. */
export const builtApi = (): Api => (read ??= apiOf(doorsOf()));

/** The file that lists a door's names. */
export const sourceOf = ({ types }: Door): string =>
  relative('dist', types)
    .replaceAll('\\', '/')
    .replace(/\.d\.ts$/, '.ts');

/** The doors as a table: what each is for, as its file says, and its names. */
export function doorTable(doors: readonly Door[] = doorsOf(), api: Api = builtApi()): string {
  const rows = doors.map((door) => {
    const path = sourceOf(door);
    const about = (existsSync(join(ROOT, path)) ? firstSentence(textAt(path)) : undefined) ?? '';
    const here = api.names.filter(({ doors: by }) => by.includes(door.name));
    const list = here.map(({ name }) => `\`${name}\``).join(' ');
    const what = about.replace(/^[^:]*: /, '').replace(/\.$/, '');
    return `| \`${door.name}\` | ${what} | ${list} |`;
  });
  return ['| door | for | names |', '| --- | --- | --- |', ...rows].join('\n');
}
