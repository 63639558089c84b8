import * as E from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';
import { connect, JSONCodec, type NatsConnection } from 'nats';
import type { ChangeFeed, ChangeNotice } from '../../application/ports/change-feed.js';
import { makeInMemoryChangeFeed } from '../in-memory/change-feed.js';

export type NatsChangeFeedOptions = {
  readonly url: string;
  /** What a listener threw, or a message on our subjects that is no notice; by default the process's warnings. */
  readonly onError?: (error: Error) => void;
};

const Notice: t.Type<ChangeNotice> = t.strict({ readModel: t.string, key: t.string, position: t.string });
const json = JSONCodec<unknown>();
const SUBJECTS = 'treering.changes';

const noticeIn = (bytes: Uint8Array): ChangeNotice | undefined => {
  try {
    const notice = Notice.decode(json.decode(bytes));
    return E.isRight(notice) ? notice.right : undefined;
  } catch {
    return undefined;
  }
};

/** While the server is away the client would keep all that is published; a late notice is worth less than the memory. */
const watchConnection = (connection: NatsConnection): { readonly isUp: () => boolean } => {
  let up = true;
  const watch = async () => {
    for await (const { type } of connection.status()) {
      if (type === 'disconnect') up = false;
      if (type === 'reconnect') up = true;
    }
    up = false;
  };
  void watch();
  return { isUp: () => up && !connection.isClosed() };
};

/**
 * Notices between processes, on `treering.changes.<readModel>`. Rejects when the server cannot be reached; a connection
 * lost later is sought again for ever, and notices of the meantime are lost.
 */
export const makeNatsChangeFeed = async ({
  url,
  onError = (error) => process.emitWarning(error),
}: NatsChangeFeedOptions): Promise<ChangeFeed & { readonly close: () => Promise<void> }> => {
  const connection = await connect({
    servers: url,
    name: 'treering',
    maxReconnectAttempts: -1,
    reconnectTimeWait: 500,
  });
  const { isUp } = watchConnection(connection);
  const here = makeInMemoryChangeFeed(onError);

  const followed = new Set<string>();

  /** Once somebody here asked about a read model, this process goes on receiving its notices. */
  const follow = (readModel: string): void => {
    if (followed.has(readModel)) return;
    followed.add(readModel);
    connection.subscribe(`${SUBJECTS}.${readModel}`, {
      callback: (error, message) => {
        const notice = error === null ? noticeIn(message.data) : undefined;
        if (notice?.readModel === readModel) here.publish([notice]);
        else onError(error ?? new Error(`a message about ${readModel} is not a change notice of it`));
      },
    });
  };

  return {
    publish: (notices) => {
      if (!isUp()) return;
      try {
        for (const notice of notices) connection.publish(`${SUBJECTS}.${notice.readModel}`, json.encode(notice));
      } catch (error) {
        onError(error instanceof Error ? error : new Error(String(error)));
      }
    },
    subscribe: (readModel, listener) => {
      follow(readModel);
      return here.subscribe(readModel, listener);
    },
    close: async () => {
      if (connection.isClosed()) return;
      if (isUp()) await connection.drain();
      else await connection.close();
    },
  };
};
