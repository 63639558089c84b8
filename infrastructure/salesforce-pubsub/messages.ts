import protobuf from 'google-protobuf';

/** The messages of `eventbus.v1.PubSub` that a subscriber needs (Salesforce's public `pubsub_api.proto`). */
const REPLAY_EARLIEST = 1;
const REPLAY_CUSTOM = 2;

export type FetchRequest = {
  readonly topic: string;
  /** Only a stream's first request has it. */
  readonly from?: { readonly replayId: Buffer } | 'earliest';
  readonly most: number;
};

export const writeFetchRequest = ({ topic, from, most }: FetchRequest): Buffer => {
  const writer = new protobuf.BinaryWriter();
  writer.writeString(1, topic);
  if (from === 'earliest') writer.writeEnum(2, REPLAY_EARLIEST);
  else if (from !== undefined) {
    writer.writeEnum(2, REPLAY_CUSTOM);
    writer.writeBytes(3, from.replayId);
  }
  writer.writeInt32(4, most);
  return Buffer.from(writer.getResultBuffer());
};

type FetchedEvent = { id: string; schemaId: string; payload: Buffer; replayId: Buffer };
export type FetchResponse = {
  readonly events: ReadonlyArray<FetchedEvent>;
  readonly latestReplayId: Buffer;
  readonly pending: number;
};

type Reader = protobuf.BinaryReader;
type Field = (reader: Reader) => void;

/** Reads the fields it knows, by their numbers. */
const readFields = (reader: Reader, fields: Readonly<Record<number, Field>>): void => {
  while (reader.nextField()) {
    const field = fields[reader.getFieldNumber()];
    if (reader.isEndGroup()) break;
    if (field === undefined) reader.skipField();
    else field(reader);
  }
};

const bytes = (reader: Reader): Buffer => Buffer.from(reader.readBytes() as Uint8Array);

const readEvent = (reader: Reader): FetchedEvent => {
  const event: FetchedEvent = { id: '', schemaId: '', payload: Buffer.alloc(0), replayId: Buffer.alloc(0) };
  const producer: Readonly<Record<number, Field>> = {
    1: (r) => {
      event.id = r.readString();
    },
    2: (r) => {
      event.schemaId = r.readString();
    },
    3: (r) => {
      event.payload = bytes(r);
    },
  };
  readFields(reader, {
    1: (r) => r.readMessage(event, () => readFields(r, producer)),
    2: (r) => {
      event.replayId = bytes(r);
    },
  });
  return event;
};

export const readFetchResponse = (message: Buffer): FetchResponse => {
  const events: Array<FetchedEvent> = [];
  const read: { latestReplayId: Buffer; pending: number } = { latestReplayId: Buffer.alloc(0), pending: 0 };
  readFields(new protobuf.BinaryReader(message), {
    1: (r) => r.readMessage(events, () => events.push(readEvent(r))),
    2: (r) => {
      read.latestReplayId = bytes(r);
    },
    4: (r) => {
      read.pending = r.readInt32();
    },
  });
  return { events, ...read };
};

export const writeSchemaRequest = (schemaId: string): Buffer => {
  const writer = new protobuf.BinaryWriter();
  writer.writeString(1, schemaId);
  return Buffer.from(writer.getResultBuffer());
};

/** The schema as JSON text. */
export const readSchemaInfo = (message: Buffer): string => {
  const read = { json: '' };
  readFields(new protobuf.BinaryReader(message), {
    1: (r) => {
      read.json = r.readString();
    },
  });
  return read.json;
};
