/** Errors as Node words them: programs look at their codes. */
import { inspect } from 'node:util';

/** An error with the code that Node gives it, of the class that Node uses. */
export function coded<E extends Error>(error: E, code: string): E & { code: string } {
  return Object.assign(error, { code });
}

const kindOf = (value: unknown): string => {
  if (value === null || value === undefined) return ` Received ${String(value)}`;
  if (typeof value === 'function') return ` Received function ${value.name}`;
  if (typeof value === 'object') return ` Received an instance of ${value.constructor.name}`;
  return ` Received type ${typeof value} (${inspect(value)})`;
};

export const invalidArgument = (name: string, expected: string, got: unknown): TypeError =>
  coded(
    new TypeError(`The "${name}" argument must be ${expected}.${kindOf(got)}`),
    'ERR_INVALID_ARG_TYPE',
  );

/** Error with which an aborted operation rejects. */
export const aborted = (cause: unknown): Error => {
  const error = new Error('The operation was aborted', { cause });
  error.name = 'AbortError';
  return coded(error, 'ABORT_ERR');
};

export interface SystemError extends Error {
  errno: number;
  code: string;
  syscall: string;
  path?: string;
  dest?: string;
}
