/** Ends this process properly when its reader closes the pipe, or when its parent ends. */

/**
 * A reader that has seen enough (`| head`) closes the pipe. This is no error: later output is
 * dropped, and the exit code is still the command's own.
 */
export function toleratingClosedPipes(): void {
  for (const stream of [process.stdout, process.stderr])
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
    });
}

/** Ends an exploration started by `--watch` together with its parent. */
export function endingWithParent(): void {
  if (process.channel === undefined) return;
  process.once('disconnect', () => process.exit());
  // The channel must not keep the process alive once its work is done.
  process.channel.unref();
}
