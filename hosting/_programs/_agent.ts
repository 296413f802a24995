/** A small telemetry agent as bundled code: it queues, uploads every 10 s, and tries again. */
export const AGENT = `
const queue = [];
let uploading = false;
async function upload() {
  if (uploading || queue.length === 0) return;
  uploading = true;
  const batch = queue.splice(0, 10);
  try {
    const response = await fetch('https://ingest.example/v1/batch', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ sentAt: new Date().toISOString(), batch }),
      signal: AbortSignal.timeout(5_000),
    });
    if (!response.ok) throw new Error('status ' + response.status);
  } catch (error) {
    console.error('upload failed: ' + error.message);
    queue.unshift(...batch);
  } finally {
    uploading = false;
  }
}
exports.start = ({ track }) => {
  track((marker) => {
    queue.push({ marker, at: Date.now(), id: Math.random().toString(36).slice(2) });
  });
  setInterval(upload, 10_000);
};
`;
