/** `cluster` as the only process of a program finds it: it is the primary one, and has no workers. */
import { EventEmitter } from 'node:events';
import * as cluster from 'node:cluster';
import { refusing } from '../refusing.js';
import { standIn } from '../stand-in.js';

const NAMES = ['Worker', 'disconnect', 'fork', 'setupMaster', 'setupPrimary'];

/** Returns the members that fork processes or wait for them. */
const forking = (): Record<string, unknown> => {
  const module = standIn<Record<string, unknown>>(cluster.default);
  return Object.fromEntries(NAMES.map((name) => [name, module[name]]));
};

/** Listeners may wait for a worker that never comes; to fork one is refused by name. */
export const clusterShim = (): unknown =>
  Object.assign(new EventEmitter(), {
    ...refusing('cluster', forking()),
    isPrimary: true,
    isMaster: true,
    isWorker: false,
    workers: {},
    settings: {},
    SCHED_NONE: 1,
    SCHED_RR: 2,
    schedulingPolicy: 2,
  });
