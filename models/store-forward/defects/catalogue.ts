/**
 * Planted defects: the correct system with one rule replaced by a mistake that was made in
 * practice. A variant `correct+<defect>` runs one.
 */
import { ACCEPTANCE } from './acceptance.js';
import { ARRIVAL } from './arrival.js';
import type { Defects } from './defect.js';
import { DELIVERY } from './delivery.js';
import { FILES } from './files.js';
import { GATES } from './gates.js';
import { HARD_AGENTS } from './hard.js';
import { HARD_SERVERS } from './hard-servers.js';
import { IDENTITIES } from './identity.js';
import { LOG } from './log.js';
import { QUERIES } from './queries.js';
import { READERS } from './readers.js';
import { SENDING } from './sending.js';
import { STORAGE } from './storage.js';
import { TIMESTAMPS } from './timestamps.js';

/** The hard zoo: defects that need three conditions or more at once. */
export const HARD_DEFECTS: Defects = { ...HARD_AGENTS, ...HARD_SERVERS };

export const DEFECTS: Defects = {
  ...GATES,
  ...TIMESTAMPS,
  ...IDENTITIES,
  ...LOG,
  ...DELIVERY,
  ...STORAGE,
  ...QUERIES,
  ...ARRIVAL,
  ...ACCEPTANCE,
  ...READERS,
  ...SENDING,
  ...FILES,
  ...HARD_DEFECTS,
};
