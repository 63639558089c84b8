/** What comes before the first or the last separator in the name of a stream, if anything does. System streams have none. */
export type CategoryOf = (streamName: string) => string | undefined;

export const DEFAULT_CATEGORY_QUERY = 'first\n-';

/** From `first` or `last`, and the separator on a line of its own. Undefined when it says something else. */
export const categoryOf = (query: string): CategoryOf | undefined => {
  const [, which, separator] = /^(first|last)\r?\n(\S)\s*$/.exec(query.trimStart()) ?? [];
  if (separator === undefined) return undefined;
  return (streamName) => {
    const end = which === 'first' ? streamName.indexOf(separator) : streamName.lastIndexOf(separator);
    return streamName.startsWith('$') || end < 1 ? undefined : streamName.slice(0, end);
  };
};
