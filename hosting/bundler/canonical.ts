/** Paths of source files as they are on every machine: no folder of this one may reach a bundle. */
import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';

/** The nearest folder, the given one or above it, that has a package.json. */
export function packageFolder(folder: string): string | undefined {
  let at = folder;
  while (!existsSync(join(at, 'package.json'))) {
    const parent = dirname(at);
    if (parent === at) return undefined;
    at = parent;
  }
  return at;
}

/** The fields of a package.json that bundling reads; an unreadable file has none. */
interface PackageJson {
  readonly name?: string;
  readonly version?: string;
  readonly type?: string;
}

export function packageJsonIn(folder: string): PackageJson {
  try {
    return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as PackageJson;
  } catch {
    return {};
  }
}

const INSTALLED = /^.*[\\/](node_modules[\\/])/;

/** True for a file of an installed package. */
export const isInstalled = (path: string): boolean => INSTALLED.test(path);

/**
 * An installed file from its last `node_modules/`, a file below `root` from there, and any other
 * from the folder of its package, by the package's name.
 */
export function canonicalPath(path: string, root: string): string {
  const posix = (text: string): string => text.split(sep).join('/');
  const absolute = resolve(root, path);
  if (INSTALLED.test(absolute)) return posix(absolute.replace(INSTALLED, '$1'));
  const below = relative(root, absolute);
  if (!below.startsWith('..') && below !== absolute) return posix(below);
  const folder = packageFolder(dirname(absolute));
  if (folder === undefined) return basename(absolute);
  const name = packageJsonIn(folder).name ?? basename(folder);
  return `${name}/${posix(relative(folder, absolute))}`;
}
