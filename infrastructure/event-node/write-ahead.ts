import { ServerInterceptingCall, type ServerInterceptingCallInterface, type ServerInterceptor } from '@grpc/grpc-js';

/** Bytes of a call that may lie between the node and the network. */
const MOST_UNDER_WAY = 16 * 1024;

/**
 * The server hands over a message of a stream once the network took the one before, so that each travels in a frame and
 * a system call of its own. This takes messages for sent as long as few bytes are under way: they then travel together.
 */
const writingAhead = (call: ServerInterceptingCallInterface): ServerInterceptingCallInterface => {
  let underWay = 0;
  let waiting: (() => void) | undefined;
  return {
    start: (listener) => call.start(listener),
    sendMetadata: (metadata) => call.sendMetadata(metadata),
    sendMessage: (message, taken) => {
      const bytes = message instanceof Uint8Array ? message.length : 0;
      underWay += bytes;
      call.sendMessage(message, () => {
        underWay -= bytes;
        const resume = underWay < MOST_UNDER_WAY ? waiting : undefined;
        if (resume === undefined) return;
        waiting = undefined;
        resume();
      });
      if (underWay < MOST_UNDER_WAY) taken();
      else waiting = taken;
    },
    sendStatus: (status) => call.sendStatus(status),
    startRead: () => call.startRead(),
    getPeer: () => call.getPeer(),
    getDeadline: () => call.getDeadline(),
    getHost: () => call.getHost(),
    getAuthContext: () => call.getAuthContext(),
    getConnectionInfo: () => call.getConnectionInfo(),
    getMetricsRecorder: () => call.getMetricsRecorder(),
  };
};

/** For the methods that answer with a stream of encoded messages. */
export const writeAhead: ServerInterceptor = ({ responseStream }, call) =>
  new ServerInterceptingCall(responseStream ? writingAhead(call) : call);
