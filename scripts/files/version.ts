/** The name and version of this package. */
import { readFileSync } from 'node:fs';

interface Manifest {
  readonly name: string;
  readonly version: string;
}

const manifest = (): Manifest =>
  JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8')) as Manifest;

/** `0.1.0` */
export const packageVersion = (): string => manifest().version;

/** `skewproof 0.1.0` */
export function programVersion(): string {
  const { name, version } = manifest();
  return `${name} ${version}`;
}
