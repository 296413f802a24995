/**
 * The door `skewproof/sim/fake-timers`: a second, slower timeline to compare the event queue with.
 */
export { fakeTimers } from '../../sim/queue/fake-timers.js';
