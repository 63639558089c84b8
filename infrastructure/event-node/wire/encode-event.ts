import { uuidFromText, uuidToStructuredMessage, uuidToText } from './uuid.js';
import { varintLength, writeVarint } from './varint.js';

// The messages `ReadResp.ReadEvent.RecordedEvent` and `ReadResp` of streams.proto, written by hand: an event is encoded once,
// when it is appended, is stored in that form, and is sent as it is stored. Generated code would take most of a read's time.

export type EventToEncode = {
  readonly id: Buffer;
  readonly streamName: string;
  readonly revision: number | bigint;
  readonly position: number;
  readonly type: string;
  readonly isJson: boolean;
  readonly createdAt: number;
  readonly metadata: Uint8Array;
  readonly data: Uint8Array;
};

/** Where the id stands in an encoded event. */
export const ID_START = 4;
export const ID_END = 40;
const LENGTH_DELIMITED = 2;
const VARINT = 0;

const field = (number: number, wireType: number): number => (number << 3) | wireType;

const fieldLength = (length: number): number => 1 + varintLength(length) + length;

/** The time as the protocol has it: ticks of 100 ns since 1970, in decimal digits. */
const ticks = (createdAt: number): string => `${createdAt}0000`;

export const encodeRecordedEvent = (event: EventToEncode): Buffer => {
  const name = Buffer.from(event.streamName);
  const properties = [
    mapEntry('type', event.type),
    mapEntry('content-type', event.isJson ? 'application/json' : 'application/octet-stream'),
    mapEntry('created', ticks(event.createdAt)),
  ];
  const length =
    ID_END +
    fieldLength(fieldLength(name.length)) +
    (1 + varintLength(event.revision)) +
    2 * (1 + varintLength(event.position)) +
    properties.reduce((sum, property) => sum + fieldLength(property.length), 0) +
    fieldLength(event.metadata.length) +
    fieldLength(event.data.length);

  const record = Buffer.allocUnsafe(length);
  let at = writeHeader(record, 1, ID_END - 2, 0);
  at = writeBytes(record, 2, Buffer.from(uuidToText(event.id), 'latin1'), at);
  at = writeHeader(record, 2, fieldLength(name.length), at);
  at = writeBytes(record, 3, name, at);
  at = writeNumber(record, 3, event.revision, at);
  at = writeNumber(record, 4, event.position, at);
  at = writeNumber(record, 5, event.position, at);
  for (const property of properties) at = writeBytes(record, 6, property, at);
  at = writeBytes(record, 7, event.metadata, at);
  writeBytes(record, 8, event.data, at);
  return record;
};

/** The same event with its id as two 64-bit integers, for the clients that ask for that. */
export const withStructuredId = (record: Buffer): Buffer => {
  const id = uuidFromText(record.toString('latin1', ID_START, ID_END));
  if (id === undefined) throw new Error('An event is stored without its id.');
  const message = uuidToStructuredMessage(id).serializeBinary();
  const prefix = Buffer.allocUnsafe(fieldLength(message.length));
  writeBytes(prefix, 1, message, 0);
  return Buffer.concat([prefix, record.subarray(ID_END)]);
};

export type EventToSend = {
  readonly event: Buffer | undefined;
  readonly link: Buffer | undefined;
  readonly position: number;
};

/** `retryCount` is a field of what persistent subscriptions read, which is the same otherwise. */
export const encodeReadEvent = ({ event, link, position }: EventToSend, retryCount?: number): Buffer => {
  const length =
    (event === undefined ? 0 : fieldLength(event.length)) +
    (link === undefined ? 0 : fieldLength(link.length)) +
    (1 + varintLength(position)) +
    (retryCount === undefined ? 0 : 1 + varintLength(retryCount));
  const response = Buffer.allocUnsafe(fieldLength(length));
  let at = writeHeader(response, 1, length, 0);
  if (event !== undefined) at = writeBytes(response, 1, event, at);
  if (link !== undefined) at = writeBytes(response, 2, link, at);
  at = writeNumber(response, 3, position, at);
  if (retryCount !== undefined) writeNumber(response, 5, retryCount, at);
  return response;
};

const mapEntry = (key: string, value: string): Buffer => {
  const [keyBytes, valueBytes] = [Buffer.from(key), Buffer.from(value)];
  const entry = Buffer.allocUnsafe(fieldLength(keyBytes.length) + fieldLength(valueBytes.length));
  writeBytes(entry, 2, valueBytes, writeBytes(entry, 1, keyBytes, 0));
  return entry;
};

const writeHeader = (target: Buffer, number: number, length: number, offset: number): number => {
  target[offset] = field(number, LENGTH_DELIMITED);
  return writeVarint(target, length, offset + 1);
};

const writeBytes = (target: Buffer, number: number, bytes: Uint8Array, offset: number): number => {
  const at = writeHeader(target, number, bytes.length, offset);
  target.set(bytes, at);
  return at + bytes.length;
};

const writeNumber = (target: Buffer, number: number, value: number | bigint, offset: number): number => {
  target[offset] = field(number, VARINT);
  return writeVarint(target, value, offset + 1);
};
