import { XMLParser, XMLValidator } from 'fast-xml-parser';
import * as E from 'fp-ts/lib/Either.js';
import type { MalformedXml } from '../malformed-xml.js';

const malformed = (reason: string): E.Either<MalformedXml, never> => E.left({ _tag: 'MalformedXml', reason });

const utf8 = new TextDecoder('utf-8', { fatal: true });
const DEEPEST = 20;

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  removeNSPrefix: true,
  parseTagValue: false,
  parseAttributeValue: false,
  processEntities: false,
  ignoreDeclaration: true,
  ignorePiTags: true,
  maxNestedTags: DEEPEST,
  isArray: (name) => name === 'Notification' || name === 'sObject',
});

const SKIPPED: ReadonlyArray<readonly [string, string]> = [
  ['<!--', '-->'],
  ['<![CDATA[', ']]>'],
];

/** Whether anything but comments and character data begins with `<!`. */
const declaresSomething = (text: string): boolean => {
  for (let at = text.indexOf('<!'); at >= 0; at = text.indexOf('<!', at)) {
    const skipped = SKIPPED.find(([begins]) => text.startsWith(begins, at));
    const end = skipped === undefined ? -1 : text.indexOf(skipped[1], at);
    if (end < 0) return true;
    at = end;
  }
  return false;
};

/** Reads XML without namespaces. Document types, and so every entity but the five of XML, are refused before anything is parsed. */
export const parseXml = (body: Buffer): E.Either<MalformedXml, unknown> => {
  let text: string;
  try {
    text = utf8.decode(body);
  } catch {
    return malformed('it is not UTF-8');
  }
  if (declaresSomething(text)) return malformed('document types are not allowed');
  const valid = XMLValidator.validate(text);
  if (valid !== true) return malformed(`line ${valid.err.line}, column ${valid.err.col}`);
  try {
    return E.right(parser.parse(text));
  } catch {
    return malformed('its elements are nested too deeply or have reserved names');
  }
};

const NAMED: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

/** The text with XML's own five entities and character references replaced; others stay as they are. */
export const unescapeXml = (text: string): string =>
  text.replaceAll(/&(?:(lt|gt|amp|quot|apos)|#(\d{1,7})|#x([0-9a-fA-F]{1,6}));/g, (whole, name, decimal, hex) => {
    if (name !== undefined) return NAMED[name] ?? whole;
    const code = decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal);
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
