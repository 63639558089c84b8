import { Metadata, type ServerInterceptingCallInterface, type ServerMethodDefinition } from '@grpc/grpc-js';
import { beforeEach, expect, test } from 'vitest';
import { writeAhead } from '../../../infrastructure/event-node/write-ahead.js';

type Sent = { readonly message: unknown; readonly written: () => void };

let sent: Array<Sent>;
let network: ServerInterceptingCallInterface;
beforeEach(() => {
  sent = [];
  network = {
    start: () => undefined,
    sendMetadata: () => undefined,
    sendMessage: (message, written) => sent.push({ message, written }),
    sendStatus: () => undefined,
    startRead: () => undefined,
    getPeer: () => '',
    getDeadline: () => 0,
    getHost: () => '',
    getAuthContext: () => ({}),
    getConnectionInfo: () => ({}),
    getMetricsRecorder: () => {
      throw new Error('nobody records');
    },
  };
});

const methodOf = (responseStream: boolean): ServerMethodDefinition<unknown, unknown> => ({
  path: '/reading',
  requestStream: false,
  responseStream,
  requestDeserialize: () => undefined,
  responseSerialize: () => Buffer.alloc(0),
});

/** The messages that the call took for sent, by their place. */
const takenOf = (responseStream: boolean, messages: ReadonlyArray<Uint8Array>): ReadonlyArray<number> => {
  const taken: Array<number> = [];
  const call = writeAhead(methodOf(responseStream), network);
  call.sendMetadata(new Metadata());
  for (const [place, message] of messages.entries()) call.sendMessage(message, () => taken.push(place));
  return taken;
};

const small = new Uint8Array(1_000);
const large = new Uint8Array(1_000_000);

test('small messages go out together, in order, before the network took the first', () => {
  expect(takenOf(true, [small, small, small])).toEqual([0, 1, 2]);
  expect(sent.map(({ message }) => message)).toEqual([small, small, small]);
});

test('what is large waits until the network took it', () => {
  const taken = takenOf(true, [small, large]);
  expect(taken).toEqual([0]);
  sent[0]?.written();
  expect(taken).toEqual([0]);
  sent[1]?.written();
  expect(taken).toEqual([0, 1]);
});

test('a single answer is sent once the network took it', () => {
  const taken = takenOf(false, [small]);
  expect(taken).toEqual([]);
  sent[0]?.written();
  expect(taken).toEqual([0]);
});
