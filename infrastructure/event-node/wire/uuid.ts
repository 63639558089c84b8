import type { UUID } from '@eventstore/db-client/generated/shared_pb.js';
import pb from '@eventstore/db-client/generated/shared_pb.js';

const PATTERN = /^[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}$/i;

export const uuidToText = (bytes: Buffer): string => {
  const hex = bytes.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
};

export const uuidFromText = (text: string): Buffer | undefined =>
  PATTERN.test(text) ? Buffer.from(text.replaceAll('-', ''), 'hex') : undefined;

/** Both forms of the protocol: text, and two signed 64-bit halves. */
export const uuidFromMessage = (message: UUID | undefined): Buffer | undefined => {
  const structured = message?.getStructured();
  if (structured === undefined) return uuidFromText(message?.getString() ?? '');
  const bytes = Buffer.alloc(16);
  bytes.writeBigInt64BE(BigInt(structured.getMostSignificantBits()), 0);
  bytes.writeBigInt64BE(BigInt(structured.getLeastSignificantBits()), 8);
  return bytes;
};

export const uuidToStructuredMessage = (bytes: Buffer): UUID =>
  new pb.UUID().setStructured(
    new pb.UUID.Structured()
      .setMostSignificantBits(bytes.readBigInt64BE(0).toString())
      .setLeastSignificantBits(bytes.readBigInt64BE(8).toString()),
  );
