export type SoqlRecord = Readonly<Record<string, string | number | boolean | null>>;
type Condition = (record: SoqlRecord) => boolean;

const TOKEN = /\s*(\(|\)|,|<=|>=|=|>|<|'[^']*'|[\w.:+-]+)/y;

const tokensOf = (text: string): ReadonlyArray<string> => {
  const tokens: Array<string> = [];
  for (TOKEN.lastIndex = 0; TOKEN.lastIndex < text.length; ) {
    const [, token] = TOKEN.exec(text) ?? [];
    if (token === undefined) throw new Error(`MALFORMED_QUERY: ${text}`);
    tokens.push(token);
  }
  return tokens;
};

const comparable = (value: unknown): string | number => {
  const text = String(value);
  if (text.startsWith("'")) return text.slice(1, -1);
  const time = /^\d{4}-\d\d-\d\dT/.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(time) ? text : time;
};

const compare = (record: SoqlRecord, field: string, operator: string, literal: string): boolean => {
  const [a, b] = [
    typeof record[field] === 'number' ? (record[field] as number) : comparable(record[field]),
    comparable(literal),
  ];
  if (operator === '=') return a === b;
  if (operator === '>') return a > b;
  return operator === '>=' ? a >= b : operator === '<=' ? a <= b : a < b;
};

/** The conditions of a WHERE clause; Salesforce wants brackets where AND meets OR. */
const conditionOf = (where: string): Condition => {
  const tokens = tokensOf(where);
  let at = 0;
  const one = (): Condition => {
    if (tokens[at] === '(') {
      at++;
      const within = all();
      at++;
      return within;
    }
    const [field = '', operator = '', literal = ''] = tokens.slice(at, at + 3);
    if (operator === 'IN') {
      const end = tokens.indexOf(')', at);
      const listed = tokens.slice(at + 3, end).filter((token) => token !== ',');
      at = end + 1;
      return (record) => listed.some((one) => compare(record, field, '=', one));
    }
    at += 3;
    return (record) => compare(record, field, operator, literal);
  };
  const all = (): Condition => {
    const conditions = [one()];
    const joined = new Set<string>();
    while (tokens[at] === 'AND' || tokens[at] === 'OR') {
      joined.add(tokens[at++] ?? '');
      conditions.push(one());
    }
    if (joined.size > 1) throw new Error('MALFORMED_QUERY: unexpected token');
    return (record) => (joined.has('OR') ? conditions.some((is) => is(record)) : conditions.every((is) => is(record)));
  };
  return all();
};

const QUERY =
  /^SELECT (?<fields>[\w,]+) FROM (?<object>\w+) WHERE (?<where>.+?)(?<ordered> ORDER BY SystemModstamp, Id)?$/;

export const parseSoql = (soql: string) => {
  const { fields = '', object = '', where = '', ordered } = QUERY.exec(soql)?.groups ?? {};
  if (object === '') throw new Error(`MALFORMED_QUERY: ${soql}`);
  return { fields: fields.split(','), object, is: conditionOf(where), isOrdered: ordered !== undefined };
};
