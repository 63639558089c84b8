import sharedPb from '@eventstore/db-client/generated/shared_pb.js';
import type { ReadReq, ReadResp } from '@eventstore/db-client/generated/streams_pb.js';
import pb from '@eventstore/db-client/generated/streams_pb.js';
import { identifierOf, rawClient } from './raw-client.js';

export type Recorded = {
  readonly id: string;
  readonly stream: string;
  readonly revision: number;
  readonly type: string;
};
export type Heard =
  | { readonly event: Recorded | undefined; readonly link?: Recorded }
  | { readonly checkpoint: bigint };

/** What a subscription says before it has caught up, in the order in which it says it. */
export const heardUntilLive = async (port: number, options: ReadReq.Options): Promise<ReadonlyArray<Heard>> => {
  const client = rawClient(port);
  const request = new pb.ReadReq().setOptions(
    options
      .setReadDirection(pb.ReadReq.Options.ReadDirection.FORWARDS)
      .setSubscription(new pb.ReadReq.Options.SubscriptionOptions())
      .setUuidOption(new pb.ReadReq.Options.UUIDOption().setString(new sharedPb.Empty())),
  );
  const call = client.read(request);
  const heard: Array<Heard> = [];
  try {
    for await (const message of call as AsyncIterable<ReadResp>) {
      if (message.hasCaughtUp()) break;
      const event = message.getEvent();
      const checkpoint = message.getCheckpoint();
      if (event !== undefined) {
        const link = recorded(event.getLink());
        heard.push({ event: recorded(event.getEvent()), ...(link !== undefined && { link }) });
      }
      if (checkpoint !== undefined) heard.push({ checkpoint: BigInt(checkpoint.getCommitPosition()) });
    }
    return heard;
  } finally {
    call.on('error', () => undefined);
    call.cancel();
    client.close();
  }
};

/** After the revision; from the start when there is none. */
export const ofStream = (stream: string, after: number | undefined): ReadReq.Options => {
  const from = new pb.ReadReq.Options.StreamOptions().setStreamIdentifier(identifierOf(stream));
  if (after === undefined) from.setStart(new sharedPb.Empty());
  else from.setRevision(String(after));
  return new pb.ReadReq.Options().setStream(from).setNoFilter(new sharedPb.Empty()).setResolveLinks(true);
};

/** After the position, the streams with the prefix; a checkpoint every `window` times `interval` events. */
export const ofAll = (after: bigint, prefix: string, window: number, interval: number): ReadReq.Options => {
  const { Expression } = pb.ReadReq.Options.FilterOptions;
  return new pb.ReadReq.Options()
    .setAll(
      new pb.ReadReq.Options.AllOptions().setPosition(
        new pb.ReadReq.Options.Position().setCommitPosition(String(after)).setPreparePosition(String(after)),
      ),
    )
    .setFilter(
      new pb.ReadReq.Options.FilterOptions()
        .setStreamIdentifier(new Expression().setPrefixList([prefix]))
        .setMax(window)
        .setCheckpointintervalmultiplier(interval),
    );
};

const recorded = (event: pb.ReadResp.ReadEvent.RecordedEvent | undefined): Recorded | undefined =>
  event && {
    id: event.getId()?.getString() ?? '',
    stream: Buffer.from(event.getStreamIdentifier()?.getStreamName_asU8() ?? []).toString(),
    revision: Number(event.getStreamRevision()),
    type: event.getMetadataMap().get('type') ?? '',
  };
