import { positionToText } from '../application/position.js';
import { generationName } from '../projections/generation.js';
import type { RebuildReport } from '../projections/rebuilding/rebuild-report.js';
import { progressBar } from './progress.js';

const inWords = (report: Exclude<RebuildReport, { readonly _tag: 'Folded' | 'CaughtUp' }>): string => {
  switch (report._tag) {
    case 'Began':
      return report.from === undefined
        ? `folding the log into ${generationName(report.generation)}`
        : `${generationName(report.generation)} goes on at ${positionToText(report.from)}`;
    case 'WaitingForLive':
      return `waiting until the live ${report.readModel} has come as far`;
    case 'Comparing':
      return `comparing ${report.table}`;
    case 'GoingLive':
      return `${generationName(report.generation)} goes live`;
    case 'LogUnavailable':
      return `the log is out of reach (${report.reason}), trying again`;
    case 'StoreUnavailable':
      return `PostgreSQL is out of reach (${report.reason}), trying again`;
    case 'HandlingFailed':
      return `trying again: ${report.reason}`;
    case 'Parked':
      return `parked: ${report.reason}`;
    case 'Repaired':
      return `repaired: ${report.streamName}`;
    case 'Stopped':
      return `stopped: ${report.reason}`;
  }
};

/** Shows on standard error how far a rebuild is. Positions are places in the log's bytes, so shares are about right. */
export const rebuildProgress = (): { readonly report: (report: RebuildReport) => void; readonly stop: () => void } => {
  const bar = progressBar('bytes of the log');
  const began = performance.now();
  let events = 0;
  let isShown = false;
  const stop = (): void => {
    if (isShown) bar.stop();
    isShown = false;
  };
  return {
    report: (report) => {
      if (report._tag === 'CaughtUp') return;
      if (report._tag !== 'Folded') {
        stop();
        process.stderr.write(`${inWords(report)}\n`);
        return;
      }
      events += report.events;
      const perSecond = Math.round(events / ((performance.now() - began) / 1_000));
      const [at, of] = [Number(report.position.commit), Number(report.head.commit)];
      const said = ` | ${perSecond} events/s`;
      if (!isShown) bar.start(of, at, { said });
      isShown = true;
      bar.setTotal(of);
      bar.update(at, { said });
    },
    stop,
  };
};
