/** The server asks for a pause of one second; the clock steps back, and the pause goes on for as long. */
export const answers = [429];
export const headers = { 'retry-after': '1' };
export const sides = { losing: -3_600_000, passing: 0 };

export default async ({ url, marker, step, by, asked, sleep }) => {
  const { createTransport } = await import('@sentry/core');
  const post = async ({ body }) => {
    const { status: statusCode, headers } = await fetch(url, { method: 'POST', body });
    const names = ['retry-after', 'x-sentry-rate-limits'];
    return { statusCode, headers: Object.fromEntries(names.map((n) => [n, headers.get(n)])) };
  };
  const transport = createTransport({ recordDroppedEvent: () => undefined }, post);
  const send = (text) => transport.send([{}, [[{ type: 'event' }, { text }]]]);
  await send('the first, which is refused');
  await asked(1);
  step(by);
  await sleep(2_000);
  await send(marker);
};
