/** The door `skewproof/sim/fake-timers`: a second, slower timeline to hold the event queue to. */
export { fakeTimers } from '../../sim/queue/fake-timers.js';
