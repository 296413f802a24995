/** Errors of the file system, as Node words them. */
import type { SystemError } from '../node-errors.js';

const KNOWN = {
  EBADF: [-9, 'bad file descriptor'],
  EEXIST: [-17, 'file already exists'],
  EINVAL: [-22, 'invalid argument'],
  EISDIR: [-21, 'illegal operation on a directory'],
  ENOENT: [-2, 'no such file or directory'],
  ENOSPC: [-28, 'no space left on device'],
  ENOTDIR: [-20, 'not a directory'],
  ENOTEMPTY: [-39, 'directory not empty'],
} as const satisfies Record<string, readonly [errno: number, text: string]>;

export function fsError(
  code: keyof typeof KNOWN,
  syscall: string,
  path?: string,
  dest?: string,
): SystemError {
  const [errno, text] = KNOWN[code];
  const at = path === undefined ? '' : ` '${path}'`;
  const to = dest === undefined ? '' : ` -> '${dest}'`;
  return Object.assign(new Error(`${code}: ${text}, ${syscall}${at}${to}`), {
    errno,
    code,
    syscall,
    ...(path === undefined ? {} : { path }),
    ...(dest === undefined ? {} : { dest }),
  });
}
