/** `fs` and `fs/promises` of a hosted process. */
import { constants } from 'node:fs';
import { promisify } from 'node:util';
import type { HostedProcess } from '../../../realm/hosted-process.js';
import { notSimulated } from '../../../realm/refusal.js';
import { callbackCalls } from './callbacks.js';
import { FileSystem } from './file-system.js';
import { promisedCalls } from './promises.js';
import { Dirent, Stats } from './stats.js';
import { fileStreams } from './streams.js';

/** Links, watching and the like: a volume has none of them. */
const REFUSED = [
  'cp',
  'fchown',
  'lchmod',
  'lchown',
  'link',
  'lutimes',
  'openAsBlob',
  'opendir',
  'readlink',
  'readv',
  'statfs',
  'symlink',
  'unwatchFile',
  'watch',
  'watchFile',
];

type Call = (...values: unknown[]) => void;

/** Lets `util.promisify` give both values of a callback, by these names. */
function promisedAs(call: Call, count: string, data: string): void {
  const promised = (...values: unknown[]): Promise<object> =>
    new Promise((resolve, reject) => {
      call(...values, (error: Error | null, moved: unknown, given: unknown) => {
        if (error === null) resolve({ [count]: moved, [data]: given });
        else reject(error);
      });
    });
  Object.defineProperty(call, promisify.custom, { value: promised });
}

/** Names of the class that are no calls of Node. */
const OWN: readonly string[] = ['startSync'];

export function fsShim(host: HostedProcess, files: FileSystem): Record<string, unknown> {
  const calls = callbackCalls(host, files);
  const streams = fileStreams(calls);
  const promises = promisedCalls(calls, streams);
  const sync = Object.fromEntries(
    Object.getOwnPropertyNames(FileSystem.prototype)
      .filter((name) => name.endsWith('Sync') && !OWN.includes(name))
      .map((name) => [
        name,
        (files[name as 'openSync'] as (...values: never[]) => unknown).bind(files),
      ]),
  );
  const refused = Object.fromEntries(
    REFUSED.flatMap((name) => [name, `${name}Sync`]).map((name) => [
      name,
      () => {
        throw notSimulated(`fs.${name}`);
      },
    ]),
  );
  Object.defineProperty(calls['exists'], promisify.custom, {
    value: (path: string) => Promise.resolve(files.existsSync(path)),
  });
  promisedAs(calls['read'] as Call, 'bytesRead', 'buffer');
  promisedAs(calls['write'] as Call, 'bytesWritten', 'buffer');
  promisedAs(calls['writev'] as Call, 'bytesWritten', 'buffer');
  Object.assign(sync['realpathSync'] as object, { native: sync['realpathSync'] });
  Object.assign(calls['realpath'] as object, { native: calls['realpath'] });
  return {
    ...refused,
    ...calls,
    ...sync,
    fdatasyncSync: sync['fsyncSync'],
    ...streams,
    FileReadStream: streams.ReadStream,
    FileWriteStream: streams.WriteStream,
    Dirent,
    Stats,
    constants,
    F_OK: constants.F_OK,
    R_OK: constants.R_OK,
    W_OK: constants.W_OK,
    X_OK: constants.X_OK,
    promises: { ...promises, constants },
  };
}
