/** Bundles made in this process, each valid while the files that went into it keep their content. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { BundledProgram } from './bundle.js';
import { packageFolder } from './canonical.js';

interface Entry {
  readonly program: BundledProgram;
  readonly files: readonly string[];
  readonly content: string;
}

const entries = new Map<string, Entry>();

/** The oldest go first. */
const ENTRIES_MAX = 64;

/** Digest of all contents; a file that is gone has none. */
function contentOf(files: readonly string[]): string {
  const hash = createHash('sha256');
  for (const file of files) {
    hash.update(`${file}\0`);
    try {
      hash.update(readFileSync(file));
    } catch {
      hash.update('gone');
    }
  }
  return hash.digest('hex');
}

/** The inputs, and the package.json and tsconfig.json files that decide what an import means. */
function watched(inputs: readonly string[]): readonly string[] {
  const folders = new Set(inputs.map(dirname));
  const packages = new Set(
    [...folders].map(packageFolder).filter((folder) => folder !== undefined),
  );
  const settings = [...packages].flatMap((folder) =>
    ['package.json', 'tsconfig.json'].map((name) => join(folder, name)),
  );
  return [...inputs, ...settings];
}

export async function cached(
  key: string,
  make: () => Promise<{ program: BundledProgram; inputs: readonly string[] }>,
): Promise<BundledProgram> {
  const known = entries.get(key);
  if (known !== undefined) {
    const { program, files, content } = known;
    if (contentOf(files) === content) return program;
  }
  const { program, inputs } = await make();
  const files = watched(inputs);
  entries.delete(key);
  entries.set(key, { program, files, content: contentOf(files) });
  const [oldest] = entries.keys();
  if (entries.size > ENTRIES_MAX && oldest !== undefined) entries.delete(oldest);
  return program;
}
