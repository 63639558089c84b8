import { promisify } from 'node:util';
import { crc32, deflateRaw, inflateRaw } from 'node:zlib';
import type { StoredEvent } from '../envelope/stored-event.js';
import { isSame, type Range } from './range.js';
import { decodeSegment } from './segment.js';

/** A segment as it lies in a file: compressed, with the range it covers, and a checksum over both. */
export type Frame = Range & {
  readonly events: number;
  readonly segmentBytes: number;
  readonly packed: Uint8Array;
};

const MAGIC = 0x54524c31;
const CHECKED = 48;
const HEAD = 56;

const compress = promisify<Uint8Array, object, Buffer>(deflateRaw);
const expand = promisify<Uint8Array, object, Buffer>(inflateRaw);

const checksumOf = (head: Uint8Array, packed: Uint8Array): number => crc32(packed, crc32(head.subarray(0, CHECKED)));

/** Compresses lightly: what counts is how fast it is read. */
export const encodeFrame = async ({ after, upTo }: Range, events: number, segment: Uint8Array): Promise<Buffer> => {
  const packed = await compress(segment, { level: 1 });
  const head = Buffer.alloc(HEAD);
  head.writeUInt32BE(MAGIC, 0);
  head.writeUInt32BE(events, 4);
  head.writeUInt32BE(segment.length, 8);
  head.writeUInt32BE(packed.length, 12);
  head.writeBigUInt64BE(after.commit, 16);
  head.writeBigUInt64BE(after.prepare, 24);
  head.writeBigUInt64BE(upTo.commit, 32);
  head.writeBigUInt64BE(upTo.prepare, 40);
  head.writeUInt32BE(checksumOf(head, packed), CHECKED);
  return Buffer.concat([head, packed]);
};

export const eventsOf = async ({ segmentBytes, packed }: Frame): Promise<ReadonlyArray<StoredEvent>> =>
  decodeSegment(await expand(packed, { chunkSize: Math.max(segmentBytes, 64), maxOutputLength: segmentBytes }));

export type Frames = {
  readonly frames: ReadonlyArray<Frame>;
  /** Where the last whole frame ends. */
  readonly end: number;
  /** Why reading stopped there, if that is not the end of the file. */
  readonly fault: 'cut off' | 'damaged' | undefined;
};

/** The frames of a file, one after another, up to the first that is not whole or does not go on where the one before ended. */
export const framesIn = (bytes: Buffer): Frames => {
  const frames: Array<Frame> = [];
  let at = 0;
  const stop = (fault: Frames['fault']): Frames => ({ frames, end: at, fault });
  while (at < bytes.length) {
    if (bytes.length - at < HEAD) return stop('cut off');
    const head = bytes.subarray(at, at + HEAD);
    if (head.readUInt32BE(0) !== MAGIC) return stop('damaged');
    const end = at + HEAD + head.readUInt32BE(12);
    if (end > bytes.length) return stop('cut off');
    const packed = bytes.subarray(at + HEAD, end);
    if (head.readUInt32BE(CHECKED) !== checksumOf(head, packed)) return stop('damaged');
    const frame = {
      events: head.readUInt32BE(4),
      segmentBytes: head.readUInt32BE(8),
      after: { commit: head.readBigUInt64BE(16), prepare: head.readBigUInt64BE(24) },
      upTo: { commit: head.readBigUInt64BE(32), prepare: head.readBigUInt64BE(40) },
      packed,
    };
    const before = frames.at(-1);
    if (before !== undefined && !isSame(before.upTo, frame.after)) return stop('damaged');
    frames.push(frame);
    at = end;
  }
  return stop(undefined);
};
