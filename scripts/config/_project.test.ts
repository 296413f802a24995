/** A user's project in a folder outside this repository. (AVA takes no tests from `_` files.) */
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

/** Packages that are linked into a project, as if they were installed. */
type Installed = 'skewproof' | 'vitest' | 'ava' | 'typescript';

export class Project {
  readonly folder = realpathSync(mkdtempSync(join(tmpdir(), 'skewproof-project-')));

  path(name: string): string {
    return join(this.folder, name);
  }

  write(files: Readonly<Record<string, string>>): void {
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(this.path(name)), { recursive: true });
      writeFileSync(this.path(name), text);
    }
  }

  read(name: string): string {
    return readFileSync(this.path(name), 'utf8');
  }

  /** As if installed by a package manager that links (pnpm). */
  install(...names: readonly Installed[]): void {
    mkdirSync(this.path('node_modules'), { recursive: true });
    for (const name of names)
      symlinkSync(
        name === 'skewproof' ? ROOT : realpathSync(join(ROOT, 'node_modules', name)),
        this.path(`node_modules/${name}`),
      );
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/**
 * The sources of the study `buffer` (variants `naive` and `sequenced`), as a user would have them.
 */
export function bufferSources(folder = ''): Readonly<Record<string, string>> {
  const sources = join(ROOT, 'examples/buffer');
  return Object.fromEntries(
    readdirSync(sources)
      .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
      .map((name) => [
        join(folder, name),
        readFileSync(join(sources, name), 'utf8').replace(
          /'[./]*\/library\/index\.js'/,
          "'skewproof'",
        ),
      ]),
  );
}

/** A module whose default export is that study, under any name of its own file. */
export const reexported = (from: string): string =>
  `import * as all from '${from}';\nconst study = Object.values(all)[0];\nexport default study;\n`;

/** A project with the study at `study.ts`, in a folder without an installed skewproof. */
export function bufferProject(): Project {
  const project = new Project();
  project.write({ ...bufferSources('model'), 'acme.study.ts': reexported('./model/study.js') });
  return project;
}
