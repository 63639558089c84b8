/**
 * The members of a JSON object with their values as written. `JSON.parse` would round integers beyond 2^53, and `$tb` of a
 * deleted stream is 2^63 - 1. Undefined when the text is not a JSON object.
 */
export const jsonMembers = (text: string): ReadonlyMap<string, string> | undefined => {
  if (!isJsonObject(text)) return undefined;
  const members = new Map<string, string>();
  let at = text.indexOf('{') + 1;
  for (;;) {
    at = skipWhitespace(text, at);
    if (text[at] !== '"') return members;
    const nameEnd = endOfString(text, at);
    const name: unknown = JSON.parse(text.slice(at, nameEnd));
    const valueStart = text.indexOf(':', nameEnd) + 1;
    const valueEnd = endOfValue(text, valueStart);
    members.set(String(name), text.slice(valueStart, valueEnd).trim());
    at = valueEnd + 1;
  }
};

export const jsonOfMembers = (members: ReadonlyMap<string, string>): string =>
  `{${[...members].map(([name, value]) => `${JSON.stringify(name)}:${value}`).join(',')}}`;

const isJsonObject = (text: string): boolean => {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
};

const skipWhitespace = (text: string, from: number): number => {
  let at = from;
  while (at < text.length && ' \t\r\n'.includes(text.charAt(at))) at += 1;
  return at;
};

const endOfString = (text: string, quote: number): number => {
  let at = quote + 1;
  while (text[at] !== '"') at += text[at] === '\\' ? 2 : 1;
  return at + 1;
};

const endOfValue = (text: string, from: number): number => {
  let depth = 0;
  let at = from;
  for (;;) {
    const character = text.charAt(at);
    if (character === '"') {
      at = endOfString(text, at);
      continue;
    }
    if (depth === 0 && (character === ',' || character === '}')) return at;
    if (character === '{' || character === '[') depth += 1;
    if (character === '}' || character === ']') depth -= 1;
    at += 1;
  }
};
