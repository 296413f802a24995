/** A user's program and its config, as files of a project. (AVA takes no tests from `_` files.) */

/** An agent that drops what is older than an hour by the wall clock. */
export const agent = (maxAge: string, marker = 'marker'): string => `
interface Entry { readonly marker: string; readonly at: number }

export class Telemetry {
  #queue: Entry[] = [];
  #sending = false;
  constructor(private readonly url: string) {
    setInterval(() => void this.flush(), 10_000);
  }
  track(marker: string): void {
    this.#queue.push({ ${marker === 'marker' ? 'marker' : `marker: '${marker}'`}, at: Date.now() });
  }
  async flush(): Promise<void> {
    if (this.#sending) return;
    this.#queue = this.#queue.filter(({ at }) => Date.now() - at <= ${maxAge});
    if (this.#queue.length === 0) return;
    this.#sending = true;
    const batch = this.#queue;
    this.#queue = [];
    try {
      const signal = AbortSignal.timeout(5_000);
      const { ok } = await fetch(this.url, { method: 'POST', body: JSON.stringify(batch), signal });
      if (!ok) throw new Error('not accepted');
    } catch {
      this.#queue.unshift(...batch);
    } finally {
      this.#sending = false;
    }
  }
}
`;

export const CONFIG = `import { program } from 'skewproof/hosting';

export default program<typeof import('./src/telemetry.js')>({
  name: 'acme-telemetry',
  agent: './src/telemetry.ts',
  from: import.meta.url,
  start: ({ Telemetry }, { track, flush }) => {
    const telemetry = new Telemetry('https://ingest.example/v1');
    track((marker) => telemetry.track(marker));
    flush(() => telemetry.flush());
  },
  collector: 'json',
});
`;
