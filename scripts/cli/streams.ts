/** What this process does when nobody reads on, or when its parent is gone. */

/**
 * A reader that has seen enough (`| head`) closes the pipe. That is no error of ours: what is
 * written afterwards goes nowhere, and the exit code is still the command's own.
 */
export function toleratingClosedPipes(): void {
  for (const stream of [process.stdout, process.stderr])
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
    });
}

/** An exploration that `--watch` started does not outlive it. */
export function endingWithParent(): void {
  if (process.channel === undefined) return;
  process.once('disconnect', () => process.exit());
  // The channel must not keep the process alive once its work is done.
  process.channel.unref();
}
