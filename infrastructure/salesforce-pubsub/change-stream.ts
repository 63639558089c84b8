import { type ChannelCredentials, Client, credentials, Metadata, type ServiceError } from '@grpc/grpc-js';
import type { ChangeStream, ReplayFrom, StreamAccess, StreamedBatch } from '../../application/ports/change-stream.js';
import { streamFailureOf } from './failure.js';
import {
  type FetchRequest,
  type FetchResponse,
  readFetchResponse,
  readSchemaInfo,
  writeFetchRequest,
  writeSchemaRequest,
} from './messages.js';

export type PubSubOptions = {
  /** Host and port. */
  readonly address?: string;
  readonly channel?: ChannelCredentials;
  /** Events that are asked for at a time, of at most 100. */
  readonly most?: number;
  /** Milliseconds after which a stream that brought nothing has nothing for now. */
  readonly patience?: number;
};

const SUBSCRIBE = '/eventbus.v1.PubSub/Subscribe';
const GET_SCHEMA = '/eventbus.v1.PubSub/GetSchema';
const SCHEMA_DEADLINE = 20_000;

const metadataOf = ({ accessToken, instanceUrl, tenantId }: StreamAccess): Metadata => {
  const metadata = new Metadata();
  metadata.set('accesstoken', accessToken);
  metadata.set('instanceurl', instanceUrl);
  metadata.set('tenantid', tenantId);
  return metadata;
};

const replayOf = (from: ReplayFrom): NonNullable<FetchRequest['from']> =>
  from._tag === 'Earliest' ? 'earliest' : { replayId: Buffer.from(from.replayId, 'base64') };

const batchOf = ({ events, latestReplayId }: FetchResponse): StreamedBatch => ({
  events: events.map((event) => ({ ...event, replayId: event.replayId.toString('base64') })),
  latestReplayId: (latestReplayId.length > 0 ? latestReplayId : (events.at(-1)?.replayId ?? latestReplayId)).toString(
    'base64',
  ),
});

/** Events are asked for only once those before were taken, so a slow reader is never sent more than it can hold. */
export const makePubSubChangeStream = ({
  address = 'api.pubsub.salesforce.com:7443',
  channel = credentials.createSsl(),
  most = 100,
  patience = 10_000,
}: PubSubOptions = {}): ChangeStream & { readonly close: () => void } => {
  const client = new Client(address, channel);

  async function* subscribe(access: StreamAccess, topic: string, from: ReplayFrom): AsyncGenerator<StreamedBatch> {
    const call = client.makeBidiStreamRequest<FetchRequest, FetchResponse>(
      SUBSCRIBE,
      writeFetchRequest,
      readFetchResponse,
      metadataOf(access),
    );
    const arrived = call[Symbol.asyncIterator]() as AsyncIterator<FetchResponse>;
    call.on('error', () => undefined);
    try {
      call.write({ topic, from: replayOf(from), most });
      for (;;) {
        let timer: NodeJS.Timeout | undefined;
        const tired = new Promise<undefined>((resolve) => {
          timer = setTimeout(() => resolve(undefined), patience);
        });
        const next = await Promise.race([arrived.next(), tired]).finally(() => clearTimeout(timer));
        if (next === undefined || next.done === true) return;
        yield batchOf(next.value);
        if (next.value.pending === 0) call.write({ topic, most });
      }
    } catch (error) {
      throw streamFailureOf(error as ServiceError);
    } finally {
      call.cancel();
    }
  }

  const schema = (access: StreamAccess, schemaId: string): Promise<string> =>
    new Promise((resolve, reject) => {
      const options = { deadline: Date.now() + SCHEMA_DEADLINE };
      client.makeUnaryRequest(
        GET_SCHEMA,
        writeSchemaRequest,
        readSchemaInfo,
        schemaId,
        metadataOf(access),
        options,
        (error, json) => (error === null ? resolve(json ?? '') : reject(streamFailureOf(error))),
      );
    });

  return { subscribe, schema, close: () => client.close() };
};
