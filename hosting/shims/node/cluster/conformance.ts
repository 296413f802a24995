/** Cases of `cluster` in a process that forks no other. */
import type { ConformanceCase } from '../conformance-case.js';

export const CLUSTER_CASES: readonly ConformanceCase[] = [
  {
    name: 'the primary process: an emitter without workers',
    run: (require) => {
      const cluster = require('node:cluster');
      const { EventEmitter } = require('node:events');
      const seen: unknown[] = [];
      cluster.on('mine', (value: unknown) => seen.push(value));
      cluster.emit('mine', 1);
      cluster.removeAllListeners('mine');
      return [
        cluster instanceof EventEmitter,
        [cluster.isPrimary, cluster.isMaster, cluster.isWorker],
        Object.keys(cluster.workers),
        cluster.worker === undefined,
        [cluster.SCHED_NONE, cluster.SCHED_RR, cluster.schedulingPolicy],
        ['fork', 'disconnect', 'setupPrimary', 'Worker'].map((name) => typeof cluster[name]),
        seen,
      ];
    },
  },
];
