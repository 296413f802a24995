/**
 * Planted defects: the correct system with one rule replaced by the mistake that somebody has made.
 * A variant `correct+<defect>` runs one.
 */
import type { Defects } from './defect.js';
import { DELIVERY } from './delivery.js';

export type { Defect, Incident } from './defect.js';

export const DEFECTS: Defects = { ...DELIVERY };
