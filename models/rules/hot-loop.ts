/** A loop without a pause, of a program or of a modelled agent: its mark and its limit. */
import { SECOND_MS } from '../../sim/model/time.js';

/** The mark of a process that ran more tasks a second than its limit. */
export const HOT_LOOP = 'hot loop';

/** Elapsed time over which tasks are counted, ms. */
export const HOT_LOOP_WINDOW_MS = 10 * SECOND_MS;

/** More tasks a second than these, over the window, are a loop without a pause. */
export const TASKS_PER_SECOND_MAX = 200;
