import { cutOff, type Failure } from '../errors.js';
import { makeLatch } from './latch.js';

/** The side of a call that the node writes to. */
export type Outlet = {
  readonly isOpen: () => boolean;
  /** A promise to wait for before the next message, when the reader is slower than the node. */
  readonly send: (message: Uint8Array) => Promise<void> | undefined;
  readonly end: () => void;
  readonly fail: (failure: Failure) => void;
  /** Ends with `wake`, or when the call is over. */
  readonly wait: () => Promise<void>;
  readonly wake: () => void;
};

/** A call of the server, whether the client writes to it too or not. */
type WritableCall = {
  readonly on: (event: string, listener: () => void) => unknown;
  readonly emit: (event: string, failure: Failure) => unknown;
  readonly write: (message: Uint8Array, written: () => void) => boolean;
  readonly end: () => unknown;
};

/** The stream of a call counts messages, and an event may have a mebibyte. */
const MOST_UNSENT = 256 * 1024;

export const openOutlet = (call: WritableCall, stop: AbortSignal): Outlet => {
  const { wait, wake } = makeLatch();
  let open = true;
  let full = false;
  let unsent = 0;

  const close = () => {
    open = false;
    stop.removeEventListener('abort', abort);
    wake();
  };
  const fail = (failure: Failure) => {
    if (open) call.emit('error', failure);
    close();
  };
  const abort = () => fail(cutOff());
  const drained = async () => {
    while (open && full) await wait();
  };

  call.on('cancelled', close);
  call.on('close', close);
  stop.addEventListener('abort', abort);
  if (stop.aborted) abort();

  return {
    isOpen: () => open,
    send: (message) => {
      if (!open) return undefined;
      const { length } = message;
      unsent += length;
      const takesMore = call.write(message, () => {
        unsent -= length;
        if (full && unsent === 0) {
          full = false;
          wake();
        }
      });
      full ||= !takesMore || unsent > MOST_UNSENT;
      return full ? drained() : undefined;
    },
    end: () => {
      if (open) call.end();
      close();
    },
    fail,
    wait,
    wake,
  };
};
