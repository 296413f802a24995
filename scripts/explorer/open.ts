/** Opens a file with the program that the system has for it. */
import { spawnSync } from 'node:child_process';
import { platform } from 'node:os';

const OPENERS: Readonly<Record<string, readonly string[]>> = {
  darwin: ['open'],
  win32: ['cmd', '/c', 'start', ''],
};

/** @returns false if there is no such program, or it failed */
export function opened(path: string): boolean {
  const [program = 'xdg-open', ...given] = OPENERS[platform()] ?? ['xdg-open'];
  const { status } = spawnSync(program, [...given, path], { stdio: 'ignore', timeout: 10_000 });
  return status === 0;
}
