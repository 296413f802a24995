/** Errors of sockets and of name look-ups, as Node words them. */
import type { SystemError } from '../node-errors.js';

const systemError = (
  message: string,
  fields: { errno: number; code: string; syscall: string },
): SystemError => Object.assign(new Error(message), fields);

export const resetByPeer = (): SystemError =>
  systemError('read ECONNRESET', { errno: -104, code: 'ECONNRESET', syscall: 'read' });

export const notFound = (hostname: string): SystemError & { hostname: string } =>
  Object.assign(
    systemError(`getaddrinfo ENOTFOUND ${hostname}`, {
      errno: -3008,
      code: 'ENOTFOUND',
      syscall: 'getaddrinfo',
    }),
    { hostname },
  );
