/**
 * Costs of starting: from a new process to the end of a study's first run, bundling included. Processor
 * time counts, so that neighbours do not; that of the bundler's own process is not in it.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Start } from '../scripts/maintenance/packages/hosting-measures.js';
import { INSTALLED, ROOT } from '../scripts/maintenance/packages/roster.js';

const WORKER = fileURLToPath(new URL('hosting-start-worker.js', import.meta.url));
const ROUNDS = 3;

/** A small bundle for Node, one for a browser, and the largest of all; of those two only if installed. */
const STUDIES = [
  { file: 'studies/node/pino-loki.ts' },
  { file: 'studies/browser/workbox-background-sync.ts', needs: 'workbox-background-sync' },
  {
    file: 'studies/node/azure-monitor-opentelemetry-exporter.ts',
    needs: '@azure/monitor-opentelemetry-exporter',
  },
] as const;

function started(file: string): Start {
  const rounds = Array.from({ length: ROUNDS }, (): Start => {
    const { status, stdout } = spawnSync(process.execPath, [WORKER, file], {
      cwd: ROOT,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    if (status !== 0) throw new Error(`${file}: ended with ${String(status)}`);
    return JSON.parse(stdout) as Start;
  });
  return rounds.reduce((least, one) => (one.ms < least.ms ? one : least));
}

export const measuredStarts = (): readonly Start[] =>
  STUDIES.filter((one) => !('needs' in one) || existsSync(join(INSTALLED, one.needs))).map(
    ({ file }) => started(file),
  );
