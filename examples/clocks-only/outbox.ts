/** A class with timers and a clock of its own: it sends every ten seconds what is younger than a day. */
const DAY_MS = 86_400_000;

interface Entry {
  readonly event: string;
  readonly at: number;
}

export class Outbox {
  #entries: Entry[] = [];
  readonly #send: (events: readonly string[]) => void;

  constructor(send: (events: readonly string[]) => void) {
    this.#send = send;
    setInterval(() => {
      this.#flush();
    }, 10_000);
  }

  add(event: string): void {
    this.#entries.push({ event, at: Date.now() });
  }

  #flush(): void {
    const young = this.#entries.filter(({ at }) => Date.now() - at < DAY_MS);
    this.#entries = [];
    if (young.length > 0) this.#send(young.map(({ event }) => event));
  }
}
