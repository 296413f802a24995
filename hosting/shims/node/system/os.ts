/** `os`: one small machine, the same for every host. */
import { constants } from 'node:os';
import type { HostedProcess } from '../../../realm/hosted-process.js';

const MEMORY = { total: 8_000_000_000, free: 4_000_000_000 } as const;

export function osShim(host: HostedProcess): object {
  const cpu = { model: 'simulated', speed: 2_000 };
  const times = { user: 0, nice: 0, sys: 0, idle: 0, irq: 0 };
  return {
    EOL: '\n',
    devNull: '/dev/null',
    constants,
    arch: () => 'x64',
    availableParallelism: () => 1,
    cpus: () => [{ ...cpu, times: { ...times } }],
    endianness: () => 'LE',
    freemem: () => MEMORY.free,
    getPriority: () => 0,
    homedir: () => '/srv/app',
    hostname: () => host.options.node,
    loadavg: () => [0, 0, 0],
    machine: () => 'x86_64',
    networkInterfaces: () => ({}),
    platform: () => 'linux',
    release: () => '6.1.0',
    setPriority: () => undefined,
    tmpdir: () => '/tmp',
    totalmem: () => MEMORY.total,
    type: () => 'Linux',
    uptime: () => host.elapsedMs / 1_000,
    userInfo: () => ({
      uid: 1_000,
      gid: 1_000,
      username: 'app',
      homedir: '/srv/app',
      shell: '/bin/sh',
    }),
    version: () => '#1 SMP',
  };
}
