import type { ReadReq } from '@eventstore/db-client/generated/streams_pb.js';
import * as E from 'fp-ts/lib/Either.js';
import { type Failure, invalidArgument } from '../errors.js';
import type { StoredEvent } from '../store/store.js';

export type EventFilter = {
  readonly matches: (event: Pick<StoredEvent, 'streamName' | 'type'>) => boolean;
  /** After how many considered events, matching or not, a subscription gets a checkpoint. */
  readonly checkpointInterval: number;
};

const WINDOW_WITHOUT_MAXIMUM = 32;

export const filterOf = (options: ReadReq.Options.FilterOptions): E.Either<Failure, EventFilter> => {
  const onType = options.getEventType();
  const expression = onType ?? options.getStreamIdentifier();
  if (expression === undefined) return E.left(invalidArgument('The filter names neither event type nor stream.'));
  const matchesText = matcherOf(expression.getRegex(), expression.getPrefixList());
  if (E.isLeft(matchesText)) return matchesText;
  const window = options.hasMax() ? options.getMax() : WINDOW_WITHOUT_MAXIMUM;
  return E.right({
    matches: (event) => matchesText.right(onType === undefined ? event.streamName : event.type),
    checkpointInterval: Math.max(1, window * options.getCheckpointintervalmultiplier()),
  });
};

const matcherOf = (regex: string, prefixes: ReadonlyArray<string>): E.Either<Failure, (text: string) => boolean> => {
  if (regex === '') return E.right((text) => prefixes.some((prefix) => text.startsWith(prefix)));
  const expression = regExpOf(regex);
  if (expression === undefined) {
    return E.left(invalidArgument(`The filter's regular expression '${regex}' is not one this node understands.`));
  }
  return E.right((text) => expression.test(text));
};

/**
 * Filters are written for .NET. What both dialects write alike is taken; options at the start, string anchors and escaped
 * punctuation are translated; anything else is refused, for it could silently match something else.
 */
const regExpOf = (pattern: string): RegExp | undefined => {
  const [, options = '', rest = ''] = /^(?:\(\?([ims]+)\))?([\s\S]*)$/.exec(pattern) ?? [];
  const translated = rest.replaceAll(/\\([\s\S])/g, (written, character: string) => {
    if (character === 'A') return '(?<![\\s\\S])';
    if (character === 'z') return '(?![\\s\\S])';
    if (character === 'Z') return '(?=\\n?(?![\\s\\S]))';
    if (/[-#%&,:;<=>@!"'`~ ]/.test(character)) return `\\x${character.charCodeAt(0).toString(16).padStart(2, '0')}`;
    return written;
  });
  try {
    return new RegExp(translated, `u${options}`);
  } catch {
    return undefined;
  }
};
