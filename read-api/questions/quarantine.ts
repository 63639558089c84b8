import * as E from 'fp-ts/lib/Either.js';
import type { Quarantine } from '../answers/connections.js';
import type { ReadSide } from '../deps.js';
import { DEFAULT_PAGE_SIZE } from '../parameters/common.js';
import type { Answer } from './ask.js';
import type { ConnectionNamed } from './find-connection.js';

/** What could not be processed of what a connection was given, the latest first; never the bytes, which may be personal. */
export const quarantine =
  ({ receipts }: Pick<ReadSide, 'receipts'>) =>
  ({ source, name }: ConnectionNamed, limit = DEFAULT_PAGE_SIZE): Answer<Quarantine> =>
  async () => {
    const parts = await receipts.quarantine(limit, { source, connection: name });
    return E.right({
      items: parts.map(({ id, receipt, place, reason, seen, at, bytes }) => ({
        ...{ id, receipt, place, reason, seen },
        at: at.toISOString(),
        bytes: bytes.length,
      })),
    });
  };
