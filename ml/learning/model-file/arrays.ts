const kinds = { Float64Array, Int32Array, Uint32Array, Uint16Array, Uint8Array, Int16Array, Int8Array };

export type ArrayKind = keyof typeof kinds;
export type NumberArray = InstanceType<(typeof kinds)[ArrayKind]>;

/** An array in a file: `kind` is what it is read as, `stored` what its elements are written as. */
export type StoredArray = { readonly kind: ArrayKind; readonly stored: ArrayKind; readonly length: number };

export const kindOf = (value: unknown): ArrayKind | undefined =>
  (Object.keys(kinds) as ReadonlyArray<ArrayKind>).find((kind) => value instanceof kinds[kind]);

/** Whole numbers are written in no more bytes than the largest of them needs. */
const narrowest = (kind: ArrayKind, array: NumberArray): ArrayKind => {
  if (kind !== 'Int32Array') return kind;
  let low = 0;
  let high = 0;
  for (const value of array) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  if (low >= -128 && high <= 127) return 'Int8Array';
  return low >= -32_768 && high <= 32_767 ? 'Int16Array' : kind;
};

/** The bytes of an array, those of its numbers in the order of the machine, which is that of all machines Node runs on (little endian). */
export const bytesOfArray = (
  kind: ArrayKind,
  array: NumberArray,
): { readonly stored: StoredArray; readonly bytes: Uint8Array } => {
  const narrow = narrowest(kind, array);
  const written = narrow === kind ? array : kinds[narrow].from(array as Int32Array);
  return {
    stored: { kind, stored: narrow, length: array.length },
    bytes: new Uint8Array(written.buffer, written.byteOffset, written.byteLength),
  };
};

export const byteLengthOf = ({ stored, length }: StoredArray): number => length * kinds[stored].BYTES_PER_ELEMENT;

/** The array that was stored, of bytes as many as `byteLengthOf` says. */
export const arrayOfBytes = ({ kind, stored }: StoredArray, bytes: Uint8Array): NumberArray => {
  const read = new kinds[stored](bytes.slice().buffer);
  return kind === stored ? read : kinds[kind].from(read as Int8Array);
};

export const isArrayKind = (name: unknown): name is ArrayKind => typeof name === 'string' && Object.hasOwn(kinds, name);
