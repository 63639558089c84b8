/** What the log keeps of something unexpected: its kind and where it came from, not its message, which may quote data. */
export const failureOf = (thrown: unknown) => {
  if (!(thrown instanceof Error)) return { kind: typeof thrown };
  const frames = (thrown.stack ?? '').split('\n').filter((line) => line.startsWith('    at '));
  return {
    kind: thrown.name,
    ...('code' in thrown ? { code: String(thrown.code) } : {}),
    at: frames.map((line) => line.trim()).slice(0, 10),
  };
};
