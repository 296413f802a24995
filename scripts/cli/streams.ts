/** What this process does when nobody reads on. */

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
