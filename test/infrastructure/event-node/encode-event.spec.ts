import pb from '@eventstore/db-client/generated/streams_pb.js';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { dataOf } from '../../../infrastructure/event-node/wire/decode-event.js';
import {
  encodeReadEvent,
  encodeRecordedEvent,
  withStructuredId,
} from '../../../infrastructure/event-node/wire/encode-event.js';
import { uuidFromMessage, uuidFromText, uuidToText } from '../../../infrastructure/event-node/wire/uuid.js';

const bytes = fc.uint8Array({ maxLength: 300 });

const anyEvent = fc.record({
  id: fc.uuid().map((text) => uuidFromText(text) ?? Buffer.alloc(16)),
  streamName: fc.string({ unit: 'grapheme', minLength: 1 }),
  revision: fc.oneof(fc.maxSafeNat(), fc.bigInt({ min: 0n, max: 2n ** 63n - 1n })),
  position: fc.maxSafeNat(),
  type: fc.string({ unit: 'grapheme', minLength: 1 }),
  isJson: fc.boolean(),
  createdAt: fc.integer({ min: 1, max: 4e12 }),
  metadata: bytes,
  data: bytes,
});

test('generated code reads what is written by hand', () => {
  fc.assert(
    fc.property(anyEvent, fc.option(anyEvent, { nil: undefined }), fc.maxSafeNat(), (event, link, position) => {
      const encoded = encodeReadEvent({
        event: encodeRecordedEvent(event),
        link: link && encodeRecordedEvent(link),
        position,
      });
      const read = pb.ReadResp.deserializeBinary(encoded).getEvent();
      const record = read?.getEvent();
      expect(read?.getCommitPosition()).toBe(String(position));
      expect(read?.hasLink()).toBe(link !== undefined);
      expect(record?.getId()?.getString()).toBe(uuidToText(event.id));
      expect(Buffer.from(record?.getStreamIdentifier()?.getStreamName_asU8() ?? []).toString()).toBe(event.streamName);
      expect(record?.getStreamRevision()).toBe(String(event.revision));
      expect([record?.getCommitPosition(), record?.getPreparePosition()]).toEqual(
        Array(2).fill(String(event.position)),
      );
      expect(record?.getMetadataMap().get('type')).toBe(event.type);
      expect(record?.getMetadataMap().get('content-type')).toBe(
        event.isJson ? 'application/json' : 'application/octet-stream',
      );
      expect(record?.getMetadataMap().get('created')).toBe(String(BigInt(event.createdAt) * 10_000n));
      expect(record?.getCustomMetadata_asU8()).toEqual(event.metadata);
      expect(record?.getData_asU8()).toEqual(event.data);
    }),
    { seed: 11, numRuns: 300 },
  );
});

test('a structured id is the same id', () => {
  fc.assert(
    fc.property(anyEvent, (event) => {
      const record = encodeRecordedEvent(event);
      const message = pb.ReadResp.ReadEvent.RecordedEvent.deserializeBinary(withStructuredId(record));
      expect(message.getId()?.hasStructured()).toBe(true);
      expect(uuidFromMessage(message.getId())).toEqual(event.id);
      expect(message.getStreamRevision()).toBe(String(event.revision));
    }),
    { seed: 12, numRuns: 200 },
  );
});

test('the data of an encoded event can be read back', () => {
  const data = Buffer.from('{"name":"Ünal"}');
  const record = encodeRecordedEvent({
    id: Buffer.alloc(16, 7),
    streamName: 'account-1',
    revision: 0,
    position: 1,
    type: 'AccountRegistered',
    isJson: true,
    createdAt: 0,
    metadata: Buffer.alloc(0),
    data,
  });
  expect(dataOf(record)).toBe('{"name":"Ünal"}');
});
