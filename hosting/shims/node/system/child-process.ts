/** `child_process` on a machine on which no program is installed: each is not found. */
import { EventEmitter } from 'node:events';
import { PassThrough } from 'node:stream';
import type { HostedProcess } from '../../../realm/hosted-process.js';
import type { SystemError } from '../node-errors.js';

const ENOENT = -2;

const notFound = (file: string, syscall: string, spawnargs: readonly string[]): SystemError =>
  Object.assign(new Error(`${syscall} ENOENT`), {
    errno: ENOENT,
    code: 'ENOENT',
    syscall,
    path: file,
    spawnargs,
  });

type Done = (error: Error, stdout: string, stderr: string) => void;

const listOf = (args: unknown): readonly string[] =>
  Array.isArray(args) ? (args as string[]) : [];

export function childProcessShim(host: HostedProcess): Record<string, unknown> {
  class ChildProcess extends EventEmitter {
    pid = undefined;
    exitCode: number | null = null;
    signalCode = null;
    killed = false;
    connected = false;
    stdin = new PassThrough();
    stdout = new PassThrough();
    stderr = new PassThrough();

    kill(): boolean {
      return false;
    }

    ref(): void {
      // Nothing keeps a hosted process alive.
    }

    unref(): void {
      // As with `ref`.
    }
  }
  const spawn = (file: string, args?: unknown): ChildProcess => {
    const child = new ChildProcess();
    host.tasks.complete(() => {
      child.stdout.end();
      child.stderr.end();
      child.emit('error', notFound(file, `spawn ${file}`, listOf(args)));
      child.exitCode = ENOENT;
      child.emit('close', ENOENT, null);
    });
    return child;
  };
  const execFile = (file: string, ...rest: unknown[]): ChildProcess => {
    const child = spawn(file, rest[0]);
    const done = rest.findLast((value) => typeof value === 'function') as Done | undefined;
    child.once('error', (error: Error) => done?.(error, '', ''));
    return child;
  };
  /** A shell is not installed either. */
  const exec = (command: string, ...rest: unknown[]): ChildProcess =>
    execFile('/bin/sh', ['-c', command], ...rest);
  const spawnSync = (file: string, args?: unknown): object => ({
    error: notFound(file, `spawnSync ${file}`, listOf(args)),
    pid: 0,
    status: null,
    signal: null,
    output: null,
    stdout: null,
    stderr: null,
  });
  const execFileSync = (file: string, args?: unknown): never => {
    throw notFound(file, `spawnSync ${file}`, listOf(args));
  };
  return {
    ChildProcess,
    spawn,
    fork: (module: string) => spawn('/usr/bin/node', [module]),
    exec,
    execFile,
    spawnSync,
    execFileSync,
    execSync: (command: string) => execFileSync('/bin/sh', ['-c', command]),
  };
}
