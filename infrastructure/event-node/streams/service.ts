import { StreamsService } from '@eventstore/db-client/generated/streams_grpc_pb.js';
import type { Server } from '@grpc/grpc-js';
import type { Access } from '../access/access.js';
import type { EventLog } from '../log/event-log.js';
import { append } from './append.js';
import { batchAppend } from './batch-append.js';
import { softDelete, tombstone } from './delete.js';
import { makePagePool } from './page-pool.js';
import { read } from './read.js';

const PAGES_KEPT = 32 * 1024 * 1024;

/** `stop` ends the calls that would otherwise last. */
export const addStreams = (
  server: Server,
  log: EventLog,
  access: Access,
  stop: AbortSignal,
  maximumAppendSize: number,
): void => {
  const alreadyEncoded = { ...StreamsService.read, responseSerialize: asBuffer };
  server.addService(
    { ...StreamsService, read: alreadyEncoded },
    {
      read: read(log, access, makePagePool(PAGES_KEPT), stop),
      append: append(log, access, stop, maximumAppendSize),
      batchAppend: batchAppend(log, access, stop, maximumAppendSize),
      delete: softDelete(log, access),
      tombstone: tombstone(log, access),
    },
  );
};

const asBuffer = ({ buffer, byteOffset, byteLength }: Uint8Array): Buffer =>
  Buffer.from(buffer, byteOffset, byteLength);
