/** A clock more than ten minutes ahead, and Loki refuses the entry. */
export const collector = 'loki';
export const sides = { losing: 620_000, passing: 580_000 };

export default async ({ url, marker, step, by }) => {
  const { pino } = await import('pino');
  const { pinoLoki } = await import('pino-loki');
  step(by);
  const stream = pinoLoki({ host: url, labels: { app: 'a' } });
  pino({}, stream).info(marker);
};
