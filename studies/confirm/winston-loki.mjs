/** A clock more than ten minutes ahead, and Loki refuses the entry. */
export const collector = 'loki';
export const sides = { losing: 620_000, passing: 580_000 };

export default async ({ url, marker, step, by }) => {
  const { createLogger } = await import('winston');
  const { default: LokiTransport } = await import('winston-loki');
  step(by);
  const transport = new LokiTransport({ host: url, json: true, labels: { app: 'a' } });
  const logger = createLogger({ transports: [transport] });
  logger.on('error', () => undefined);
  logger.info(marker);
};
