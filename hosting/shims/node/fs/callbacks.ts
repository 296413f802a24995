/** The calls of `fs` with callbacks: the synchronous ones, later, each as an event of its own. */
import type { HostedProcess } from '../../../realm/hosted-process.js';
import { aborted, invalidArgument } from '../node-errors.js';
import { optionsOf } from './descriptors.js';
import type { Data, Options, PathLike } from './descriptors.js';
import type { FileSystem } from './file-system.js';

type Callback = (error: Error | null, ...values: unknown[]) => void;
export type CallbackCalls = Readonly<Record<string, (...values: unknown[]) => void>>;

/** Done in one step of the system: a crash comes before or after it. */
const SIMPLE = [
  'access',
  'chmod',
  'chown',
  'close',
  'copyFile',
  'fchmod',
  'fstat',
  'ftruncate',
  'futimes',
  'lstat',
  'mkdir',
  'mkdtemp',
  'open',
  'readFile',
  'readdir',
  'realpath',
  'rename',
  'rm',
  'rmdir',
  'stat',
  'truncate',
  'unlink',
  'utimes',
] as const;

const callbackOf = (values: unknown[]): Callback => {
  const callback = values.pop();
  if (typeof callback !== 'function') throw invalidArgument('cb', 'of type function', callback);
  return callback as Callback;
};

/** Carries out `make` as an event of its own, and calls back with its results. */
type Later = (make: () => readonly unknown[], callback: Callback) => void;

/** Carries out `make`, and calls back with its results. */
function attempt(make: () => readonly unknown[], callback: Callback): void {
  let values: readonly unknown[];
  try {
    values = make();
  } catch (error) {
    callback(error as Error);
    return;
  }
  callback(null, ...values);
}

const copyOf = (view: NodeJS.ArrayBufferView): Buffer =>
  Buffer.from(Buffer.from(view.buffer, view.byteOffset, view.byteLength));

/** A file is opened, which may empty it, and written in the next step of the system. */
const writing =
  (host: HostedProcess, files: FileSystem, later: Later, flagOfCall: string) =>
  (given: unknown, data: unknown, ...rest: unknown[]): void => {
    const callback = callbackOf(rest);
    const options = optionsOf(rest[0] as Options);
    const { signal } = options;
    if (signal?.aborted === true) {
      later(() => {
        throw aborted(signal.reason);
      }, callback);
      return;
    }
    const open = typeof given !== 'number';
    let fd = 0;
    const finish = (): void => {
      later(
        () => {
          try {
            files.writeFileSync(fd, data as Data, { encoding: options.encoding ?? 'utf8' });
          } catch (error) {
            if (open) files.closeSync(fd);
            throw error;
          }
          return [];
        },
        (error) => {
          if (error !== null || !open) callback(error);
          else if (options.flush === true) flush();
          else attempt(() => (files.closeSync(fd), []), callback);
        },
      );
    };
    const flush = (): void => {
      host.onceSynced(files.startSync(fd), () => {
        attempt(() => (files.closeSync(fd), []), callback);
      });
    };
    if (!open) {
      fd = given;
      finish();
      return;
    }
    later(
      () => {
        fd = files.openSync(given as PathLike, options.flag ?? flagOfCall, options.mode);
        return [];
      },
      (error) => {
        if (error === null) finish();
        else callback(error);
      },
    );
  };

/** Calls of an open file: reading, writing, and its syncs. */
function descriptorCalls(host: HostedProcess, files: FileSystem, later: Later): CallbackCalls {
  const fsync = (fd: unknown, callback: unknown): void => {
    host.tasks.complete(() => {
      attempt(
        () => {
          const names = files.startSync(fd as number);
          host.onceSynced(names, () => {
            (callback as Callback)(null);
          });
          return [];
        },
        (error) => {
          if (error !== null) (callback as Callback)(error);
        },
      );
    });
  };

  const read = (fd: unknown, ...rest: unknown[]): void => {
    const callback = callbackOf(rest);
    const [first, offset, length, position] = rest;
    const options = ArrayBuffer.isView(first) ? undefined : ((first ?? {}) as { buffer?: Buffer });
    const view = options === undefined ? first : (options.buffer ?? Buffer.alloc(16_384));
    later(() => {
      const more = options === undefined ? [offset, length, position] : [options];
      return [
        (files.readSync as (...all: unknown[]) => number).call(files, fd, view, ...more),
        view,
      ];
    }, callback);
  };
  const write = (fd: unknown, data: unknown, ...rest: unknown[]): void => {
    const callback = callbackOf(rest);
    // What the buffer holds now: a program may use it again before the system has taken it.
    const taken = ArrayBuffer.isView(data) ? copyOf(data as NodeJS.ArrayBufferView) : data;
    later(() => [files.writeSync(fd as number, taken as Data, ...rest), data], callback);
  };
  const writev = (fd: unknown, views: unknown, ...rest: unknown[]): void => {
    const callback = callbackOf(rest);
    const taken = (views as NodeJS.ArrayBufferView[]).map(copyOf);
    later(() => [files.writevSync(fd as number, taken, rest[0] as number), views], callback);
  };
  return { fsync, fdatasync: fsync, read, write, writev };
}

export function callbackCalls(host: HostedProcess, files: FileSystem): CallbackCalls {
  const later: Later = (make, callback) => {
    host.tasks.complete(() => {
      attempt(make, callback);
    });
  };
  const simple = Object.fromEntries(
    SIMPLE.map((name) => [
      name,
      (...values: unknown[]) => {
        const callback = callbackOf(values);
        later(() => {
          const result: unknown = (files[`${name}Sync`] as (...all: unknown[]) => unknown).apply(
            files,
            values,
          );
          return result === undefined ? [] : [result];
        }, callback);
      },
    ]),
  );
  const exists = (path: unknown, callback: unknown): void => {
    host.tasks.complete(() => {
      (callback as (is: boolean) => void)(files.existsSync(path as PathLike));
    });
  };
  return {
    ...simple,
    writeFile: writing(host, files, later, 'w'),
    appendFile: writing(host, files, later, 'a'),
    ...descriptorCalls(host, files, later),
    exists,
  };
}
