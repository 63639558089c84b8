import type { Random } from '../../../simulator/prng.js';

const nested = (depth: number): unknown => JSON.parse(`${'['.repeat(depth)}${']'.repeat(depth)}`);

/** Values that programs trip over. */
const evil: ReadonlyArray<unknown> = [
  ...[null, true, false, '', ' ', '0', [], {}, [[]], [null], 0, -1, 1e308, -0.1, 2 ** 53, 1e21],
  ...['\u0000', '\ud800', '9999-99-99T99:99:99Z', '-271821-04-20T00:00:00Z', '1e999', 'NaN', '🪵'.repeat(50)],
  ...['x'.repeat(5_000), '../../etc/passwd', "'; drop table receipts; --", '__proto__', 'constructor', '%00'],
  { __proto__: null, constructor: { prototype: 1 }, toString: 'x', length: -1 },
  nested(500),
];

const places = (value: unknown, path: ReadonlyArray<string> = []): ReadonlyArray<ReadonlyArray<string>> =>
  typeof value === 'object' && value !== null
    ? [path, ...Object.entries(value).flatMap(([key, child]) => places(child, [...path, key]))]
    : [path];

const replaced = (value: unknown, [key, ...rest]: ReadonlyArray<string>, by: unknown): unknown => {
  if (key === undefined) return by;
  const child = (value as Readonly<Record<string, unknown>>)[key];
  if (Array.isArray(value)) return value.with(Number(key), replaced(child, rest, by));
  return { ...(value as object), [key]: replaced(child, rest, by) };
};

const without = (value: unknown, [key, ...rest]: ReadonlyArray<string>): unknown => {
  if (key === undefined || typeof value !== 'object' || value === null) return undefined;
  const child = (value as Readonly<Record<string, unknown>>)[key];
  if (rest.length > 0) return replaced(value, [key], without(child, rest) ?? null);
  if (Array.isArray(value)) return value.toSpliced(Number(key), 1);
  const { [key]: _, ...others } = value as Readonly<Record<string, unknown>>;
  return others;
};

const parsed = (body: Buffer): { readonly value: unknown } | undefined => {
  try {
    return { value: JSON.parse(body.toString()) };
  } catch {
    return undefined;
  }
};

const inJson = (random: Random, body: Buffer): Buffer => {
  const json = parsed(body);
  if (json === undefined) return inBytes(random, body);
  const all = places(json.value);
  const path = all[random.int(0, all.length - 1)] ?? [];
  const value = random.chance(0.3)
    ? without(json.value, path)
    : replaced(json.value, path, evil[random.int(0, evil.length - 1)]);
  return Buffer.from(JSON.stringify(value) ?? '');
};

const inBytes = (random: Random, body: Buffer): Buffer => {
  const from = random.int(0, body.length);
  const to = Math.min(body.length, from + random.int(1, 40));
  const [before, cut, after] = [body.subarray(0, from), body.subarray(from, to), body.subarray(to)];
  switch (random.int(0, 4)) {
    case 0:
      return Buffer.concat([before, after]);
    case 1:
      return Buffer.concat([before, cut, cut, after]);
    case 2:
      return Buffer.from(before);
    case 3:
      return Buffer.concat([before, Buffer.from([random.int(0, 255)]), after]);
    default:
      return Buffer.concat([before, Buffer.from(cut.map((byte) => byte ^ (1 << random.int(0, 7)))), after]);
  }
};

/** The body with one to three things changed in it. */
export const mutated = (random: Random, body: Buffer): Buffer => {
  let changed = body;
  for (let times = random.int(1, 3); times > 0; times--) {
    changed = random.chance(0.6) ? inJson(random, changed) : inBytes(random, changed);
  }
  return changed;
};

const HEADERS = [
  ...['x-hubspot-signature-v3', 'x-hubspot-signature', 'x-hubspot-signature-version', 'x-hubspot-request-timestamp'],
  ...['x-zendesk-webhook-signature', 'x-zendesk-webhook-signature-timestamp', 'x-zendesk-webhook-invocation-id'],
  ...['x-hub-signature', 'webhook-id', 'webhook-timestamp', 'webhook-signature', 'content-type', 'user-agent'],
  ...['authorization', 'x-helpscout-signature', 'x-helpscout-event', 'x-api-key', 'x-forwarded-host'],
] as const;

const HEADER_VALUES = [
  ...['', ' ', '1772359200', '1772359200000', '-1', 'NaN', '2026-03-01T10:00:00Z', 'v2', 'v3', 'sha1=', 'sha1=00'],
  ...[
    'Basic',
    'Basic Og==',
    'Basic ////',
    'Bearer',
    'v1,',
    'v1,AAAA v1a,x',
    'AAAA',
    `${'A'.repeat(43)}=`,
    'a'.repeat(4_000),
  ],
  ...['application/json; charset=utf-7', 'text/xml', 'multipart/form-data; boundary=', '%E0%A4%A'],
] as const;

/** Headers as nobody should send them. */
export const strangeHeaders = (random: Random): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Array.from({ length: random.int(0, 4) }, () => [
      HEADERS[random.int(0, HEADERS.length - 1)] ?? '',
      HEADER_VALUES[random.int(0, HEADER_VALUES.length - 1)] ?? '',
    ]),
  );
