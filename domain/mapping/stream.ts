export const mappingStream = (source: string, connection: string): string => `mapping-${source}-${connection}`;
