/** Documented in Q213196. */
import { LOW_DISK_KB } from '../shipped/agent/disk.js';
import type { DocumentedDefect } from './types.js';

export const lowDiskSuspends: DocumentedDefect = {
  title: 'metering is suspended while there is little room on the disk',
  articles: ['Q213196'],
  trigger: "less than 200 kB are free on the client's disk",
  symptom: 'usage is missing; the log shows that metering resumed, never that it stopped',
  class: 'lost',
  workaround: 'free some room; the agent checks again every 60 s',
  expected: 'each use: a record needs far less than the room that is left',
  fields: ['clients.freeDisk'],
  agent: { metersWith: (freeKb) => freeKb >= LOW_DISK_KB },
};
