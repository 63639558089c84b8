import type { ProcessReceipts, Receipts } from '../application/ports/receipts.js';
import { makeProcessReceipts, type ProcessDeps } from './process-receipts.js';

export type RemapProgress = {
  readonly receipts: number;
  /** Facts that nobody had said before. */
  readonly events: number;
  readonly quarantined: number;
  /** Receipts that could not be processed again, and are as they were. */
  readonly failed: number;
};

export type RemapDeps = ProcessDeps & { readonly receipts: Pick<Receipts, 'processAgain'> };

type Remap = {
  readonly source: string;
  readonly connection: string;
  readonly onProgress?: (progress: RemapProgress) => void;
};

const A_PAGE = 200;

/**
 * Processes what a connection was given before once more, by the mapping that is in use now. What says the same as before says nothing
 * new, so it may be cut short and run again. Rejects when the log or a store does not answer.
 */
export const remapReceipts =
  ({ receipts, ...deps }: RemapDeps) =>
  async ({ source, connection, onProgress }: Remap): Promise<RemapProgress> => {
    let progress: RemapProgress = { receipts: 0, events: 0, quarantined: 0, failed: 0 };
    const process = makeProcessReceipts(deps, {
      onProcessed: (done) => {
        progress = {
          ...progress,
          receipts: progress.receipts + done.receipts,
          events: progress.events + done.events,
          quarantined: progress.quarantined + done.quarantined,
        };
      },
    });
    const counting: ProcessReceipts = async (again) => {
      const results = await process(again);
      const failed = results.filter(({ _tag }) => _tag === 'Failed').length;
      progress = { ...progress, failed: progress.failed + failed };
      return results;
    };
    const page = (after: string | undefined) =>
      receipts.processAgain({ source, connection, after, limit: A_PAGE }, counting);
    for (let last = await page(undefined); last !== undefined; last = await page(last)) onProgress?.(progress);
    return progress;
  };
