/** The page's packed data, and the contents of a token. */
import type { ClientData } from '../page.js';

async function inflated(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate-raw'));
  return new Response(stream).text();
}

const bytesOf = (base64: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));

export async function pageData(): Promise<ClientData> {
  const text = document.getElementById('report-data')?.textContent ?? '';
  return JSON.parse(await inflated(bytesOf(text.trim()))) as ClientData;
}

/** Differences of a token's scenario from the simplest one, as readable JSON. */
export async function differencesOfToken(token: string): Promise<string> {
  const packed = token.split('.')[3] ?? '';
  const base64 = packed.replaceAll('-', '+').replaceAll('_', '/');
  const [, , patch] = JSON.parse(await inflated(bytesOf(base64))) as [string, string, unknown];
  return JSON.stringify(patch, null, 1);
}
