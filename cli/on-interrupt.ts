/** Aborts with this message once the operator, or the system, wants the command to end; a second time ends it at once. */
export const onInterrupt = (message: string): AbortSignal => {
  const interrupted = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (interrupted.signal.aborted) process.exit(1);
      interrupted.abort(new Error(message));
    });
  }
  return interrupted.signal;
};
