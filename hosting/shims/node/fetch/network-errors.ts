/** Errors of sockets and of name look-ups, as Node words them. */
import type { SystemError } from '../node-errors.js';

const systemError = (
  message: string,
  fields: { errno: number; code: string; syscall: string },
): SystemError => Object.assign(new Error(message), fields);

export const resetByPeer = (): SystemError =>
  systemError('read ECONNRESET', { errno: -104, code: 'ECONNRESET', syscall: 'read' });

/** Nothing listens there. */
export const connectionRefused = (url: string): SystemError => {
  const { hostname, port, protocol } = new URL(url);
  const asked = port === '' ? (protocol === 'https:' ? '443' : '80') : port;
  return systemError(`connect ECONNREFUSED ${hostname}:${asked}`, {
    ...{ errno: -111, code: 'ECONNREFUSED', syscall: 'connect' },
  });
};

export const notFound = (hostname: string): SystemError & { hostname: string } =>
  Object.assign(
    systemError(`getaddrinfo ENOTFOUND ${hostname}`, {
      errno: -3008,
      code: 'ENOTFOUND',
      syscall: 'getaddrinfo',
    }),
    { hostname },
  );
