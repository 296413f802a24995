/** Plays one side of a confirmation: the package as it is, on real timers and real sockets. */
import { setTimeout as sleep } from 'node:timers/promises';
import { step } from './clock.mjs';

const [name, url, marker, by] = process.argv.slice(2);
let requests = 0;
process.on('message', () => {
  requests += 1;
});
/** Waits until the server has had that many requests. */
const asked = async (count) => {
  while (requests < count) await sleep(20);
};

const { default: run } = await import(`./${name}.mjs`);
await run({ url, marker, by: Number(by), step, asked, sleep });
process.send({ done: true });
