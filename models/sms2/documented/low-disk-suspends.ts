/** As Q213196 tells. */
import { LOW_DISK_KB } from '../shipped/agent/disk.js';
import type { DocumentedDefect } from './types.js';

export const lowDiskSuspends: DocumentedDefect = {
  title: 'metering is suspended while there is little room on the disk',
  articles: ['Q213196'],
  trigger: "less than 200 kB are free on the client's disk",
  symptom: 'usage is missing; that metering stopped is logged nowhere, only that it goes on',
  class: 'lost',
  workaround: 'free some room; the agent looks again every 60 s',
  owed: 'a record needs far less than the room that is left, so each use is owed',
  fields: ['clients.freeDisk'],
  agent: { metersWith: (freeKb) => freeKb >= LOW_DISK_KB },
};
