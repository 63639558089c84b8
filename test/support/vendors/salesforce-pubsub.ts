import {
  type handleBidiStreamingCall,
  type handleUnaryCall,
  Metadata,
  Server,
  ServerCredentials,
  status,
} from '@grpc/grpc-js';
import protobuf from 'google-protobuf';

type Published = { readonly id: string; readonly schemaId: string; readonly payload: Buffer };
type Request = { topic: string; preset: number; replayId: Buffer; most: number };

const writeEvent =
  ({ id, schemaId, payload }: Published, replay: Buffer) =>
  (_: unknown, writer: protobuf.BinaryWriter) => {
    writer.writeMessage(1, {}, () => {
      writer.writeString(1, id);
      writer.writeString(2, schemaId);
      writer.writeBytes(3, payload);
    });
    writer.writeBytes(2, replay);
  };

const replayIdOf = (place: number): Buffer => {
  const id = Buffer.alloc(8);
  id.writeBigInt64BE(BigInt(place));
  return id;
};

const readRequest = (message: Buffer): Request => {
  const reader = new protobuf.BinaryReader(message);
  const request: Request = { topic: '', preset: 0, replayId: Buffer.alloc(0), most: 0 };
  while (reader.nextField()) {
    const field = reader.getFieldNumber();
    if (field === 1) request.topic = reader.readString();
    else if (field === 2) request.preset = reader.readEnum();
    else if (field === 3) request.replayId = Buffer.from(reader.readBytes() as Uint8Array);
    else if (field === 4) request.most = reader.readInt32();
    else reader.skipField();
  }
  return request;
};

const method = {
  requestSerialize: (b: Buffer) => b,
  responseDeserialize: (b: Buffer) => b,
  responseSerialize: (b: Buffer) => b,
};
const service = {
  Subscribe: {
    ...method,
    path: '/eventbus.v1.PubSub/Subscribe',
    requestStream: true,
    responseStream: true,
    requestDeserialize: readRequest,
  },
  GetSchema: {
    ...method,
    path: '/eventbus.v1.PubSub/GetSchema',
    requestStream: false,
    responseStream: false,
    requestDeserialize: (b: Buffer) => b,
  },
};

/** A Pub/Sub API on loopback: places count up, the oldest may be forgotten, and no more is sent than was asked for. */
export const startSalesforcePubSub = async (schemas: Readonly<Record<string, string>>) => {
  const published: Array<Published> = [];
  const seen = { requests: 0, mostAtOnce: 0, schemas: 0 };
  let [token, forgotten, moved] = ['good', 0, 0];
  const lets = (metadata: Metadata): boolean =>
    metadata.get('accesstoken')[0] === token && metadata.get('tenantid').length === 1;

  const subscribe: handleBidiStreamingCall<Request, Buffer> = (call) => {
    let place: number | undefined;
    call.on('data', ({ preset, replayId, most }: Request) => {
      seen.requests++;
      if (!lets(call.metadata)) return call.emit('error', { code: status.UNAUTHENTICATED, details: 'no session' });
      place ??= preset === 2 ? Number(replayId.readBigInt64BE()) : forgotten;
      if (place < forgotten) {
        const metadata = new Metadata();
        metadata.set('error-code', 'sfdc.platform.eventbus.grpc.subscription.fetch.replayid.validation.failed');
        return call.emit('error', {
          code: status.INVALID_ARGUMENT,
          details: 'The Replay ID validation failed',
          metadata,
        });
      }
      const from = place;
      const events = published.slice(from, from + Math.min(most, 2));
      place += events.length;
      seen.mostAtOnce = Math.max(seen.mostAtOnce, events.length);
      const writer = new protobuf.BinaryWriter();
      for (const [i, event] of events.entries())
        writer.writeMessage(1, {}, writeEventInto(writer, event, replayIdOf(from + i + 1)));
      writer.writeBytes(2, replayIdOf(events.length === 0 ? Math.max(place, moved) : place));
      writer.writeInt32(4, events.length === 0 ? most : 0);
      return call.write(Buffer.from(writer.getResultBuffer()));
    });
    call.on('end', () => call.end());
  };
  const writeEventInto = (writer: protobuf.BinaryWriter, event: Published, replay: Buffer) => () =>
    writeEvent(event, replay)(undefined, writer);

  const getSchema: handleUnaryCall<Buffer, Buffer> = ({ request, metadata }, answer) => {
    seen.schemas++;
    const reader = new protobuf.BinaryReader(request);
    reader.nextField();
    const json = schemas[reader.readString()];
    if (!lets(metadata)) return answer({ code: status.UNAUTHENTICATED, details: 'no session' });
    if (json === undefined) return answer({ code: status.NOT_FOUND, details: 'no schema' });
    const writer = new protobuf.BinaryWriter();
    writer.writeString(1, json);
    return answer(null, Buffer.from(writer.getResultBuffer()));
  };

  const server = new Server();
  server.addService(service, { Subscribe: subscribe, GetSchema: getSchema });
  const port = await new Promise<number>((resolve, reject) =>
    server.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), (error, bound) =>
      error ? reject(error) : resolve(bound),
    ),
  );
  return {
    address: `127.0.0.1:${port}`,
    publish: (...events: ReadonlyArray<Published>) => published.push(...events),
    /** Nothing happens, and yet the place goes on. */
    keepAlive: (place: number) => {
      moved = place;
    },
    forgetBefore: (place: number) => {
      forgotten = place;
    },
    accept: (accepted: string) => {
      token = accepted;
    },
    seen,
    stop: () => server.forceShutdown(),
  };
};
