/** Times and reach of all tests without a mutant, kept for as long as their texts are the same. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { measuredIn, Process } from './processes.js';
import { versionOf } from './sample.js';
import type { Measured, Measurement } from './worker.js';

/** Name under which the campaigns of the fix are registered, and the file that they are in. */
const CAMPAIGNS = 'campaigns of the fix';
const CAMPAIGNS_FILE = 'scripts/maintenance/mutants/campaigns.ts';

interface Kept {
  /** Version of all mutated sources: it decides the numbers of the mutants. */
  readonly sources: string;
  readonly static: readonly string[];
  readonly files: Readonly<
    Record<string, { readonly version: string; readonly tests: readonly Measured[] }>
  >;
}

interface Wanted {
  readonly root: string;
  /** Folder in which measurements are kept. */
  readonly folder: string;
  /** Folder of the counting build. */
  readonly build: string;
  /** Test files. */
  readonly files: readonly string[];
  /** Mutated sources. */
  readonly names: readonly string[];
}

const isOf = (file: string, { name }: Measured): boolean => name.startsWith(`${file} | `);

/** Measures the tests whose files have changed since, or all if a mutated source has. */
export async function measured({
  root,
  folder,
  build,
  files,
  names,
}: Wanted): Promise<Measurement> {
  const text = (name: string): string => readFileSync(join(root, name), 'utf8');
  const path = join(folder, 'measured.json');
  const sources = versionOf(names.map(text).join('\n'));
  const before = existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Kept) : undefined;
  const known = before?.sources === sources ? before : undefined;
  const versions = new Map(files.map((file) => [file, versionOf(text(file))]));
  versions.set(CAMPAIGNS, versionOf(text(CAMPAIGNS_FILE)));
  const isStale = (file: string): boolean => known?.files[file]?.version !== versions.get(file);
  const stale = files.filter(isStale);
  const campaigns = isStale(CAMPAIGNS);
  let found: Measurement = { tests: [], static: known?.static ?? [] };
  if (stale.length > 0 || campaigns) {
    const inside = new Process();
    found = await measuredIn(inside, { build, files: stale, campaigns });
    inside.end();
  }
  const entries = [...versions].map(([file, version]) => {
    const old = isStale(file) ? undefined : known?.files[file]?.tests;
    return [file, { version, tests: old ?? found.tests.filter((one) => isOf(file, one)) }] as const;
  });
  // Modules that only some tests load are reached then too.
  const whileLoading = [...new Set([...(known?.static ?? []), ...found.static])];
  const kept: Kept = { sources, static: whileLoading, files: Object.fromEntries(entries) };
  writeFileSync(path, JSON.stringify(kept));
  return { tests: entries.flatMap(([, { tests }]) => tests), static: whileLoading };
}
