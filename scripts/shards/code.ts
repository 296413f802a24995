/**
 * Digests of the code that a shard ran: of the engine, and of a user's study. Shards of different
 * code are no parts of one campaign.
 */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type * as Esbuild from 'esbuild';
import { jsonOf } from '../../properties/json/scenario.js';
import type { AnyStudy } from '../../properties/study/erase.js';
import type { StudyRef } from '../config/study-ref.js';

/** The built package. */
const BUILT = fileURLToPath(new URL('../../', import.meta.url));
/** The rooms whose code decides what a run does. */
const ROOMS = ['sim', 'hosting', 'models', 'properties'];

/** First 32 characters of a digest: enough to tell code apart, and to read. */
function digestOf(parts: readonly (readonly [name: string, text: string])[]): string {
  const hash = createHash('sha256');
  for (const [name, text] of parts) hash.update(JSON.stringify([name, text]));
  return hash.digest('hex').slice(0, 32);
}

const byName = (a: string, b: string): number => (a < b ? -1 : 1);

/** Modules as the package has them: without tests and their helpers. */
const isShipped = (path: string): boolean =>
  path.endsWith('.js') && !path.endsWith('.test.js') && !/(^|[\\/])_/.test(path);

let engine: string | undefined;

/** Digest of the engine that this process runs. */
export function engineDigest(): string {
  engine ??= digestOf(
    ROOMS.flatMap((room) =>
      readdirSync(join(BUILT, room), { recursive: true, encoding: 'utf8' })
        .filter(isShipped)
        .sort(byName)
        .map((path): [string, string] => [
          `${room}/${path.replaceAll('\\', '/')}`,
          readFileSync(join(BUILT, room, path), 'utf8'),
        ]),
    ),
  );
  return engine;
}

/** A user's file and those that it imports, without installed packages. */
function filesOf(file: string): readonly string[] {
  const { buildSync } = createRequire(import.meta.url)('esbuild') as typeof Esbuild;
  const folder = dirname(file);
  try {
    const { metafile } = buildSync({
      entryPoints: [file],
      absWorkingDir: folder,
      bundle: true,
      metafile: true,
      write: false,
      platform: 'node',
      format: 'esm',
      packages: 'external',
      logLevel: 'silent',
    });
    return Object.keys(metafile.inputs)
      .filter((path) => existsSync(resolve(folder, path)))
      .sort(byName);
  } catch {
    // A form of import that only a loader of Node knows: the file itself still counts.
    return [file];
  }
}

/** Digest of a study: the files of a user's, what it states, and the system that it names. */
export function studyDigest(study: AnyStudy, { file }: StudyRef): string {
  const { schema, variants, identity } = study;
  const stated = Object.keys(variants).map((variant) => [
    variant,
    variants[variant]?.violated,
    identity === undefined
      ? undefined
      : (jsonOf(study.simplest(variant)) as Readonly<Record<string, unknown>>)[identity],
  ]);
  const files = file === undefined ? [] : filesOf(file);
  return digestOf([
    ['stated', JSON.stringify([study.name, schema, stated, Object.keys(study.spaces)])],
    ...files.map((path): [string, string] => [
      // Another machine has the project in another folder.
      path === file ? '' : path.replaceAll('\\', '/'),
      readFileSync(resolve(file === undefined ? '.' : dirname(file), path), 'utf8'),
    ]),
  ]);
}
