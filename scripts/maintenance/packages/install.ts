/** Installs the workspace of the studied packages, if it is not there. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { INSTALLED, WORKSPACE } from './roster.js';

/** @throws Error if npm fails */
export function installed(): void {
  if (existsSync(INSTALLED)) return;
  const args = ['ci', '--prefix', WORKSPACE, '--ignore-scripts', '--no-audit', '--no-fund'];
  const shell = process.platform === 'win32';
  const { status } = spawnSync('npm', args, { stdio: 'inherit', shell });
  if (status !== 0) throw new Error(`npm ${args.join(' ')} failed`);
}
