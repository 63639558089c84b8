// Base-128 varints of the Protocol Buffers encoding, for integers a number holds exactly and for 64-bit ones.

export const varintLength = (value: number | bigint): number => {
  let length = 1;
  if (typeof value === 'bigint') {
    for (let rest = value >> 7n; rest > 0n; rest >>= 7n) length += 1;
    return length;
  }
  for (let rest = value; rest >= 0x80; rest = Math.floor(rest / 0x80)) length += 1;
  return length;
};

/** Writes `value` at `offset` and returns the offset after it. */
export const writeVarint = (target: Buffer, value: number | bigint, offset: number): number => {
  let at = offset;
  if (typeof value === 'bigint') {
    let rest = value;
    for (; rest >= 0x80n; rest >>= 7n) at = target.writeUInt8(Number(rest & 0x7fn) | 0x80, at);
    return target.writeUInt8(Number(rest), at);
  }
  let rest = value;
  for (; rest >= 0x80; rest = Math.floor(rest / 0x80)) {
    target[at] = (rest % 0x80) | 0x80;
    at += 1;
  }
  target[at] = rest;
  return at + 1;
};
