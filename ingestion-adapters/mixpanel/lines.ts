const NEWLINE = 0x0a;

/** The lines of a body, blank ones included, without copying any. */
export function* linesOf(body: Buffer): Generator<Buffer> {
  for (let from = 0; from < body.length; ) {
    const end = body.indexOf(NEWLINE, from);
    yield body.subarray(from, end < 0 ? body.length : end);
    from = end < 0 ? body.length : end + 1;
  }
}

export const isBlank = (line: Buffer): boolean => line.toString('utf8').trim() === '';

/** The body in parts of about so many bytes, divided between lines. */
export function* partsOf(body: Buffer, bytes: number): Generator<Buffer> {
  for (let from = 0; from < body.length; ) {
    const end = from + bytes >= body.length ? -1 : body.indexOf(NEWLINE, from + bytes);
    yield body.subarray(from, end < 0 ? body.length : end + 1);
    from = end < 0 ? body.length : end + 1;
  }
}
