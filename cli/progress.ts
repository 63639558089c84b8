import { SingleBar } from 'cli-progress';

/** A progress bar on standard error, so that what a command prints stays clean; a line at the end where there is no terminal. */
export const progressBar = (unit: string): SingleBar =>
  new SingleBar({
    format: `{bar} {percentage}% | {value}/{total} ${unit} | about {eta_formatted} left{said}`,
    stream: process.stderr,
    hideCursor: true,
    noTTYOutput: true,
    notTTYSchedule: 5_000,
    etaBuffer: 50,
  });
