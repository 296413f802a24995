/**
 * A bare heap loop that does nothing: it takes the earliest of a fixed number of instants and puts
 * it back a second later. Any discrete-event simulator pays at least this.
 */
const BEAT_MS = 1000;

export function bareHeapLoop(pending: number, events: number): number {
  const heap = new Float64Array(pending).map((_, i) => i);
  for (let event = 0; event < events; event += 1) {
    const due = (heap[0] as number) + BEAT_MS;
    let place = 0;
    for (;;) {
      let child = 2 * place + 1;
      if (child >= pending) break;
      if (child + 1 < pending && (heap[child + 1] as number) < (heap[child] as number)) child += 1;
      if (due <= (heap[child] as number)) break;
      heap[place] = heap[child] as number;
      place = child;
    }
    heap[place] = due;
  }
  return heap[0] as number;
}
