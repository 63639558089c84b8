import avro from 'avsc';

/** A schema's own names for its fields, and for the fields of those that are records themselves. */
type FieldNames = ReadonlyArray<{ readonly name: string; readonly parts: ReadonlyArray<string> }>;

/** 64-bit numbers stay exact. */
const long = avro.types.LongType.__with({
  fromBuffer: (buffer: Buffer) => buffer.readBigInt64LE(),
  toBuffer: (value: bigint) => {
    const buffer = Buffer.alloc(8);
    buffer.writeBigInt64LE(value);
    return buffer;
  },
  fromJSON: BigInt,
  toJSON: String,
  isValid: (value: unknown) => typeof value === 'bigint',
  compare: (a: bigint, b: bigint) => (a < b ? -1 : a > b ? 1 : 0),
});

const recordIn = (type: avro.Type): avro.types.RecordType | undefined => {
  if (type instanceof avro.types.RecordType) return type;
  if (!avro.Type.isType(type, 'union')) return undefined;
  return (type as avro.types.UnwrappedUnionType).types.map(recordIn).find((record) => record !== undefined);
};

const namesIn = (type: avro.Type): FieldNames =>
  (recordIn(type)?.fields ?? []).map(({ name, type: of }) => ({
    name,
    parts: recordIn(of)?.fields.map((part) => part.name) ?? [],
  }));

const bitsOf = (bitmap: string): ReadonlyArray<number> =>
  /^0x[0-9a-fA-F]+$/.test(bitmap)
    ? [...BigInt(bitmap).toString(2)].toReversed().flatMap((bit, i) => (bit === '1' ? [i] : []))
    : [];

/** Fields come as bitmaps: `0x28` of the record's own, and `4-0x06` of the parts of its field 4, counted from 0 and from the lowest bit. */
const namesOf = (bitmaps: ReadonlyArray<string>, names: FieldNames): ReadonlyArray<string> =>
  bitmaps.flatMap((bitmap) => {
    const [index, within] = bitmap.split('-');
    if (within === undefined) return bitsOf(bitmap).flatMap((bit) => names[bit]?.name ?? []);
    const { name, parts = [] } = names[Number(index)] ?? {};
    return bitsOf(within).flatMap((bit) => (parts[bit] === undefined ? [] : [`${name}.${parts[bit]}`]));
  });

const BITMAPS = ['changedFields', 'nulledFields', 'diffFields'] as const;

/** Reads payloads of one schema, with the names of fields in place of bitmaps. Throws on what is no Avro of that schema. */
export const makeAvroReader = (schemaJson: string): ((payload: Buffer) => Record<string, unknown>) => {
  const type = avro.Type.forSchema(JSON.parse(schemaJson), { registry: { long } });
  const names = namesIn(type);
  return (payload) => {
    const read: Record<string, unknown> = { ...type.fromBuffer(payload) };
    const header = read['ChangeEventHeader'];
    if (typeof header !== 'object' || header === null) return read;
    const decoded = BITMAPS.map((key) => [
      key,
      namesOf((header as Record<string, ReadonlyArray<string>>)[key] ?? [], names),
    ]);
    return { ...read, ChangeEventHeader: { ...header, ...Object.fromEntries(decoded) } };
  };
};
